package dev.arena.spring.boot;

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
    private ArenaPool pool;
    private final ArenaOptions options;
    private final @Nullable Lessee lessee;
    private Confinement confinement;
    private volatile @Nullable Arena arena;

    /** A confined arena that was opened before it was known that the work goes on elsewhere. */
    private @Nullable Arena parked;

    /** How much this work may take. */
    private long total;

    /** How much the arena may hold; less than the total where an arena that is parked holds some of it. */
    private long byteBudget;

    /** Whether the total is what it will be. */
    private volatile boolean settled;
    private boolean lost;
    private boolean longLived;
    private boolean ended;

    /** The thread that does the work, and may open a confined arena; null while none does. */
    private @Nullable Thread worker = Thread.currentThread();

    /** When the arena was opened that was opened last, as of {@link System#nanoTime}; 0 if none was. */
    private long openedNanos;

    /** Final figures of the arena that ended last. */
    private @Nullable ArenaStats last;

    /**
     * A lease that has opened nothing, for nobody in particular, of work that the calling thread does.
     *
     * @param pool        where the arena will come from
     * @param confinement who may use it
     */
    public ArenaLease(ArenaPool pool, Confinement confinement) {
        this(pool, ArenaOptions.defaults().withConfinement(confinement));
    }

    /**
     * A lease that has opened nothing, with options.
     *
     * @param pool    where the arena will come from
     * @param options how the arena differs from others of the pool
     */
    public ArenaLease(ArenaPool pool, ArenaOptions options) {
        this(pool, options, null);
    }

    /**
     * A lease that has opened nothing.
     *
     * @param pool    where the arena will come from
     * @param options how it will be opened, as far as that is known
     * @param lessee  is asked for what the options leave open; null for nobody in particular
     */
    public ArenaLease(ArenaPool pool, ArenaOptions options, @Nullable Lessee lessee) {
        ArenaPool.Settings settings = pool.settings();
        Confinement asked = options.confinement();
        this.pool = pool;
        this.options = options;
        this.lessee = lessee;
        this.confinement = asked == null ? settings.confinement() : asked;
        this.total = options.byteBudget() == 0 ? settings.arenaByteBudget() : options.byteBudget();
        this.byteBudget = total;
    }

    /** For whom an arena is opened. Asked when that happens and not before, as most work never needs one. */
    @FunctionalInterface
    public interface Lessee {

        /**
         * Who it is. What is answered appears in messages and in {@link ArenaPool#openArenas}, by its {@code toString}, and may
         * be kept longer than the arena.
         *
         * @return the owner, or null for that of the options
         */
        @Nullable
        Object owner();

        /**
         * How much the work will probably take.
         *
         * @return bytes, or 0 for what the options say
         */
        default long expectedBytes() {
            return 0;
        }

        /**
         * How much the work may take. Asked again, each time the arena is, as long as that is not known.
         *
         * @return bytes; 0 for what the lease began with, and less as long as it is not known
         */
        default long byteBudget() {
            return 0;
        }

        /**
         * The partition of the pool that the work belongs to. Asked when the byte budget is known.
         *
         * @return the partition; null for the pool or partition that the lease began with
         */
        default @Nullable ArenaPool partition() {
            return null;
        }

        /**
         * Whether the work is known to take long, such as an event stream. Asked when an arena is opened.
         *
         * @return whether a shared arena gets a memory session of its own
         */
        default boolean longLived() {
            return false;
        }
    }

    /**
     * Where the arena comes from.
     *
     * @return the pool
     */
    public ArenaPool pool() {
        return pool;
    }

    /**
     * How much the arena may hold.
     *
     * @return limit of its chunks, in bytes
     */
    public synchronized long byteBudget() {
        settle();
        return byteBudget;
    }

    /**
     * Changes how much the work may take. What an arena that is open holds already counts. Does nothing while the work holds
     * two arenas, which have their budgets by then, and when it has ended.
     *
     * @param newTotal limit of all its chunks, in bytes
     */
    public synchronized void limit(long newTotal) {
        if (newTotal == total || parked != null || ended) {
            return;
        }
        Arena open = arena;
        if (open != null) {
            pool.changeByteBudget(open, newTotal);
        }
        total = newTotal;
        byteBudget = newTotal;
    }

    /**
     * Lets the arena of this work belong to a partition of its pool from now on. What it holds already counts, unless it has
     * children or handles by then: such an arena stays where it is. The work may take no more than the partition. Does nothing when
     * the work has ended.
     *
     * @param  partition               the partition
     * @throws ArenaExhaustedException if the partition has no room for what the arena holds
     */
    public synchronized void join(ArenaPool partition) {
        if (ended || partition.equals(pool)) {
            return;
        }
        Arena open = arena;
        if (open != null) {
            try {
                partition.adopt(open);
            } catch (IllegalStateException e) { // children or handles refer to it
                return;
            }
        }
        pool = partition;
        limit(Math.min(total, partition.settings().poolByteBudget()));
    }

    private void settle() {
        if (!settled) {
            long known = lessee == null ? 0 : lessee.byteBudget();
            if (known > 0) {
                limit(known);
            }
            settled = known >= 0;
            ArenaPool partition = settled && lessee != null ? lessee.partition() : null;
            if (partition != null) {
                join(partition);
            }
        }
    }

    /**
     * The arena, opened if this is the first call.
     *
     * @return                         the arena of this unit of work
     * @throws IllegalStateException   if the work has ended, or has gone on elsewhere and left an arena behind that was
     *                                 confined to one thread
     * @throws WrongThreadException    if the arena is to be confined to the thread that does the work, and this is another
     * @throws ArenaExhaustedException if an arena that was opened before {@link #share} leaves nothing of the budget
     */
    public Arena arena() {
        Arena open = arena;
        return open != null && settled ? open : open();
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
        settle();
        Arena open = arena;
        if (open == null) {
            requireWorker();
            requireRoom();
            open = pool.open(options());
            arena = open;
            openedNanos = System.nanoTime();
        }
        return open;
    }

    private ArenaOptions options() {
        Object owner = lessee == null ? null : lessee.owner();
        long expected = lessee == null ? 0 : lessee.expectedBytes();
        ArenaOptions opened = options.withConfinement(confinement).withByteBudget(byteBudget);
        if (expected > 0) {
            opened = opened.withExpectedBytes(expected);
        }
        if (longLived || (lessee != null && lessee.longLived())) {
            opened = opened.withLongLife();
        }
        return owner == null ? opened : opened.withOwner(owner);
    }

    /** What another thread would open, the thread that does the work could neither use nor close. */
    @SuppressWarnings("ReferenceEquality")
    private void requireWorker() {
        if (confinement == Confinement.CONFINED && worker != Thread.currentThread()) {
            throw new WrongThreadException("The arena of this request or unit of work is confined to "
                    + (worker == null ? "the thread that goes on with it" : worker) + " and was asked for by "
                    + Thread.currentThread()
                    + ": let it be shared, for requests by arena.confinement or a handler that "
                    + "is asynchronous, for other work by the confinement of @WithArena or ArenaOptions");
        }
    }

    /** Lets the arena that holds the whole budget refuse what the one to be opened could not get. */
    private void requireRoom() {
        Arena confined = parked;
        if (confined != null && byteBudget < pool.settings().minChunkSize()) {
            confined.allocate(total, 1);
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

    /** Lets a shared arena that is opened from now on have a memory session of its own, as the work takes long. */
    public synchronized void liveLong() {
        longLived = true;
    }

    /**
     * How long ago the last arena was opened.
     *
     * @return nanoseconds; 0 if none was opened
     */
    public synchronized long nanosOpen() {
        return openedNanos == 0 ? 0 : System.nanoTime() - openedNanos;
    }

    /** Must be called by a thread that goes on with work that another has left. */
    public synchronized void enterThread() {
        worker = Thread.currentThread();
    }

    /**
     * Must be called by a thread that leaves the work to others. An arena confined to that thread ends here, as no other
     * thread could use it, or end it; the work then has no arena any more.
     *
     * @return the figures of an arena that ended, from the moment before, or null
     */
    public synchronized @Nullable ArenaStats leaveThread() {
        worker = null;
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
     * @return                       the figures of an arena that ended, from the moment before, or null
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

    /**
     * What the arena has taken so far, or had taken when it ended.
     *
     * @return the figures, or null if no arena has been opened
     */
    public synchronized @Nullable ArenaStats stats() {
        Arena open = arena;
        return open != null ? open.stats() : last;
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

    /** Tells what it held when it was closed: the figures afterwards do not. */
    private ArenaStats close(Arena open) {
        ArenaStats stats = open.stats();
        open.close();
        last = stats;
        return stats;
    }
}
