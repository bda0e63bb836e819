package dev.arena.test;

import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.LeakDetection;
import dev.arena.Owned;

import static dev.arena.test.ArenaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Would fail if an assertion passed over something that is open, or did not say where it was opened. */
class ArenaPoolAssertTests {

    @Test
    void openArenasAndHandlesAreNamedWithTheirPlaces() {
        try (ArenaPool pool = Arena.builder().name("mine").leakDetection(LeakDetection.ALL).buildPool()) {
            assertThat(pool).hasNoLiveMemory().hasNoOpenArenas().hasNoOpenHandles().hasNoLeaks();
            try (Arena arena = pool.open(); Owned<?> _ = arena.allocateOwned(8, 8)) {
                assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(pool).hasNoOpenArenas())
                        .withMessageContainingAll("'mine'", "there were 1", "ARENA", getClass().getName());
                assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(pool).hasNoOpenHandles())
                        .withMessageContainingAll("'mine'", "there were 1", "HANDLE", getClass().getName());
                assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(pool).hasNoLiveMemory())
                        .withMessageContaining("bytes");
            }
            assertThat(pool).hasNoOpenArenas().hasNoOpenHandles();
        }
    }
}
