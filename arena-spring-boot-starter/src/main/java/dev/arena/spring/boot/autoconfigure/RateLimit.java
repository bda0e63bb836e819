package dev.arena.spring.boot.autoconfigure;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets something happen once a second at most, and tells how often it did not. What is refused under load is refused thousands
 * of times a second, and a log that is full of it hides the cause.
 *
 * <p>Safe for use by any thread.
 */
final class RateLimit {
    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(1);

    private final LongSupplier nanoTime;
    private final AtomicLong next;
    private final AtomicLong suppressed = new AtomicLong();

    /** With a clock like {@link System#nanoTime}. */
    RateLimit(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.next = new AtomicLong(nanoTime.getAsLong());
    }

    /** Calls {@code action}, or not, with the number of times it was not called since it was. */
    void run(LongConsumer action) {
        long now = nanoTime.getAsLong();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + INTERVAL)) {
            action.accept(suppressed.getAndSet(0));
        } else {
            suppressed.incrementAndGet();
        }
    }

    static String text(long suppressed) {
        return suppressed == 0 ? "" : " (and " + suppressed + " more before)";
    }
}
