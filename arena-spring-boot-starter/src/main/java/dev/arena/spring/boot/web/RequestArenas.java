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

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.LearnedSizes;

/** The collaborators that the arenas of all requests share. Safe for use by any thread. */
final class RequestArenas {
    private final ArenaContextHolder context;
    private final ArenaPool pool;
    private final @Nullable LearnedSizes learned;
    private final List<RequestArenaListener> listeners;
    private final Set<String> attributes;
    private final PeriodicChecks checks = new PeriodicChecks();
    private final ArenaCloser closer = new ArenaCloser(checks);

    RequestArenas(ArenaContextHolder context, ArenaPool pool, @Nullable LearnedSizes learned,
            List<RequestArenaListener> listeners) {
        this.context = context;
        this.pool = pool;
        this.learned = learned;
        this.listeners = List.copyOf(listeners);
        Set<String> read = new HashSet<>();
        for (RequestArenaListener listener : listeners) {
            read.addAll(listener.attributes());
        }
        this.attributes = Set.copyOf(read);
    }

    /** Returns the application of the requests. */
    ArenaContextHolder context() {
        return context;
    }

    /** Returns the pool of the arenas. */
    ArenaPool pool() {
        return pool;
    }

    /** Returns the checks of requests that have continued asynchronously. */
    PeriodicChecks checks() {
        return checks;
    }

    /** Returns the closer of the arenas. */
    ArenaCloser closer() {
        return closer;
    }

    /** Names of the request attributes that listeners need. */
    Set<String> attributes() {
        return attributes;
    }

    /** Returns the expected memory of a request, in bytes; 0 if unknown. */
    long expectedBytes(String method, @Nullable Object pattern) {
        return learned == null ? 0 : learned.expectedBytes(method, pattern);
    }

    /** Whether requests of a route are known to take long. */
    boolean isLongLived(String method, @Nullable Object pattern) {
        return learned != null && learned.isLongLived(method, pattern);
    }

    /** Notifies all listeners that an arena has ended, even if some throw exceptions. */
    void arenaEnded(EndedRequest request, ArenaStats stats, long nanosOpen) {
        LearnedSizes routes = learned;
        if (routes != null) {
            ListenerCalls.call(routes, () -> routes.ended(request.method(), request.pattern(), stats, nanosOpen));
        }
        for (RequestArenaListener listener : listeners) {
            ListenerCalls.call(listener, () -> listener.arenaEnded(request, stats));
        }
    }
}
