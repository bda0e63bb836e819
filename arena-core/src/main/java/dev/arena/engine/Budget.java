package dev.arena.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A byte limit that is never exceeded, not for an instant: bytes are charged before memory is asked for, and released
 * after it has been given back. Charges are whole chunks, so the release that belongs to a charge is the end of its
 * chunk; there is no pairing per allocation that an error path could forget.
 *
 * <p>Safe for use by any thread.
 */
final class Budget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    Budget(long limit) {
        this.limit = limit;
    }

    /** Charges {@code bytes}, or changes nothing and answers false where that would exceed the limit. */
    boolean tryCharge(long bytes) {
        for (;;) {
            long before = used.get();
            if (bytes > limit - before) {
                return false;
            }
            if (used.compareAndSet(before, before + bytes)) {
                if (before + bytes > peak.getPlain()) {
                    peak.accumulateAndGet(before + bytes, Math::max);
                }
                return true;
            }
        }
    }

    void release(long bytes) {
        used.addAndGet(-bytes);
    }

    long limit() {
        return limit;
    }

    long used() {
        return used.get();
    }

    long peak() {
        return peak.get();
    }
}
