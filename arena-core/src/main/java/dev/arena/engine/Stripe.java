package dev.arena.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * One part of a pool's cache: idle chunks stacked by size class, the arenas that first allocated here, and their counts.
 *
 * <p>Everything in it is guarded by one flag. A section under it is a few dozen instructions of plain memory access: no
 * call of user code, no memory taken or given back, no blocking. That is why it spins instead of parking, costs one
 * compare-and-set where a lock-free stack per class plus counters would cost several, and cannot pin a virtual thread.
 * An intrusive lock-free stack would also suffer the ABA problem, as a chunk returns to the same stack again and again.
 */
final class Stripe extends Padded {
    private static final int SPINS_BEFORE_YIELD = 64;

    /** Elements that nobody uses at the end of arrays, for the reason of {@link Padded}. */
    private static final int SPACING = 32;
    private static final VarHandle LOCKED;
    static {
        try {
            LOCKED = MethodHandles.lookup().findVarHandle(Stripe.class, "locked", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int index;
    private final int stripes;
    private final int classes;
    private final long capacity;
    private final @Nullable Chunk[] tops;
    private final int[] counts;

    /** Per class the fewest chunks seen since the last trim: so many were not needed in all that time. */
    private final int[] lowWater;

    @SuppressWarnings("unused") // through LOCKED
    private boolean locked;

    private long cachedBytes;
    private boolean closed;
    private @Nullable Tenant firstTenant;
    private int tenants;
    private long everTenants;
    private long reused;
    private long resets;

    /** How many more generations found their first chunk too small than found it too large. */
    private int votes;

    /** Stripe {@code index} of {@code stripes}, caching at most {@code capacity} bytes. */
    Stripe(int index, int stripes, int classes, long capacity) {
        this.index = index;
        this.stripes = stripes;
        this.capacity = capacity;
        this.classes = classes;
        this.tops = new @Nullable Chunk[classes + SPACING];
        this.counts = new int[classes + SPACING];
        this.lowWater = new int[classes + SPACING];
    }

    @SuppressWarnings("ThreadPriorityCheck") // only a hint, for the case that the holder of the flag was preempted
    private void lock() {
        for (int spins = 1; !LOCKED.compareAndSet(this, false, true); spins++) {
            if (spins % SPINS_BEFORE_YIELD == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void unlock() {
        LOCKED.setRelease(this, false);
    }

    /** Whether somebody is in it just now. */
    boolean isBusy() {
        return locked;
    }

    /**
     * Registers an arena with its first allocation, so that an arena that never allocates costs nothing here.
     *
     * @param  sizeClass of the chunk it needs, or −1
     * @return           such a chunk, if there is one
     */
    @Nullable
    Chunk enter(Tenant tenant, int sizeClass) {
        lock();
        try {
            tenant.home = this;
            tenant.id = everTenants++ * stripes + index + 1;
            tenants++;
            tenant.nextTenant = firstTenant;
            if (firstTenant != null) {
                firstTenant.previousTenant = tenant;
            }
            firstTenant = tenant;
            return sizeClass < 0 ? null : popForUse(sizeClass);
        } finally {
            unlock();
        }
    }

    /** Takes a chunk of {@code sizeClass}, if there is one. */
    @Nullable
    Chunk pop(int sizeClass) {
        if (counts[sizeClass] == 0) { // a race here only costs a chunk that came too late
            return null;
        }
        lock();
        try {
            return popForUse(sizeClass);
        } finally {
            unlock();
        }
    }

    private @Nullable Chunk popForUse(int sizeClass) {
        Chunk chunk = popLocked(sizeClass);
        if (chunk != null) {
            chunk.reused();
            reused++;
        }
        return chunk;
    }

    private @Nullable Chunk popLocked(int sizeClass) {
        Chunk top = tops[sizeClass];
        if (top != null) {
            tops[sizeClass] = top.next;
            top.next = null;
            counts[sizeClass]--;
            lowWater[sizeClass] = Math.min(lowWater[sizeClass], counts[sizeClass]);
            cachedBytes -= top.bytes();
        }
        return top;
    }

    /**
     * Ends a generation: keeps those of its scrubbed chunks for which there is room.
     *
     * @param  chunks linked chunks, each of a size class
     * @param  leaves whether the arena ends too
     * @param  floor  the smallest class to be kept
     * @param  vote   whether its first chunk was too small (1), too large (−1) or neither
     * @return        the chunks that were not kept, linked
     */
    @Nullable
    Chunk release(Tenant tenant, @Nullable Chunk chunks, boolean leaves, int floor, int vote) {
        lock();
        try {
            resets++;
            votes += vote;
            if (leaves) {
                unlink(tenant);
            }
            return pushLocked(chunks, floor);
        } finally {
            unlock();
        }
    }

    private void unlink(Tenant tenant) {
        Tenant previous = tenant.previousTenant;
        Tenant next = tenant.nextTenant;
        if (previous == null) {
            firstTenant = next;
        } else {
            previous.nextTenant = next;
        }
        if (next != null) {
            next.previousTenant = previous;
        }
        tenant.previousTenant = null;
        tenant.nextTenant = null;
        tenant.home = null;
        tenants--;
    }

    /** The surplus of generations that found their first chunk too small, read without the flag: a recent value. */
    int votes() {
        return votes;
    }

    /** Begins to count votes anew. */
    void forgetVotes() {
        lock();
        votes = 0;
        unlock();
    }

    /** Keeps those of the linked, scrubbed chunks from class {@code floor} for which there is room; returns the others, linked. */
    @Nullable
    Chunk push(@Nullable Chunk chunks, int floor) {
        lock();
        try {
            return pushLocked(chunks, floor);
        } finally {
            unlock();
        }
    }

    private @Nullable Chunk pushLocked(@Nullable Chunk chunks, int floor) {
        Chunk rest = null;
        for (Chunk chunk = chunks; chunk != null;) {
            Chunk following = chunk.next;
            SizeClass sizeClass = chunk.sizeClass();
            if (!closed && sizeClass != null && sizeClass.index() >= floor
                    && chunk.bytes() <= capacity - cachedBytes) {
                chunk.next = tops[sizeClass.index()];
                tops[sizeClass.index()] = chunk;
                counts[sizeClass.index()]++;
                cachedBytes += chunk.bytes();
            } else {
                chunk.next = rest;
                rest = chunk;
            }
            chunk = following;
        }
        return rest;
    }

    /** Takes one chunk out for good, the largest there is. */
    @Nullable
    Chunk evict() {
        lock();
        try {
            Chunk victim = null;
            for (int i = classes - 1; i >= 0 && victim == null; i--) {
                victim = popLocked(i);
            }
            return victim;
        } finally {
            unlock();
        }
    }

    /** Takes out, linked, the chunks that nobody needed since the call before this one. */
    @Nullable
    Chunk trim() {
        lock();
        try {
            Chunk idle = null;
            for (int i = 0; i < classes; i++) {
                idle = popAll(i, lowWater[i], idle);
                lowWater[i] = counts[i];
            }
            return idle;
        } finally {
            unlock();
        }
    }

    /** Takes out, linked, the chunks of classes below {@code floor}. */
    @Nullable
    Chunk takeBelow(int floor) {
        lock();
        try {
            Chunk below = null;
            for (int i = 0; i < floor; i++) {
                below = popAll(i, counts[i], below);
            }
            return below;
        } finally {
            unlock();
        }
    }

    /** Takes out everything, linked, and keeps nothing from now on. */
    @Nullable
    Chunk close() {
        lock();
        try {
            closed = true;
            Chunk all = null;
            for (int i = 0; i < classes; i++) {
                all = popAll(i, counts[i], all);
            }
            return all;
        } finally {
            unlock();
        }
    }

    private @Nullable Chunk popAll(int sizeClass, int number, @Nullable Chunk onto) {
        Chunk list = onto;
        for (int i = 0; i < number; i++) {
            Chunk chunk = popLocked(sizeClass);
            if (chunk != null) {
                chunk.next = list;
                list = chunk;
            }
        }
        return list;
    }

    /** Cached bytes, read without the flag: a recent value. */
    long cachedBytes() {
        return cachedBytes;
    }

    /** Cached bytes at one moment. */
    long exactCachedBytes() {
        lock();
        try {
            return cachedBytes;
        } finally {
            unlock();
        }
    }

    /** Cached chunks, read without the flag: a recent value. */
    long cachedChunks() {
        long sum = 0;
        for (int count : counts) { // no stream: figures are asked for at the end of each request
            sum += count;
        }
        return sum;
    }

    /** Adds this stripe's figures to a snapshot of the pool. */
    void addTo(PoolFigures.Sum sum) {
        lock();
        try {
            for (int i = 0; i < classes; i++) {
                sum.cachedByClass[i] += counts[i];
            }
            sum.cachedBytes += cachedBytes;
            sum.activeArenas += tenants;
            sum.reused += reused;
            sum.resets += resets;
            for (Tenant tenant = firstTenant; tenant != null; tenant = tenant.nextTenant) {
                BumpAllocator allocator = tenant.allocator();
                sum.wasted += allocator == null ? 0 : allocator.wasted();
            }
        } finally {
            unlock();
        }
    }

    /** Shows each arena that has allocated and not ended to {@code visitor}, which must be quick and must not throw. */
    void forEachTenant(Consumer<BumpAllocator> visitor) {
        lock();
        try {
            for (Tenant tenant = firstTenant; tenant != null; tenant = tenant.nextTenant) {
                BumpAllocator allocator = tenant.allocator();
                if (allocator != null) {
                    visitor.accept(allocator);
                }
            }
        } finally {
            unlock();
        }
    }
}
