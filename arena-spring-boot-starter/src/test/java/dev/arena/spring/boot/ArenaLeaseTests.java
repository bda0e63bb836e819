package dev.arena.spring.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class ArenaLeaseTests {
    private final ArenaPool pool = Arena.builder().buildPool();
    private final ArenaLease lease = new ArenaLease(pool, Confinement.CONFINED);

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void bothArenasOfAWorkThatWasSharedLateShouldEndAlthoughACleanupFails() {
        Arena confined = lease.arena();
        confined.allocate(8, 8);
        confined.onReset(() -> {
            throw new IllegalStateException("cleanup");
        });
        lease.share();
        Arena shared = lease.arena();
        shared.allocate(8, 8);
        assertThat(shared).isNotSameAs(confined);
        assertThatIllegalStateException().isThrownBy(lease::end).withMessage("cleanup");
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().liveBytes()).isZero();
    }

    @Test
    void leavingTheThreadShouldEndOnlyWhatIsConfinedToIt() {
        lease.arena().allocate(8, 8);
        lease.share();
        Arena shared = lease.arena();
        shared.allocate(8, 8);
        assertThat(lease.leaveThread()).isNotNull();
        assertThat(lease.leaveThread()).isNull();
        assertThat(pool.stats().activeArenas()).isEqualTo(1);
        assertThat(shared.allocate(8, 8).byteSize()).isEqualTo(8);
        assertThat(lease.end()).isNotNull();
        assertThat(lease.end()).isNull();
        assertThatIllegalStateException().isThrownBy(lease::arena);
    }

    @Test
    void arenasOfAWorkThatWasSharedLateShouldNotExceedItsBudgetTogether() {
        try (ArenaPool small = Arena.builder().byteBudget(64 << 10).buildPool()) {
            var work = new ArenaLease(small, Confinement.CONFINED);
            work.arena().allocate(40 << 10, 1);
            work.share();
            assertThat(work.byteBudget()).isEqualTo((64 << 10) - small.stats().liveBytes());
            Arena shared = work.arena();
            assertThat(shared.tryAllocate(40 << 10, 1)).isNull();
            assertThat(shared.tryAllocate(8, 8)).isNotNull();
            assertThat(small.stats().liveBytes()).isLessThanOrEqualTo(64 << 10);
            work.end();
        }
    }

    @Test
    void workWhoseFirstArenaHoldsTheWholeBudgetShouldBeRefusedASecond() {
        try (ArenaPool small = Arena.builder().byteBudget(64 << 10).buildPool()) {
            var work = new ArenaLease(small, Confinement.CONFINED);
            work.arena().allocate(63 << 10, 1);
            work.share();
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(work::arena).satisfies(refused -> {
                assertThat(refused.reason()).isEqualTo(ArenaExhaustedException.Reason.ARENA_BUDGET);
                assertThat(refused.limit()).isEqualTo(64 << 10);
            });
            work.end();
            assertThat(small.stats().activeArenas()).isZero();
        }
    }

    @Test
    void workThatLeftItsConfinedArenaShouldSayWhichPropertyIsToBeChanged() {
        lease.arena().allocate(8, 8);
        lease.leaveThread();
        assertThatIllegalStateException().isThrownBy(lease::arena).withMessageContaining("arena.confinement");
        lease.end();
    }

    @Test
    void otherThreadShouldNotOpenAnArenaThatIsConfinedToTheWorker() throws Exception {
        try (var executor = Executors.newSingleThreadExecutor()) {
            assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> executor.submit(lease::arena).get())
                    .withCauseInstanceOf(WrongThreadException.class).withMessageContaining("arena.confinement");
            lease.leaveThread();
            assertThatExceptionOfType(WrongThreadException.class).isThrownBy(lease::arena);
            executor.submit(() -> {
                lease.enterThread();
                lease.arena().allocate(8, 8);
                lease.end();
            }).get();
        }
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().resets()).isEqualTo(1);
    }

    @Test
    void figuresShouldBeThoseOfTheArenaAlsoAfterItsEnd() {
        assertThat(lease.stats()).isNull();
        lease.arena().allocate(8, 8);
        assertThat(lease.stats()).isNotNull().satisfies(it -> assertThat(it.bytesHeld()).isPositive());
        lease.end();
        assertThat(lease.stats()).isNotNull().satisfies(it -> assertThat(it.peakBytesHeld()).isPositive());
    }

    @Test
    void ownerShouldBeAskedOnlyWhenAnArenaIsOpened() {
        List<String> asked = new ArrayList<>();
        var work = new ArenaLease(pool, ArenaOptions.defaults(), () -> {
            asked.add("asked");
            return "GET /path";
        });
        assertThat(asked).isEmpty();
        work.arena().allocate(8, 8);
        work.arena();
        assertThat(asked).hasSize(1);
        assertThat(pool.openArenas(1)).singleElement().satisfies(it -> assertThat(it.owner()).isEqualTo("GET /path"));
        work.end();
    }

    @Test
    void budgetThatBecomesKnownLaterShouldHoldForAnArenaThatIsOpen() {
        var known = new AtomicLong(-1);
        var work = new ArenaLease(pool, ArenaOptions.defaults(), new ArenaLease.Lessee() {
            @Override
            public String owner() {
                return "GET /path";
            }

            @Override
            public long byteBudget() {
                return known.get();
            }
        });
        Arena open = work.arena();
        open.allocate(8, 8);
        assertThat(work.byteBudget()).isEqualTo(pool.settings().arenaByteBudget());
        known.set(20_000);
        assertThat(work.arena()).isSameAs(open);
        assertThat(work.byteBudget()).isEqualTo(20_000);
        assertThat(open.tryAllocate(20_000, 1)).isNull();
        known.set(1 << 20);
        assertThat(work.byteBudget()).as("asked no more").isEqualTo(20_000);
        work.end();
        assertThat(pool.stats().activeArenas()).isZero();
    }
}
