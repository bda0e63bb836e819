package dev.arena.spring.boot;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.Confinement;

import static org.assertj.core.api.Assertions.assertThat;
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
}
