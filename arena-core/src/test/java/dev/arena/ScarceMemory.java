package dev.arena;

/** Takes memory away from an arena of a pool, for tests of what grows in it. */
public final class ScarceMemory {

    private ScarceMemory() {}

    /** Leaves an arena room for {@code bytes} more, in new chunks only: the chunks that it holds are full. */
    public static void leave(ArenaPool pool, Arena arena, long bytes) {
        pool.changeByteBudget(arena, arena.stats().bytesHeld());
        for (long part = 1024; part > 0; part /= 2) {
            while (arena.tryAllocate(part, 1) != null) {
            }
        }
        pool.changeByteBudget(arena, arena.stats().bytesHeld() + bytes);
    }
}
