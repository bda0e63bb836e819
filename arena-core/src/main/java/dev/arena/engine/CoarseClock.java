package dev.arena.engine;

import java.util.concurrent.TimeUnit;

/**
 * {@link System#nanoTime} to the nearest few milliseconds. Reading the real clock takes some 25 ns here, a third of what a small
 * request costs with everything else, and that only for a message that hardly anybody ever sees: when an arena ended.
 *
 * <p>As long as somebody asks, the time is taken by the JDK's delay thread and common pool; a while after nobody does any more,
 * that ends, and whoever asks next reads the real clock and starts it again.
 *
 * <p>Safe for use by any thread; the fields race on purpose, as a time that is a tick old is good enough.
 */
public final class CoarseClock {

    /** How far the time can be behind. */
    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

    /** Ends after so many ticks in which nobody has asked. */
    private static final int MOST_IDLE_TICKS = 50;

    private static long now;
    private static boolean ticking;
    private static boolean asked;
    private static int idleTicks;

    private CoarseClock() {}

    /** The time in nanoseconds, as of {@link System#nanoTime}. */
    public static long nanoTime() {
        if (!ticking) {
            start();
        }
        if (!asked) { // written only if need be: all threads share it
            asked = true;
        }
        return now;
    }

    private static synchronized void start() {
        now = System.nanoTime();
        if (!ticking) {
            idleTicks = 0;
            scheduleTick();
            ticking = true;
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it ends by itself
    private static void scheduleTick() {
        Later.run(CoarseClock::tick, TICK);
    }

    private static synchronized void tick() {
        now = System.nanoTime();
        idleTicks = asked ? 0 : idleTicks + 1;
        asked = false;
        ticking = false; // stays so where there is no heap for another tick
        if (idleTicks < MOST_IDLE_TICKS) {
            scheduleTick();
            ticking = true;
        }
    }
}
