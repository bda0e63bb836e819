/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.engine.budget;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;

/**
 * A byte limit and the bytes charged against it. Accounts form trees: a charge must fit in the limits of all ancestors as well.
 * Every limit of the engine is an account: that of an arena, a child arena, a partition, a pool and its quarantine. The idea
 * comes from Arrow's {@code Accountant}.
 *
 * <p>Charges are whole chunks, so no error path has to release single allocations. A charge is made before the chunk is taken,
 * so the limit is never exceeded, not even for a moment. A pool releases the charge after the memory has gone back to the
 * source. An arena and its partition release it earlier: when the generation ends or the last handle closes.
 *
 * <p>A new account may be used by one thread at a time and needs no atomic operation. Its owner calls {@link #makeConcurrent}
 * before other threads use it. An account with children is always concurrent. Any thread may read an account at any time and
 * sees a recent value.
 *
 * @since 0.1.0
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
     * An account without charges, for one thread at a time.
     *
     * @param limit  most bytes that may be charged at the same time
     * @param parent account whose limit charges must fit in as well, or null
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

    /** Charges {@code bytes} here and to all ancestors. Changes nothing and returns false if one of the limits is too low. */
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

    /** Releases {@code bytes} here and from the ancestors below {@code end}. That account and its ancestors keep the charge. */
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

    /**
     * Raises the peak of this account and of all ancestors to the current charge. Called after a charge has led to a chunk.
     */
    public final void recordPeak() {
        for (Account each = this; each != null; each = each.parent) {
            long now = each.used;
            if (now > each.peak) {
                if (each.concurrent) {
                    each.raisePeak(now);
                } else {
                    each.peak = now;
                }
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
     * Moves this account with its charge under another parent, or under none. Common ancestors of both parents keep the charge.
     * No other thread may charge or release in the meantime.
     *
     * @return null, or the account that has no room for the charge; nothing has changed then
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

    /**
     * The account with the least room among this one and its ancestors below {@code end}; the innermost one if several have the
     * same room.
     *
     * @param end an ancestor that does not count, nor do those above it; null if all ancestors count
     */
    @SuppressWarnings("ReferenceEquality")
    public final Account tightestBelow(@Nullable Account end) {
        Account tightest = this;
        long least = Long.MAX_VALUE;
        for (Account each = this; each != null && each != end; each = each.parent) {
            long room = each.limit - each.used;
            if (room < least) {
                tightest = each;
                least = room;
            }
        }
        return tightest;
    }

    /** Bytes that can be charged now; negative if a limit was lowered below what is charged. */
    public final long room() {
        long least = Long.MAX_VALUE;
        for (Account each = this; each != null; each = each.parent) {
            least = Math.min(least, each.limit - each.used);
        }
        return least;
    }

    /** Changes the limit. If more is charged already, every charge fails until enough is released. */
    public final void changeLimit(long newLimit) {
        limit = newLimit;
        clearSoftLimitReported();
    }

    /** Whether a soft limit of this account was reported since the last {@link #clearSoftLimitReported}. */
    public final boolean isSoftLimitReported() {
        return (boolean) SOFT_LIMIT_REPORTED.getVolatile(this);
    }

    /** Marks the soft limit as reported. Returns false if it is marked already. */
    public final boolean markSoftLimitReported() {
        return SOFT_LIMIT_REPORTED.compareAndSet(this, false, true);
    }

    /** Lets the soft limit be reported again. */
    public final void clearSoftLimitReported() {
        softLimitReported = false;
    }

    /** The account whose limit charges must fit in as well, or null. */
    public final @Nullable Account parent() {
        return parent;
    }

    /** Most bytes that may be charged at the same time. */
    public final long limit() {
        return limit;
    }

    /** Bytes charged, including those of descendants. */
    public final long used() {
        return (long) USED.getOpaque(this);
    }

    /** Highest number of bytes that were charged for chunks at the same time, including those of descendants. */
    public final long peak() {
        return (long) PEAK.getOpaque(this);
    }
}
