/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.engine.leak;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.jfr.FlightRecorderEvents;

/**
 * Decides which arenas, handles and pools are {@linkplain LeakTracker tracked}, and counts and reports those that became
 * garbage without being closed. Opening an object that is not tracked costs one read of a counter.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class LeakDetector {

    /** Which objects are tracked. */
    public enum Scope {
        /** Nothing. */
        NONE,
        /** Pools, and one of {@link Sampler#INTERVAL} arenas and handles. */
        SAMPLE,
        /** Everything. */
        ALL
    }

    /** What can leak. */
    public enum Kind {
        /** An arena, with the chunks that it holds. */
        ARENA("an arena", "bytes were taken back"),
        /** One handle of an escaped value, with the chunk that it keeps. */
        HANDLE("a handle", "bytes of chunk are no longer kept for it"),
        /** A pool, with the chunks that it caches. */
        POOL("the pool itself", "cached bytes were given back");

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
    private final LeakListener listener;
    private final LongAdder found = new LongAdder();

    /** The tracked objects that are still open, if all objects are tracked. A sample would not show all open objects. */
    private final Set<LeakTracker> open = ConcurrentHashMap.newKeySet();

    /** Creates a detector for one pool. */
    public LeakDetector(String pool, Scope scope, LeakListener listener) {
        this.pool = pool;
        this.scope = scope;
        this.listener = listener;
    }

    /** The call site, if the arena or handle that the caller opens is to be tracked; otherwise null. */
    public @Nullable AllocationSite sample() {
        return scope == Scope.NONE || (scope == Scope.SAMPLE && !Sampler.picks()) ? null : site();
    }

    /** The call site, if the pool that the caller opens is to be tracked; otherwise null. Pools are few, so no pool is left out. */
    public @Nullable AllocationSite always() {
        return scope == Scope.NONE ? null : site();
    }

    private AllocationSite site() {
        return new AllocationSite(listener.traceId());
    }

    /** Reports a leak whose memory was reclaimed. */
    void report(Kind kind, long bytes, AllocationSite site) {
        found.increment();
        listener.leaked(kind, bytes, site);
        if (FlightRecorderEvents.recordsLeaks()) {
            FlightRecorderEvents.leaked(pool, kind.name().toLowerCase(Locale.ROOT), bytes, stackTrace(site));
        }
        LOG.log(Level.WARNING, () -> "Leak in '" + pool + "': " + kind.subject
                + " was garbage collected without having been closed. " + bytes + " " + kind.outcome + "."
                + (scope == Scope.SAMPLE && kind != Kind.POOL
                        ? " Only one of " + Sampler.INTERVAL + " is tracked: set LeakDetection.ALL to track all."
                        : "")
                + " It was " + site.getMessage() + ", here:", site);
    }

    private static String stackTrace(AllocationSite site) {
        var trace = new StringWriter();
        site.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    /** Reports a leak whose memory could not be reclaimed. */
    void reportFailure(Kind kind, Throwable failure) {
        LOG.log(Level.WARNING,
                () -> "Leak in '" + pool + "': the memory of " + kind.subject + " could not be reclaimed",
                failure);
    }

    void opened(LeakTracker tracker) {
        if (scope == Scope.ALL) {
            open.add(tracker);
        }
    }

    void ended(LeakTracker tracker) {
        open.remove(tracker);
    }

    /** Calls back for each arena and handle that is open; for none unless everything is tracked. */
    public void forEachOpen(BiConsumer<Kind, Throwable> visitor) {
        open.forEach(tracker -> {
            if (tracker.kind() != Kind.POOL) {
                visitor.accept(tracker.kind(), tracker.site());
            }
        });
    }

    /** Number of leaks found. */
    public long count() {
        return found.sum();
    }
}
