package dev.arena.engine.budget;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * A byte limit and what is charged against it; a node of a tree, in which a charge must fit in the limits of all ancestors as
 * well. Every limit of the engine is one: that of an arena, of a child, of a partition, of the pool and of its quarantine. The
 * idea is that of Arrow's {@code Accountant}.
 *
 * <p>Charges are whole chunks. They are made before a chunk is taken and released after it has gone back, so the limit is never
 * exceeded, not for an instant, and no error path can forget to release a single allocation.
 *
 * <p>An account begins as one that a single thread uses at a time, which costs no atomic operation. Before other threads use
 * it, its owner calls {@link #makeConcurrent}; an account with children is always concurrent. Other threads may read an
 * account at any time and then see a recent value.
 */
public class Account {
    private static final VarHandle USED;
    private static final VarHandle PEAK;
    private static final VarHandle SOFT_LIMIT_REPORTED;
    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            USED = lookup.findVarHandle(Account.class, "used", long.class);
            PEAK = lookup.findVarHandle(Account.class, "peak", long.class);
            SOFT_LIMIT_REPORTED = lookup.findVarHandle(Account.class, "softLimitReported", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private @Nullable Account parent;
    private long limit;
    private long used;
    private long peak;
    private boolean concurrent;

    @SuppressWarnings("UnusedVariable") // through SOFT_LIMIT_REPORTED
    private boolean softLimitReported;

    /**
     * An account against which nothing is charged, for one thread at a time.
     *
     * @param limit  most bytes that may be charged at once
     * @param parent account in whose limit charges must fit as well, or null
     */
    public Account(long limit, @Nullable Account parent) {
        this.limit = limit;
        this.parent = parent;
        if (parent != null) {
            parent.makeConcurrent();
        }
    }

    /** An account that any thread may use. */
    public static Account concurrent(long limit, @Nullable Account parent) {
        var account = new Account(limit, parent);
        account.makeConcurrent();
        return account;
    }

    /** Lets any thread use the account from now on. Called by the thread that has used it so far. */
    public final void makeConcurrent() {
        concurrent = true;
    }

    /** Charges {@code bytes} here and to all ancestors, or changes nothing and returns false if one of the limits is too low. */
    public final boolean tryCharge(long bytes) {
        return chargeBelow(null, bytes) == null;
    }

    /**
     * Charges {@code bytes} here and to the ancestors below {@code end}.
     *
     * @return null, or the account whose limit is too low; nothing has changed then
     */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Account chargeBelow(@Nullable Account end, long bytes) {
        for (Account each = this; each != null && each != end; each = each.parent) {
            if (!each.tryChargeHere(bytes)) {
                releaseBelow(each, bytes);
                return each;
            }
        }
        return null;
    }

    private boolean tryChargeHere(long bytes) {
        if (!concurrent) {
            if (bytes > limit - used) {
                return false;
            }
            used += bytes;
            return true;
        }
        for (;;) {
            long before = (long) USED.getVolatile(this);
            if (bytes > limit - before) {
                return false;
            }
            if (USED.compareAndSet(this, before, before + bytes)) {
                return true;
            }
        }
    }

    /** Releases {@code bytes} here and from all ancestors. */
    public final void release(long bytes) {
        releaseBelow(null, bytes);
    }

    /** Releases {@code bytes} here and from the ancestors below {@code end}, which keeps the charge. */
    @SuppressWarnings("ReferenceEquality")
    public final void releaseBelow(@Nullable Account end, long bytes) {
        for (Account each = this; each != null && each != end; each = each.parent) {
            if (each.concurrent) {
                USED.getAndAdd(each, -bytes);
            } else {
                each.used -= bytes;
            }
        }
    }

    /** Notes what is charged now, here and by all ancestors, as the peak if it is one. Called when a charge has led to a chunk. */
    public final void recordPeak() {
        for (Account each = this; each != null; each = each.parent) {
            long now = each.used;
            if (now > each.peak) {
                each.raisePeak(now);
            }
        }
    }

    private void raisePeak(long now) {
        long before = peak;
        while (now > before && !PEAK.compareAndSet(this, before, now)) {
            before = (long) PEAK.getVolatile(this);
        }
    }

    /**
     * Moves the account with all that is charged under another parent, or under none. Ancestors of both parents keep the charge. No
     * other thread may be charging or releasing meanwhile.
     *
     * @return null, or the account that has no room for what is charged; nothing has changed then
     */
    public final @Nullable Account moveTo(@Nullable Account newParent) {
        long held = used;
        Account before = parent;
        Account common = before == null || newParent == null ? null : before.commonAncestor(newParent);
        if (newParent != null) {
            newParent.makeConcurrent();
            Account full = newParent.chargeBelow(common, held);
            if (full != null) {
                return full;
            }
            newParent.recordPeak();
        }
        parent = newParent;
        if (before != null) {
            before.releaseBelow(common, held);
        }
        return null;
    }

    private @Nullable Account commonAncestor(Account other) {
        Account common = this;
        while (common != null && !other.isWithin(common)) {
            common = common.parent;
        }
        return common;
    }

    @SuppressWarnings("ReferenceEquality")
    private boolean isWithin(Account ancestor) {
        Account each = this;
        while (each != null && each != ancestor) {
            each = each.parent;
        }
        return each != null;
    }

    /** Of this account and its ancestors the one with the least room; the innermost of equals. */
    public final Account tightest() {
        Account tightest = this;
        long least = Long.MAX_VALUE;
        for (Account each = this; each != null; each = each.parent) {
            long room = each.limit - each.used;
            if (room < least) {
                tightest = each;
                least = room;
            }
        }
        return tightest;
    }

    /** Bytes that could be charged now; less than 0 after a limit was lowered. */
    public final long room() {
        long least = Long.MAX_VALUE;
        for (Account each = this; each != null; each = each.parent) {
            least = Math.min(least, each.limit - each.used);
        }
        return least;
    }

    /** Sets another limit. More may be charged already; nothing can be charged then. */
    public final void changeLimit(long newLimit) {
        limit = newLimit;
        clearSoftLimitReported();
    }

    /** Whether a soft limit of this account was reported since the last {@link #clearSoftLimitReported}. */
    public final boolean isSoftLimitReported() {
        return (boolean) SOFT_LIMIT_REPORTED.getVolatile(this);
    }

    /** Notes that a soft limit is being reported; returns false if that was noted before. */
    public final boolean markSoftLimitReported() {
        return SOFT_LIMIT_REPORTED.compareAndSet(this, false, true);
    }

    /** Lets the soft limit be reported again. */
    public final void clearSoftLimitReported() {
        softLimitReported = false;
    }

    /** The account in whose limit charges must fit as well, or null. */
    public final @Nullable Account parent() {
        return parent;
    }

    /** Most bytes that may be charged at once. */
    public final long limit() {
        return limit;
    }

    /** Bytes charged, those of descendants included. */
    public final long used() {
        return (long) USED.getOpaque(this);
    }

    /** The most bytes that were ever charged and led to a chunk, those of descendants included. */
    public final long peak() {
        return (long) PEAK.getOpaque(this);
    }
}
