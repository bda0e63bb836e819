package dev.arena.engine.budget;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AdmissionControlTests {
    private static final long LIMIT = 1000;

    private final AtomicLong nanos = new AtomicLong(TimeUnit.DAYS.toNanos(3));
    private final Account group = Account.concurrent(LIMIT, null);
    private final AdmissionControl control = new AdmissionControl(group, bytes -> bytes <= LIMIT - group.used(),
            nanos::get);

    @Test
    void admitsEverythingUntilMemoryIsRefused() {
        assertThat(group.tryCharge(LIMIT)).isTrue();
        assertThat(admit(300)).isNotNull();
        assertThat(admit(300)).isNotNull();
        control.refused();
        assertThat(admit(300)).isNull();
    }

    @Test
    void admitsOnlyWhatFitsWithWhatIsPromisedWhileOverloaded() {
        overload(600);
        assertThat(control.expectedBytes(100)).isEqualTo(200);
        assertThat(admit(100)).isNotNull();
        AdmissionControl.Promise second = admit(100);
        assertThat(second).isNotNull();
        assertThat(admit(1)).isNull();
        control.fulfilled(second, -1);
        assertThat(admit(100)).isNotNull();
    }

    @Test
    void refusalOfAGroupThatIsHalfEmptyIsNoOverload() {
        overload(500);
        assertThat(admit(LIMIT)).isNotNull();
    }

    @Test
    void overloadEndsASecondAfterTheLastRefusal() {
        overload(LIMIT);
        pass(999);
        assertThat(admit(1)).isNull(); // a refusal of its own
        pass(999);
        assertThat(admit(1)).isNull();
        pass(1000);
        assertThat(admit(1)).isNotNull();
    }

    @Test
    void overloadEndsAsSoonAsThereIsRoom() {
        overload(LIMIT);
        group.release(LIMIT);
        assertThat(admit(400)).isNotNull();
    }

    @Test
    void promisesExpire() {
        AdmissionControl.Promise old = admit(400);
        assertThat(old).isNotNull();
        pass(1000);
        assertThat(control.promisedBytes()).isEqualTo(800);
        pass(1000);
        assertThat(control.promisedBytes()).isZero();
        AdmissionControl.Promise next = admit(100);
        control.fulfilled(old, -1);
        assertThat(control.promisedBytes()).as("without the one that had expired").isEqualTo(200);
        pass(1000);
        control.fulfilled(next, -1);
        assertThat(control.promisedBytes()).isZero();
    }

    @Test
    void promisesNoMoreThanTheWorkCanTake() {
        assertThat(control.tryAdmit(Long.MAX_VALUE, 10)).isNotNull();
        assertThat(control.promisedBytes()).isEqualTo(10);
    }

    @Test
    void learnsHowMuchMemoryTheInputTakes() {
        for (int i = 0; i < 100; i++) {
            control.fulfilled(admit(1000), 500);
        }
        assertThat(control.expectedBytes(1000)).isBetween(500L, 510L);
        for (int i = 0; i < 100; i++) {
            control.fulfilled(admit(1000), -1); // not completed
        }
        assertThat(control.expectedBytes(1000)).isBetween(500L, 510L);
    }

    private void overload(long used) {
        assertThat(group.tryCharge(used)).isTrue();
        control.refused();
    }

    private AdmissionControl.Promise admit(long inputBytes) {
        return control.tryAdmit(inputBytes, Long.MAX_VALUE);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
