package dev.arena.engine.util;

import java.util.concurrent.TimeUnit;

/**
 * {@link System#nanoTime}, up to 20 milliseconds late. Reading the real clock takes about 25 ns, a third of the cost of a small
 * request, and its precision is not needed: for the age of an epoch, and for messages that say when an arena ended.
 *
 * <p>The JDK's delay thread and common pool take the time as long as the clock is being read. One second after the last read they
 * stop; the next read takes the real time and starts them again.
 *
 * <p>Safe for use by any thread. The fields are read and written without synchronization, as a time that is one tick old is good
 * enough.
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
        DelayedTasks.schedule(CoarseClock::tick, TICK);
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
