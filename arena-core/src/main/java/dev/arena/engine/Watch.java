package dev.arena.engine;

import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import java.util.function.LongSupplier;

/**
 * Watches one thing that must be closed. If the garbage collector finds it before {@link #end} was called, it is a leak: what
 * it held is reclaimed, on a thread of its own, and reported.
 *
 * <p>Whoever calls {@link #end} must keep the thing reachable until that has returned, by a
 * {@linkplain java.lang.ref.Reference#reachabilityFence fence}: a thing whose method is still running may be collected.
 */
public final class Watch {

    /** Starts its thread, a daemon, when the first thing is watched. When the JVM ends, nothing is reported any more. */
    private static final class Lazy {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private final Leaks leaks;
    private final Leaks.Kind kind;
    private final Opening opening;
    private final LongSupplier reclaim;
    private final Cleanable registration;
    private boolean over;

    /**
     * Watches {@code thing} from now on.
     *
     * @param reclaim frees what the thing held and answers the bytes; must not refer to the thing
     */
    public Watch(Leaks leaks, Leaks.Kind kind, Opening opening, Object thing, LongSupplier reclaim) {
        this.leaks = leaks;
        this.kind = kind;
        this.opening = opening;
        this.reclaim = reclaim;
        this.registration = Lazy.CLEANER.register(thing, this::run);
    }

    /** The thing was closed. */
    public void end() {
        over = true;
        registration.clean(); // comes to run() on this thread, unless the thing was collected
    }

    private void run() {
        if (over) {
            return;
        }
        long bytes = 0;
        try {
            bytes = reclaim.getAsLong();
        } catch (RuntimeException | Error e) { // the cleaner's thread would swallow it
            leaks.failed(kind, e);
        } finally {
            leaks.found(kind, bytes, opening);
        }
    }
}
