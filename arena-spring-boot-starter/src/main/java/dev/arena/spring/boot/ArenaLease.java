package dev.arena.spring.boot;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.Confinement;

/**
 * The arena of one unit of work: opened at first use, ended once. Work that never asks for it costs this object and
 * nothing else.
 *
 * <p>Safe for use by any thread, as the end of an asynchronous request comes on a thread of its own; the arena inside
 * keeps to its confinement.
 */
public final class ArenaLease {
    private final ArenaPool pool;
    private final @Nullable Supplier<?> owner;

    /** How much all arenas of this work may hold together. */
    private final long limit;
    private final long expectedBytes;
    private Confinement confinement;
    private volatile @Nullable Arena arena;

    /** A confined arena that was opened before it was known that the work goes on elsewhere. */
    private @Nullable Arena parked;

    /** How much the arena may hold; less than the limit where an arena that is parked holds some of it. */
    private long byteBudget;
    private boolean lost;
    private boolean ended;

    /**
     * A lease that has opened nothing, for nobody in particular.
     *
     * @param pool        where the arena will come from
     * @param confinement who may use it
     */
    public ArenaLease(ArenaPool pool, Confinement confinement) {
        this(pool, confinement, null);
    }

    /**
     * A lease that has opened nothing.
     *
     * @param pool        where the arena will come from
     * @param confinement who may use it
     * @param owner       is asked, when an arena is opened, for whom that is; what it answers appears in messages and in
     *                    {@link ArenaPool#openArenas}, and may be kept longer than the arena. Null for nobody in particular
     */
    public ArenaLease(ArenaPool pool, Confinement confinement, @Nullable Supplier<?> owner) {
        this(pool, ArenaOptions.defaults().withConfinement(confinement), owner);
    }

    /**
     * A lease that has opened nothing, with options.
     *
     * @param pool    where the arena will come from
     * @param options how the arena differs from others of the pool
     */
    public ArenaLease(ArenaPool pool, ArenaOptions options) {
        this(pool, options, options.owner() == null ? null : options::owner);
    }

    private ArenaLease(ArenaPool pool, ArenaOptions options, @Nullable Supplier<?> owner) {
        this.pool = pool;
        Confinement wanted = options.confinement();
        this.confinement = wanted == null ? pool.settings().confinement() : wanted;
        this.limit = options.byteBudget() == 0 ? pool.settings().arenaByteBudget() : options.byteBudget();
        this.expectedBytes = options.expectedBytes();
        this.owner = owner;
        this.byteBudget = limit;
    }

    /**
     * How much the arena may hold.
     *
     * @return limit of its chunks, in bytes
     */
    public synchronized long byteBudget() {
        return byteBudget;
    }

    /**
     * The arena, opened if this is the first call.
     *
     * @return                         the arena of this unit of work
     * @throws IllegalStateException   if the work has ended, or has gone on elsewhere and left an arena behind that was
     *                                 confined to one thread
     * @throws ArenaExhaustedException if an arena that was opened before {@link #share} leaves nothing of the budget
     */
    public Arena arena() {
        Arena open = arena;
        return open != null ? open : open();
    }

    private synchronized Arena open() {
        if (ended) {
            throw new IllegalStateException("The request or unit of work that this arena belongs to has ended");
        }
        if (lost) {
            throw new IllegalStateException(
                    "The arena of this request ended when the request went on asynchronously, as "
                            + "it was confined to the thread that opened it: set arena.confinement to auto or shared");
        }
        Arena open = arena;
        if (open == null) {
            requireRoom();
            open = pool.open(options());
            arena = open;
        }
        return open;
    }

    private ArenaOptions options() {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, owner == null ? null : owner.get());
    }

    /** Lets the arena that holds the whole budget refuse what the one to be opened could not get. */
    private void requireRoom() {
        Arena confined = parked;
        if (confined != null && byteBudget < pool.settings().minChunkSize()) {
            confined.allocate(limit, 1);
            throw new IllegalStateException("The budget of this unit of work leaves no room for a second arena");
        }
    }

    /** Lets an arena that is opened from now on be used by the opening thread alone. One that is open stays what it is. */
    public synchronized void confine() {
        if (arena == null) {
            confinement = Confinement.CONFINED;
        }
    }

    /**
     * Lets the arena be used by any thread from now on. One that has been opened already for this thread alone stays valid
     * until {@link #leaveThread}, and another takes its place with what is left of the budget; the first must then grow no
     * more.
     */
    public synchronized void share() {
        if (confinement == Confinement.CONFINED) {
            Arena confined = arena;
            if (confined != null) {
                parked = confined;
                arena = null;
                byteBudget -= confined.stats().bytesHeld();
            }
            confinement = Confinement.SHARED;
        }
    }

    /**
     * Must be called by a thread that leaves the work to others. An arena confined to that thread ends here, as no other
     * thread could use it, or end it; the work then has no arena any more.
     *
     * @return the final figures of an arena that ended, or null
     */
    public synchronized @Nullable ArenaStats leaveThread() {
        if (confinement == Confinement.CONFINED) {
            lost |= arena != null;
            return closeArena();
        }
        return closeParked();
    }

    /**
     * Ends the work and its arena. Does nothing the second time, but where the first has thrown what a cleanup threw, the
     * second returns the figures; and where a native call kept a session from closing, it tries again.
     *
     * @return                       the final figures of an arena that ended, or null
     * @throws IllegalStateException if a native call is using a segment just now
     * @throws RuntimeException      what a cleanup threw; the arena has ended all the same
     */
    public synchronized @Nullable ArenaStats end() {
        ended = true;
        ArenaStats first = null;
        ArenaStats second = null;
        try {
            first = closeParked();
        } finally { // also where a cleanup of the one has failed
            second = closeArena();
        }
        return second != null ? second : first;
    }

    private @Nullable ArenaStats closeParked() {
        Arena confined = parked;
        if (confined == null) {
            return null;
        }
        ArenaStats stats = close(confined);
        parked = null;
        return stats;
    }

    private @Nullable ArenaStats closeArena() {
        Arena open = arena;
        if (open == null) {
            return null;
        }
        ArenaStats stats = close(open);
        arena = null;
        return stats;
    }

    private static ArenaStats close(Arena open) {
        open.close();
        return open.stats();
    }
}
