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

import java.lang.ref.Cleaner;
import java.lang.ref.Cleaner.Cleanable;
import java.util.function.LongSupplier;

/**
 * Tracks one object that must be closed. If the garbage collector finds the object before {@link #close} was called, it has
 * leaked: a separate thread reclaims what it held and reports it.
 *
 * <p>The caller of {@link #close} must keep the object reachable until the call has returned, by a {@linkplain
 * java.lang.ref.Reference#reachabilityFence fence}: the JVM may collect an object while one of its methods runs.
 *
 * @since 0.1.0
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
