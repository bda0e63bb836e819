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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;

import dev.arena.Arena;
import dev.arena.ArenaStats;
import dev.arena.spring.boot.NativeCall;

/** Stores the segments of handlers, and counts how and how often arenas have ended. */
final class ReactiveWitness implements ReactiveRequestArenaListener {
    final List<MemorySegment> segments = new CopyOnWriteArrayList<>();
    final List<Ending> endings = new CopyOnWriteArrayList<>();
    final AtomicInteger cleanups = new AtomicInteger();

    /** Running requests, and requests whose end has not yet reached all listeners. Cancelled requests are counted separately. */
    final AtomicInteger requests = new AtomicInteger();
    volatile @Nullable Throwable caught;
    volatile @Nullable NativeCall nativeCall;

    /** Allocates in {@code arena} like a handler, and records the end of its generation. */
    MemorySegment use(Arena arena) {
        MemorySegment segment = arena.allocate(ValueLayout.JAVA_LONG, 100);
        segment.setAtIndex(ValueLayout.JAVA_LONG, 99, 42);
        arena.onReset(cleanups::incrementAndGet);
        return saw(segment);
    }

    MemorySegment saw(MemorySegment segment) {
        segments.add(segment);
        return segment;
    }

    @Override
    public void arenaEnded(ServerWebExchange exchange, Ending ending, @Nullable HttpStatusCode status,
            @Nullable Throwable failure, ArenaStats stats) {
        endings.add(ending);
    }

    void forget() {
        segments.clear();
        endings.clear();
        cleanups.set(0);
        caught = null;
    }
}
