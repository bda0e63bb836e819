package dev.arena.engine;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Threads that wait, for a limited time, until memory of the pool comes back. They queue: the first alone tries again each time
 * that something has come back, the others wait for its place. In the first half of its time it competes with those that come
 * and find memory at once; in the second, {@link #firstIsUrgent}, these queue up behind it. So many small allocations do not
 * starve a large one, and a large one does not stop the small ones as long as there is hope without that.
 *
 * <p>No wake-up is lost, though whoever returns memory takes no lock here. The first in the queue writes {@link #first}, then
 * looks for memory; the other returns memory, then reads {@link #first}. Both do so by operations that the memory model puts
 * into one order (volatile fields, compare-and-set, monitors), so either the one sees the memory or the other sees the thread.
 * A stripe's flag is given up by a mere release, but it is taken by a compare-and-set, and whoever looks takes it: a look that
 * comes after that waits for the release. A thread that is unparked before it parks does not park.
 *
 * <p>Safe for use by any thread.
 */
final class Waiters {

    /** Nobody tells when a native call has left a session that could not be closed, so that is looked for so often. */
    private static final long STUCK_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

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
     * @param  stuck whether there is memory of which nobody will tell when it comes back
     * @return       whether it has succeeded; otherwise the time is up or the thread was interrupted, and still is
     */
    boolean await(BooleanSupplier taken, BooleanSupplier stuck) {
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
                LockSupport.parkNanos(this, stuck.getAsBoolean() ? Math.min(nanos, STUCK_POLL_NANOS) : nanos);
            }
            return true;
        } finally {
            firstIsUrgent = false;
            first = null;
            queue.unlock();
        }
    }
}
