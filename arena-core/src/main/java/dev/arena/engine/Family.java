package dev.arena.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * The account of an arena that has a parent or children: what it and its children hold counts against its budget, and that of
 * its ancestors. Whatever is taken is charged here first. Arenas of one family can belong to several threads.
 *
 * <p>Safe for use by any thread.
 */
final class Family {
    private final @Nullable BumpAllocator parent;
    private final @Nullable Family above;
    private final Budget budget;
    private final AtomicLong peak;

    /** Whether the soft limit was exceeded in this generation, and that was told. */
    private final AtomicBoolean told;

    /** The account of an arena that holds {@code held} bytes already; below that of {@code parent}, if it is not null. */
    Family(long byteBudget, long held, boolean told, @Nullable BumpAllocator parent) {
        this.parent = parent;
        this.above = parent == null ? null : parent.family();
        this.budget = new Budget(byteBudget, above == null ? null : above.budget);
        this.peak = new AtomicLong(held);
        this.told = new AtomicBoolean(told);
        budget.tryCharge(held);
    }

    /** The arena on whose budget this one draws, or null. */
    @Nullable
    BumpAllocator parent() {
        return parent;
    }

    /** A chunk was taken, which may be the most that this arena and those above it have ever held. */
    void taken() {
        for (Family each = this; each != null; each = each.above) {
            each.peak.accumulateAndGet(each.used(), Math::max);
        }
    }

    /** Sets another limit, of whose soft limit nobody has heard. */
    void changeLimit(long byteBudget) {
        budget.changeLimit(byteBudget);
        told.set(false);
    }

    boolean toldSoftLimit() {
        return told.get();
    }

    /** Whether the caller is the first of this generation who tells that the soft limit is exceeded. */
    boolean tellsFirst() {
        return told.compareAndSet(false, true);
    }

    void nextGeneration() {
        told.set(false);
    }

    /** The most that the arena and its children have held together. */
    long peak() {
        return peak.get();
    }

    /** As {@link ChunkProvider#acquire}. */
    Supply acquire(ChunkProvider provider, Tenant tenant, SizeClass wanted, SizeClass least) {
        SizeClass asked = wanted;
        if (!budget.tryCharge(asked.bytes())) { // another of the family was quicker
            asked = least;
            if (!budget.tryCharge(asked.bytes())) {
                return refusal(asked.bytes());
            }
        }
        long taken = 0;
        try {
            Supply supply = provider.acquire(tenant, asked, least);
            taken = supply instanceof Chunk chunk ? chunk.bytes() : 0;
            return supply;
        } finally {
            budget.release(asked.bytes() - taken);
        }
    }

    /** As {@link ChunkProvider#acquireOversized}. */
    Supply acquireOversized(ChunkProvider provider, long bytes) {
        return charged(bytes, () -> provider.acquireOversized(bytes));
    }

    /** As {@link ChunkProvider#oversizedIfAny}. */
    @Nullable
    Chunk oversizedIfAny(ChunkProvider provider, long bytes) {
        Supply supply = charged(bytes, () -> {
            Chunk chunk = provider.oversizedIfAny(bytes);
            return chunk == null ? refusal(bytes) : chunk;
        });
        return supply instanceof Chunk chunk ? chunk : null;
    }

    /** As {@link ChunkProvider#afterWaiting}. */
    Supply afterWaiting(ChunkProvider provider, Refusal early, @Nullable SizeClass sizeClass, long held) {
        return charged(early.requested(), () -> provider.afterWaiting(early, sizeClass, held));
    }

    private Supply charged(long bytes, Supplier<Supply> source) {
        if (!budget.tryCharge(bytes)) {
            return refusal(bytes);
        }
        boolean taken = false;
        try {
            Supply supply = source.get();
            taken = supply instanceof Chunk;
            return supply;
        } finally {
            if (!taken) {
                budget.release(bytes);
            }
        }
    }

    /** Says which of the budgets leaves no room for {@code bytes}. */
    Refusal refusal(long bytes) {
        Budget tightest = budget.tightest();
        return new Refusal(Refusal.Kind.ARENA_BUDGET, bytes, tightest.used(), tightest.limit(), tightest, null);
    }

    void release(long bytes) {
        budget.release(bytes);
    }

    /** Bytes that the budgets leave. */
    long room() {
        return budget.room();
    }

    /** Bytes that the arena and its children hold. */
    long used() {
        return budget.used();
    }

    /** Whether {@code other} is the budget of this account. */
    @SuppressWarnings("ReferenceEquality")
    boolean has(@Nullable Budget other) {
        return budget == other;
    }
}
