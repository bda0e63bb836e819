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

import java.util.Set;

import dev.arena.ArenaStats;

/**
 * Listener that is notified of the end of each arena that a servlet request has used. Exceptions of a listener are logged,
 * and do not affect other listeners.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RequestArenaListener {

    /**
     * Returns the names of the request attributes that the listener reads from an {@link EndedRequest}. Called once.
     *
     * @return the names
     */
    default Set<String> attributes() {
        return Set.of();
    }

    /**
     * Called when an arena has ended, or when it will end as soon as a native call has returned. The thread that ends the
     * arena calls this method.
     *
     * @param request the request
     * @param stats   figures of the arena from the moment before its end
     */
    void arenaEnded(EndedRequest request, ArenaStats stats);
}
