package dev.arena.engine.leak;

/**
 * Picks one of {@link #INTERVAL} things that are opened on a thread. Costs a load and a store: threads count in cells of their
 * own as far as there are enough, without atomics, as a lost count only moves the next pick.
 */
final class Sampler {

    /**
     * A prime, so that a program that opens things in a fixed rhythm has each place picked in turn; so large that a tracker, one
     * to three microseconds with its stack trace, costs what is opened a nanosecond or two in the mean.
     */
    static final int INTERVAL = 1021;

    /** So many ints apart that no two cells are in one cache line, nor in two that are fetched together. */
    private static final int SPACING = 32;

    private static final int CELLS = Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors());

    /** How many the next threads of each cell let pass. */
    private static final int[] LEFT = new int[CELLS * SPACING];

    private Sampler() {}

    /** Whether the thing that the calling thread opens now is picked. */
    static boolean picks() {
        int cell = ((int) Thread.currentThread().threadId() & (CELLS - 1)) * SPACING;
        int left = LEFT[cell];
        LEFT[cell] = left > 0 ? left - 1 : INTERVAL - 1;
        return left <= 0;
    }
}
