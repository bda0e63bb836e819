/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.engine.budget;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
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
        assertThat(tryAdmit(300)).isNotNull();
        assertThat(tryAdmit(300)).isNotNull();
        control.refused();
        assertThat(tryAdmit(300)).isNull();
    }

    @Test
    void overloadedGroupAdmitsOnlyWorkThatFitsBesidePromises() {
        overload(600);
        assertThat(control.expectedBytes(100)).isEqualTo(200);
        assertThat(tryAdmit(100)).isNotNull();
        AdmissionControl.Promise second = admit(100);
        assertThat(tryAdmit(1)).isNull();
        control.fulfilled(second, -1);
        assertThat(tryAdmit(100)).isNotNull();
    }

    @Test
    void refusalByAHalfEmptyGroupIsNoOverload() {
        overload(500);
        assertThat(tryAdmit(LIMIT)).isNotNull();
    }

    @Test
    void overloadEndsASecondAfterTheLastRefusal() {
        overload(LIMIT);
        pass(999);
        assertThat(tryAdmit(1)).isNull(); // this refusal extends the overload
        pass(999);
        assertThat(tryAdmit(1)).isNull();
        pass(1000);
        assertThat(tryAdmit(1)).isNotNull();
    }

    @Test
    void overloadEndsWhenMemoryIsReleased() {
        overload(LIMIT);
        group.release(LIMIT);
        assertThat(tryAdmit(400)).isNotNull();
    }

    @Test
    void promisesExpire() {
        AdmissionControl.Promise old = admit(400);
        pass(1000);
        assertThat(control.promisedBytes()).isEqualTo(800);
        pass(1000);
        assertThat(control.promisedBytes()).isZero();
        AdmissionControl.Promise next = admit(100);
        control.fulfilled(old, -1);
        assertThat(control.promisedBytes()).as("without the expired promise").isEqualTo(200);
        pass(1000);
        control.fulfilled(next, -1);
        assertThat(control.promisedBytes()).isZero();
    }

    @Test
    void promiseIsLimitedByTheRoomOfTheWork() {
        assertThat(control.tryAdmit(Long.MAX_VALUE, 10)).isNotNull();
        assertThat(control.promisedBytes()).isEqualTo(10);
    }

    @Test
    void learnsTheMemoryForEachByteOfInput() {
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
        return Objects.requireNonNull(tryAdmit(inputBytes), "not admitted");
    }

    private AdmissionControl.@Nullable Promise tryAdmit(long inputBytes) {
        return control.tryAdmit(inputBytes, Long.MAX_VALUE);
    }

    private void pass(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
