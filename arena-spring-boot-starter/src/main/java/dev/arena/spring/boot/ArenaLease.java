package dev.arena.spring.boot;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
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
    private Confinement confinement;
    private volatile @Nullable Arena arena;

    /** A confined arena that was opened before it was known that the work goes on elsewhere. */
    private @Nullable Arena parked;
    private boolean ended;

    /**
     * A lease that has opened nothing.
     *
     * @param pool        where the arena will come from
     * @param confinement who may use it
     */
    public ArenaLease(ArenaPool pool, Confinement confinement) {
        this.pool = pool;
        this.confinement = confinement;
    }

    /**
     * How much the arena may hold.
     *
     * @return limit of its chunks, in bytes
     */
    public long byteBudget() {
        return pool.settings().arenaByteBudget();
    }

    /**
     * The arena, opened if this is the first call.
     *
     * @return                       the arena of this unit of work
     * @throws IllegalStateException if the work has ended
     */
    public Arena arena() {
        Arena open = arena;
        return open != null ? open : open();
    }

    private synchronized Arena open() {
        if (ended) {
            throw new IllegalStateException("The request or unit of work that this arena belongs to has ended");
        }
        Arena open = arena;
        if (open == null) {
            open = pool.open(confinement);
            arena = open;
        }
        return open;
    }

    /**
     * Lets the arena be used by any thread from now on. One that has been opened already for this thread alone stays valid
     * until {@link #leaveThread}, and another takes its place.
     */
    public synchronized void share() {
        if (confinement == Confinement.CONFINED) {
            parked = arena;
            arena = null;
            confinement = Confinement.SHARED;
        }
    }

    /**
     * Must be called by a thread that leaves the work to others. An arena confined to that thread ends here, as no other
     * thread could use it, or end it.
     *
     * @return the final figures of an arena that ended, or null
     */
    public synchronized @Nullable ArenaStats leaveThread() {
        if (confinement == Confinement.CONFINED) {
            return closeArena();
        }
        Arena confined = parked;
        parked = null;
        return confined == null ? null : close(confined);
    }

    /**
     * Ends the work and its arena. Does nothing the second time.
     *
     * @return the final figures of an arena that ended, or null
     */
    public synchronized @Nullable ArenaStats end() {
        ended = true;
        ArenaStats confined = null;
        ArenaStats shared = null;
        try {
            confined = leaveThread();
        } finally { // also where a cleanup of the one has failed
            shared = closeArena();
        }
        return shared != null ? shared : confined;
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
