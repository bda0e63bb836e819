package dev.arena.engine.leak;

import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import java.util.function.LongSupplier;

/**
 * Tracks one thing that must be closed. If the garbage collector finds it before {@link #close} was called, it is a leak: what
 * it held is reclaimed, on a thread of its own, and reported.
 *
 * <p>Whoever calls {@link #close} must keep the thing reachable until that has returned, by a
 * {@linkplain java.lang.ref.Reference#reachabilityFence fence}: the JVM may collect a thing whose method is still running.
 */
public final class LeakTracker {

    /** Starts its thread, a daemon, when the first thing is tracked. When the JVM ends, nothing is reported any more. */
    private static final class Lazy {
        static final Cleaner CLEANER = Cleaner.create();
    }

    private final LeakDetector detector;
    private final LeakDetector.Kind kind;
    private final AllocationSite site;
    private final LongSupplier reclaim;
    private final Cleanable registration;
    private boolean closed;

    /**
     * Tracks {@code thing} from now on.
     *
     * @param reclaim frees what the thing held and returns the bytes; must not refer to the thing
     */
    public LeakTracker(LeakDetector detector, LeakDetector.Kind kind, AllocationSite site, Object thing,
            LongSupplier reclaim) {
        this.detector = detector;
        this.kind = kind;
        this.site = site;
        this.reclaim = reclaim;
        this.registration = Lazy.CLEANER.register(thing, this::run);
    }

    /** The thing was closed. */
    public void close() {
        closed = true;
        registration.clean(); // calls run() on this thread, unless the thing was collected
    }

    private void run() {
        if (closed) {
            return;
        }
        long bytes = 0;
        try {
            bytes = reclaim.getAsLong();
        } catch (RuntimeException | Error e) { // the cleaner's thread would swallow it
            detector.reportFailure(kind, e);
        } finally {
            detector.report(kind, bytes, site);
        }
    }
}
