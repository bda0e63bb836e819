package dev.arena.engine;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * A byte limit that is never exceeded, not for an instant: bytes are charged before memory is asked for, and released
 * after it has been given back. Charges are whole chunks, so the release that belongs to a charge is the end of its
 * chunk; there is no pairing per allocation that an error path could forget.
 *
 * <p>A budget can have a parent, which every charge must fit in as well.
 *
 * <p>Safe for use by any thread.
 */
public final class Budget {
    private final @Nullable Budget parent;
    private volatile long limit;
    private final AtomicLong used = new AtomicLong();
    private final AtomicLong peak = new AtomicLong();

    Budget(long limit) {
        this(limit, null);
    }

    Budget(long limit, @Nullable Budget parent) {
        this.limit = limit;
        this.parent = parent;
    }

    /** Charges {@code bytes}, or changes nothing and answers false where that would exceed the limit. */
    boolean tryCharge(long bytes) {
        if (!tryChargeHere(bytes)) {
            return false;
        }
        if (parent == null || parent.tryCharge(bytes)) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    private boolean tryChargeHere(long bytes) {
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
        if (parent != null) {
            parent.release(bytes);
        }
    }

    /** What can be charged just now, by this one and all above it. */
    long room() {
        return tightest().roomHere();
    }

    /** Of this one and those above it the one with the least room. */
    Budget tightest() {
        Budget tightest = parent == null ? this : parent.tightest();
        return tightest.roomHere() < roomHere() ? tightest : this;
    }

    private long roomHere() {
        return limit - used.get();
    }

    /** Sets another limit. More than that may be in use already; nothing can be charged then. */
    void changeLimit(long limit) {
        this.limit = limit;
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
