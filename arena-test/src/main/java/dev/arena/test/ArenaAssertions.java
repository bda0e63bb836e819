package dev.arena.test;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;

/** Entry point of the assertions for arenas, to be imported statically beside that of AssertJ. */
public final class ArenaAssertions {

    private ArenaAssertions() {}

    /**
     * Starts assertions about a pool.
     *
     * @param  actual the pool
     * @return        assertions about it
     */
    public static ArenaPoolAssert assertThat(@Nullable ArenaPool actual) {
        return new ArenaPoolAssert(actual);
    }
}
