package dev.arena;

import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Would fail if whoever is refused could not tell where the memory went. */
class UseTests {

    private static Map<Use, Long> usesWhenRefused(Arena arena, ArenaExhaustedException.Reason expected) {
        var refused = catchThrowableOfType(ArenaExhaustedException.class,
                () -> arena.allocate(1 << 20, 1));
        assertThat(refused.reason()).isEqualTo(expected);
        return refused.uses();
    }

    @Test
    void aRefusalTellsForWhatTheArenaWasUsed() {
        try (Arena arena = Arena.builder().byteBudget(64 << 10).build()) {
            Arena text = arena.forUse(Use.TEXT);
            var word = text.allocate(100, 1);
            text.grow(word, 300, 1); // where it is
            arena.forUse(Use.BODY).tryAllocate(2000, 1);
            text.grow(word, 500, 1); // elsewhere: the first 300 bytes stay until the end
            arena.allocate(70, 1);
            assertThat(usesWhenRefused(arena, ArenaExhaustedException.Reason.ARENA_BUDGET))
                    .isEqualTo(Map.of(Use.TEXT, 800L, Use.BODY, 2000L, Use.OTHER, 70L));
            arena.reset();
            arena.allocate(10, 1);
            assertThat(usesWhenRefused(arena, ArenaExhaustedException.Reason.ARENA_BUDGET))
                    .isEqualTo(Map.of(Use.OTHER, 10L));
        }
    }

    @Test
    void itIsInTheMessage() {
        try (Arena arena = Arena.builder().byteBudget(8192).build()) {
            arena.forUse(Use.VECTOR).allocate(4000, 1);
            arena.forUse(Use.MAP).allocate(90, 1);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> arena.allocate(8000, 1))
                    .withMessageEndingWith("bytes in use: VECTOR 4000, MAP 90");
        }
        try (Arena unused = Arena.builder().byteBudget(8192).build()) {
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> unused.allocate(9000, 1))
                    .withMessageEndingWith("allocate less between two resets");
        }
    }

    @Test
    void aMarkTakesItsUsesWithIt() {
        try (Arena arena = Arena.builder().byteBudget(64 << 10).build()) {
            arena.forUse(Use.TEXT).allocate(10, 1);
            try (Mark _ = arena.mark()) {
                arena.forUse(Use.TEXT).allocate(20, 1);
                arena.forUse(Use.RECORD).allocate(5000, 1);
                assertThat(usesWhenRefused(arena, ArenaExhaustedException.Reason.ARENA_BUDGET))
                        .isEqualTo(Map.of(Use.TEXT, 30L, Use.RECORD, 5000L));
            }
            assertThat(usesWhenRefused(arena, ArenaExhaustedException.Reason.ARENA_BUDGET))
                    .isEqualTo(Map.of(Use.TEXT, 10L));
        }
    }

    @Test
    void aChildIsReportedWithTheOneWhoseBudgetWasMet() {
        try (Arena parent = Arena.builder().byteBudget(64 << 10).build()) {
            parent.forUse(Use.BODY).allocate(1000, 1);
            Arena narrow = parent.child(8192);
            narrow.forUse(Use.TEXT).allocate(10, 1);
            Arena wide = parent.child(Long.MAX_VALUE);
            wide.forUse(Use.MAP).allocate(20, 1);
            assertThat(usesWhenRefused(narrow, ArenaExhaustedException.Reason.ARENA_BUDGET))
                    .isEqualTo(Map.of(Use.TEXT, 10L));
            assertThat(usesWhenRefused(wide, ArenaExhaustedException.Reason.ARENA_BUDGET))
                    .isEqualTo(Map.of(Use.BODY, 1000L, Use.TEXT, 10L, Use.MAP, 20L));
        }
    }

    @Test
    void aPoolReportsAllItsArenasAndHandles() {
        try (ArenaPool pool = Arena.builder().poolByteBudget(256 << 10).buildPool(); Arena first = pool.open()) {
            Owned<?> alone;
            try (Arena over = pool.open()) {
                alone = over.allocateOwned(100, 1);
            }
            Arena second = pool.open(Confinement.SHARED);
            first.forUse(Use.TEXT).allocate(10, 1);
            second.forUse(Use.TEXT).allocate(20, 1);
            second.allocate(5, 1);
            try (Shared<?> _ = second.allocateShared(20, 1)) {
                assertThat(usesWhenRefused(first, ArenaExhaustedException.Reason.POOL_BUDGET))
                        .isEqualTo(Map.of(Use.TEXT, 30L, Use.OTHER, 5L, Use.HANDLE, 4096L + 20));
            }
            alone.close();
            second.close();
        }
    }
}
