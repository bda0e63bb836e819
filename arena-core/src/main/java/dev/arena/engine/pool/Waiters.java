package dev.arena.engine.pool;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Threads that wait, for a limited time, until memory of the pool comes back. They queue: only the first tries again each time
 * that memory has come back, the others wait for its place. In the first half of its time the first thread competes with threads
 * that find memory at once; in the second half, {@link #firstIsUrgent}, these queue up behind it. So many small allocations do
 * not starve a large one, and a large one stops the small ones only when it has waited for long.
 *
 * <p>No wake-up is lost, although a thread that returns memory takes no lock here. The first in the queue writes {@link #first},
 * then looks for memory; the other thread returns memory, then reads {@link #first}. Both use operations that the memory model
 * puts into one order (volatile fields, compare-and-set, monitors), so either the first sees the memory or the other sees the
 * first. The lock of a cache shard is released by a plain release store, but it is taken by a compare-and-set, and a look for
 * memory takes it: a look that comes later waits for the release. A thread that is unparked before it parks does not park.
 *
 * <p>Safe for use by any thread.
 */
final class Waiters {

    /** The end of a native call that kept a session from closing wakes nobody, so it is polled at this interval. */
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final long mostNanos;
    private final ReentrantLock queue = new ReentrantLock(true);
    private final LongAdder waits = new LongAdder();
    private volatile @Nullable Thread first;
    private volatile boolean firstIsUrgent;

    /** Nobody waits longer than {@code mostNanos}; with 0, nobody waits. */
    Waiters(long mostNanos) {
        this.mostNanos = Math.min(mostNanos, Long.MAX_VALUE / 2); // so that times can be subtracted
    }

    boolean mayWait() {
        return mostNanos > 0;
    }

    /** Whether whoever needs memory has to queue, even if there is some. */
    boolean firstIsUrgent() {
        return firstIsUrgent;
    }

    /** How often a thread had to wait. */
    long waits() {
        return waits.sum();
    }

    /** Memory has come back. One volatile read where nobody waits. */
    void wake() {
        Thread waiter = first;
        if (waiter != null) {
            LockSupport.unpark(waiter);
        }
    }

    /**
     * Waits until {@code taken} succeeds. It is called at first and each time something may have come back, by one thread at a
     * time; what it throws ends the wait.
     *
     * @param  polled whether memory can come back without a wake-up
     * @return       whether it has succeeded; otherwise the time is up or the thread was interrupted, and still is
     */
    boolean await(BooleanSupplier taken, BooleanSupplier polled) {
        waits.increment();
        long begun = System.nanoTime();
        try {
            if (!queue.tryLock(mostNanos, TimeUnit.NANOSECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            first = Thread.currentThread();
            while (!taken.getAsBoolean()) {
                long left = mostNanos - (System.nanoTime() - begun);
                if (left <= 0 || Thread.currentThread().isInterrupted()) {
                    return false;
                }
                long calm = left - mostNanos / 2;
                firstIsUrgent = calm <= 0;
                long nanos = calm > 0 ? calm : left;
                LockSupport.parkNanos(this, polled.getAsBoolean() ? Math.min(nanos, POLL_NANOS) : nanos);
            }
            return true;
        } finally {
            firstIsUrgent = false;
            first = null;
            queue.unlock();
        }
    }
}
