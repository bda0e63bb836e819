package dev.arena.engine.leak;

import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import java.util.function.LongSupplier;

/**
 * Tracks one object that must be closed. If the garbage collector finds the object before {@link #close} was called, it has
 * leaked: a separate thread reclaims what it held and reports it.
 *
 * <p>The caller of {@link #close} must keep the object reachable until the call has returned, by a {@linkplain
 * java.lang.ref.Reference#reachabilityFence fence}: the JVM may collect an object while one of its methods runs.
 */
public final class LeakTracker {

    /** Starts a daemon thread when the first object is tracked. Leaks are not reported when the JVM exits. */
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
     * Tracks {@code thing}.
     *
     * @param reclaim frees what {@code thing} held and returns the bytes; must not refer to {@code thing}
     */
    public LeakTracker(LeakDetector detector, LeakDetector.Kind kind, AllocationSite site, Object thing,
            LongSupplier reclaim) {
        this.detector = detector;
        this.kind = kind;
        this.site = site;
        this.reclaim = reclaim;
        this.registration = Lazy.CLEANER.register(thing, this::run);
        detector.opened(this);
    }

    LeakDetector.Kind kind() {
        return kind;
    }

    AllocationSite site() {
        return site;
    }

    /** Ends the tracking, because the object was closed. */
    public void close() {
        closed = true;
        registration.clean(); // calls run() on this thread, unless the object was collected
    }

    private void run() {
        detector.ended(this);
        if (closed) {
            return;
        }
        long bytes = 0;
        try {
            bytes = reclaim.getAsLong();
        } catch (RuntimeException | Error e) { // the cleaner's thread would ignore it
            detector.reportFailure(kind, e);
        } finally {
            detector.report(kind, bytes, site);
        }
    }
}
