package dev.arena.engine;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The books of an arena: what it holds against its budget and those of its ancestors, what it has counted, and whether the
 * soft limits have been told. Every chunk that {@link BumpAllocator} takes or gives back passes through here.
 *
 * <p>Not thread safe; the arena sees to that. {@link #bytesHeld} and the counts may be read by other threads, which then see a
 * recent value.
 */
abstract sealed class BudgetedTenant extends Tenant permits BumpAllocator {
    private final ChunkProvider provider;
    private long byteBudget;

    /** What this arena and its family hold together; null as long as it has neither parent nor child. */
    private @Nullable Family family;

    private long bytesHeld;
    private long peakBytesHeld;

    /** Whether the soft limit of the byte budget was exceeded in this generation, and that was told; without a family. */
    private boolean toldSoftLimit;

    /** Chunks taken from the cache: all that most arenas have to count. */
    private long reusedChunks;

    /** What else was counted; null as long as there was nothing. */
    private @Nullable Counts lifetime;

    /** Whether allocations may wait for memory of the pool. Children do as their parent does. */
    private boolean mayWait;

    BudgetedTenant(ChunkProvider provider, long byteBudget, @Nullable BumpAllocator parent) {
        this.provider = provider;
        this.byteBudget = byteBudget;
        this.family = parent == null ? null : new Family(byteBudget, 0, false, parent);
        this.mayWait = parent == null || parent.mayWait();
    }

    /** Lets allocations, also those of children to come, be refused where they would have waited. */
    protected final void neverWait() {
        mayWait = false;
    }

    final boolean mayWait() {
        return mayWait;
    }

    /** Sets another limit for what this arena and its children hold, of which the listener has heard nothing. */
    protected final void changeBudget(long byteBudget) {
        this.byteBudget = byteBudget;
        toldSoftLimit = false;
        if (family != null) {
            family.changeLimit(byteBudget);
        }
    }

    /** This, or what stands for it while it is watched. */
    abstract Tenant tenant();

    /** Bytes of the chunk that would be taken for a request of {@code need} bytes. */
    abstract long nextChunkBytes(long need);

    /** Names the arena in messages. */
    protected abstract String describe();

    public final ChunkProvider provider() {
        return provider;
    }

    /** The arena on whose budget this one draws; null for one that is no child. */
    protected final @Nullable BumpAllocator parent() {
        return family == null ? null : family.parent();
    }

    /** A chunk of one of the classes from {@code wanted} down to {@code least}, or why there is none. */
    Supply acquire(SizeClass wanted, SizeClass least) {
        return family == null
                ? provider.acquire(tenant(), wanted, least)
                : family.acquire(provider, tenant(), wanted, least);
    }

    Supply acquireOversized(long bytes) {
        return family == null ? provider.acquireOversized(bytes) : family.acquireOversized(provider, bytes);
    }

    /** As {@link ChunkProvider#oversizedIfAny}; none that a listener would have to hear of first. */
    @Nullable
    Chunk oversizedWithin(long bytes) {
        if (bytes > room() || isToBeTold(bytes)) {
            return null;
        }
        return family == null ? provider.oversizedIfAny(bytes) : family.oversizedIfAny(provider, bytes);
    }

    Supply afterWaiting(Refusal early, @Nullable SizeClass sizeClass) {
        if (!mayWait) {
            return early;
        }
        return family == null
                ? provider.afterWaiting(early, sizeClass, bytesHeld)
                : family.afterWaiting(provider, early, sizeClass, bytesHeld);
    }

    /** Gives a chunk back that was charged, but could not be taken. */
    void undo(Chunk chunk) {
        chunk.leaveArena();
        dropFromFamily(chunk.bytes());
        provider.destroy(chunk);
    }

    /** Bytes that the budgets of the arena and of its ancestors leave. */
    long room() {
        return family == null ? byteBudget - bytesHeld : family.room();
    }

    Refusal overBudget(long bytes) {
        return family == null
                ? new Refusal(Refusal.Kind.ARENA_BUDGET, bytes, bytesHeld, byteBudget, null, null)
                : family.refusal(bytes);
    }

    /** What this arena and its children hold together, from now on counted in a way that several threads can use. */
    Family family() {
        Family account = family;
        if (account == null) {
            account = new Family(byteBudget, bytesHeld, toldSoftLimit, null);
            family = account;
        }
        return account;
    }

    /** Whether {@code account} is the one of this arena. */
    final boolean hasAccount(@Nullable Budget account) {
        return family != null && family.has(account);
    }

    /** Tells the listener what the chunk that is needed now leads beyond: first for the pool, then for this arena and upwards. */
    void tellSoftLimit(long need) {
        SoftLimit softLimit = Objects.requireNonNull(provider.softLimit());
        provider.beforeTaking(nextChunkBytes(need));
        for (BudgetedTenant each = softLimit.ofArenas() ? this : null; each != null; each = each.parent()) {
            long bytes = nextChunkBytes(need);
            long held = each.bytesHeld(); // read once: others of the family may be giving theirs back
            if (each.isToBeTold(softLimit, held, bytes) && SoftLimit.mayTell() && each.tellsFirst()) {
                softLimit.tell(each.describe(), held, bytes, each.byteBudget);
            }
        }
    }

    /** Tells if that has not happened, as others of the family took all meanwhile; then it is worth trying again. */
    boolean beforeRefusal(Refusal early) {
        SoftLimit softLimit = provider.softLimit();
        BudgetedTenant each = softLimit != null && softLimit.ofArenas() && early.account() != null ? this : null;
        while (each != null && !each.hasAccount(early.account())) {
            each = each.parent();
        }
        if (softLimit == null || each == null || !SoftLimit.mayTell() || !each.tellsFirst()) {
            return false;
        }
        softLimit.tell(each.describe(), early.held(), early.requested(), early.limit());
        return true;
    }

    private boolean isToBeTold(SoftLimit softLimit, long held, long bytes) {
        boolean told = family == null ? toldSoftLimit : family.toldSoftLimit();
        return !told && bytes > softLimit.of(byteBudget) - held;
    }

    private boolean tellsFirst() {
        if (family != null) {
            return family.tellsFirst();
        }
        toldSoftLimit = true;
        return true;
    }

    /** Whether a chunk of {@code bytes} leads beyond a soft limit of which the listener has yet to hear. */
    boolean isToBeTold(long bytes) {
        SoftLimit softLimit = provider.softLimit();
        boolean any = softLimit != null && provider.isToBeTold(bytes);
        for (BudgetedTenant each = this; softLimit != null && softLimit.ofArenas()
                && each != null; each = each.parent()) {
            any |= each.isToBeTold(softLimit, each.bytesHeld(), bytes);
        }
        return any;
    }

    /** Enters a chunk in the books of this arena. */
    void hold(Chunk chunk) {
        if (chunk.isFresh()) {
            count(chunk, counts());
        } else {
            reusedChunks++;
        }
        bytesHeld += chunk.bytes();
        peakBytesHeld = Math.max(peakBytesHeld, bytesHeld);
        if (family != null) {
            family.taken();
        }
    }

    private static void count(Chunk fresh, Counts counts) {
        counts.backingBytes += fresh.bytes();
        if (fresh.sizeClass() == null) {
            counts.oversizedChunks++;
            counts.oversizedBytes += fresh.bytes();
            fresh.used(fresh.bytes());
        } else {
            counts.normalChunks++;
        }
    }

    /** Where everything is counted but chunks from the cache. */
    Counts counts() {
        Counts counts = lifetime;
        if (counts == null) {
            counts = new Counts();
            lifetime = counts;
        }
        return counts;
    }

    void release(long bytes) {
        bytesHeld -= bytes;
        dropFromFamily(bytes);
    }

    private void dropFromFamily(long bytes) {
        if (family != null) {
            family.release(bytes);
        }
    }

    /**
     * Nothing is held any more, and a new generation begins.
     *
     * @param counted what {@link #countsForReset} has answered
     */
    void closeBooks(@Nullable Counts counted) {
        release(bytesHeld);
        toldSoftLimit = false;
        if (family != null) {
            family.nextGeneration();
        }
        if (counted != null) {
            counts().resets++;
            counts().atReset = counted;
        }
    }

    /** What {@link #closeBooks} needs of the heap: the counts of now, unless the arena ends. */
    @Nullable
    Counts countsForReset(boolean leaves) {
        if (leaves) {
            return null;
        }
        counts();
        return lifetime();
    }

    /** Counts a buffer that had to move. */
    protected final void relocated() {
        counts().relocations++;
        provider.relocated();
    }

    /** Bytes of the chunks held, those of children included. */
    public final long bytesHeld() {
        Family account = family;
        return account == null ? bytesHeld : account.used();
    }

    /** The most bytes ever held at once, those of children included. */
    public final long peakBytesHeld() {
        Family account = family;
        return account == null ? peakBytesHeld : Math.max(peakBytesHeld, account.peak());
    }

    /** Completed resets, the end of the arena not included. */
    public final long resets() {
        Counts counted = lifetime;
        return counted == null ? 0 : counted.resets;
    }

    /** Counts since the arena was opened. */
    public final Counts lifetime() {
        Counts now = lifetime == null ? new Counts() : new Counts(lifetime);
        now.reusedChunks = reusedChunks;
        return now;
    }

    /** Counts since the last reset. */
    public final Counts sinceReset() {
        Counts atReset = lifetime == null ? null : lifetime.atReset;
        return atReset == null ? lifetime() : lifetime().since(atReset);
    }
}
