package dev.arena.model;

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * How much a random test does: so many seeds, or for {@code -Darena.model.minutes}. {@code -Darena.model.seed} begins with
 * another seed, and {@code -Darena.model.runs=1} repeats just that one.
 *
 * @param runs seeds, unless told otherwise
 */
record Effort(int runs) {
    private static final long SEED = Long.getLong("arena.model.seed", 20261122);
    private static final long MINUTES = Long.getLong("arena.model.minutes", 0);

    void forEachSeed(LongConsumer run) {
        int atLeast = Integer.getInteger("arena.model.runs", runs);
        long begun = System.nanoTime();
        long nanos = Duration.ofMinutes(MINUTES).toNanos();
        long seed = SEED;
        for (; seed < SEED + atLeast || System.nanoTime() - begun < nanos; seed++) {
            run.accept(seed);
        }
        System.out.println("seeds from " + SEED + " to " + (seed - 1));
    }
}
