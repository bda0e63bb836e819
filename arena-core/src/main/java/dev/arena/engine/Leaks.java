package dev.arena.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

/**
 * Finds what was opened from one pool and forgotten: decides what is {@link Watch watched}, counts and reports what is lost.
 * What is not watched costs a look at a counter when it is opened, and nothing more.
 *
 * <p>Safe for use by any thread.
 */
public final class Leaks {

    /** How much is watched. */
    public enum Scope {
        /** Nothing. */
        NONE,
        /** Pools, and one of {@link Sampler#INTERVAL} arenas and handles. */
        SAMPLE,
        /** Everything. */
        ALL
    }

    /** What can be lost. */
    public enum Kind {
        /** An arena, with the chunks it holds. */
        ARENA("an arena", "bytes have been taken back"),
        /** One handle of an escaped value, with the chunk it keeps. */
        HANDLE("a handle", "bytes of chunk need no longer be kept for it"),
        /** A pool, with the chunks it caches. */
        POOL("the pool itself", "cached bytes have been given back");

        private final String subject;
        private final String outcome;

        Kind(String subject, String outcome) {
            this.subject = subject;
            this.outcome = outcome;
        }
    }

    private static final Logger LOG = System.getLogger("dev.arena");

    private final String pool;
    private final Scope scope;
    private final Observer observer;
    private final LongAdder found = new LongAdder();

    Leaks(String pool, Scope scope, Observer observer) {
        this.pool = pool;
        this.scope = scope;
        this.observer = observer;
    }

    /** Where the caller is, if the arena or handle that it opens is to be watched. */
    public @Nullable Opening sample() {
        return scope == Scope.NONE || (scope == Scope.SAMPLE && !Sampler.picks()) ? null : opening();
    }

    /** Where the caller is, if the pool that it opens is to be watched. There are few of them. */
    public @Nullable Opening always() {
        return scope == Scope.NONE ? null : opening();
    }

    private Opening opening() {
        return new Opening(observer.traceId());
    }

    /** Something has been lost, and what it held was reclaimed. */
    void found(Kind kind, long bytes, Opening opening) {
        found.increment();
        observer.leaked(kind, bytes, opening);
        Events.leaked(pool, kind.name().toLowerCase(Locale.ROOT), bytes, opening);
        LOG.log(Level.WARNING, () -> "Leak in '" + pool + "': " + kind.subject
                + " was garbage collected without having been closed. " + bytes + " " + kind.outcome + "."
                + (scope == Scope.SAMPLE && kind != Kind.POOL
                        ? " One of " + Sampler.INTERVAL + " is watched: set LeakDetection.ALL to see each."
                        : "")
                + " It was " + opening.getMessage() + ", here:", opening);
    }

    /** Something has been lost, and reclaiming what it held has failed. */
    void failed(Kind kind, Throwable failure) {
        LOG.log(Level.WARNING, () -> "Leak in '" + pool + "': reclaiming what " + kind.subject + " held has failed",
                failure);
    }

    /** How many have been found. */
    long count() {
        return found.sum();
    }
}
