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

package dev.arena.spring.boot.web;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.servlet.ServletRequest;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaStats;
import dev.arena.spring.boot.NativeCall;
import dev.arena.spring.boot.Patience;

/** Stores the allocations of handlers and counts ended arenas. A test decides when a handler continues. */
final class Witness implements RequestArenaListener {
    private static final String TEST = Witness.class.getName();

    final List<MemorySegment> segments = new CopyOnWriteArrayList<>();
    final AtomicInteger cleanups = new AtomicInteger();
    final AtomicInteger arenas = new AtomicInteger();

    /** Requests whose first dispatch has returned. */
    final AtomicInteger dispatched = new AtomicInteger();
    volatile @Nullable Throwable caught;
    volatile @Nullable NativeCall nativeCall;
    private volatile CountDownLatch reached = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(1);

    /** Identifies the running test. Listeners may be called for the requests of a test when the next test already runs. */
    private volatile Object test = new Object();

    /** Remembers which test has sent a request. */
    void mark(ServletRequest request) {
        request.setAttribute(TEST, test);
    }

    @Override
    public Set<String> attributes() {
        return Set.of(TEST);
    }

    /** Allocates in {@code arena} like a handler, and records the end of its generation. */
    MemorySegment use(Arena arena) {
        MemorySegment segment = arena.allocate(ValueLayout.JAVA_LONG, 100);
        segment.setAtIndex(ValueLayout.JAVA_LONG, 99, 42);
        arena.onReset(cleanups::incrementAndGet); // first, because a worker may be too late for that
        segments.add(segment);
        return segment;
    }

    @Override
    public void arenaEnded(EndedRequest request, ArenaStats stats) {
        if (test.equals(request.attributes().get(TEST))) {
            arenas.incrementAndGet();
        }
    }

    /** Called by a handler: signals that it has reached this point. */
    void reach() {
        reached.countDown();
    }

    /** Called by a test. */
    void awaitReached() throws InterruptedException {
        await(reached);
    }

    /** Called by a handler: waits until the test lets it continue. */
    void awaitGate() throws InterruptedException {
        await(gate);
    }

    /** Called by a handler that ignores interruption. */
    void awaitGateStubbornly() {
        CountDownLatch closed = gate;
        while (closed.getCount() > 0) {
            try {
                await(closed);
            } catch (InterruptedException e) {
                reach();
            }
        }
    }

    /** Called by a test. */
    void openGate() {
        gate.countDown();
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the handler did not arrive");
        }
    }

    void forget() {
        test = new Object();
        gate.countDown();
        gate = new CountDownLatch(1);
        reached = new CountDownLatch(1);
        segments.clear();
        cleanups.set(0);
        arenas.set(0);
        dispatched.set(0);
        caught = null;
    }
}
