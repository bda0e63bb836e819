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

package dev.arena.spring.boot;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;
import dev.arena.Confinement;

/**
 * The settings of a handler for the arena of its request.
 *
 * @param byteBudget    limit of the arena's chunks, in bytes; 0 to use the limit of the route or the pool
 * @param partition     partition of the pool that limits all requests of the handler together; null for none
 * @param confinement   which threads may use the arena; null for the confinement of the route
 * @param longLived     whether the request is known to take long, such as an event stream; its shared arena then gets its own
 *                      memory session
 * @param expectedBytes expected memory of the request, in bytes; 0 if unknown
 * @param complete      whether the handler is known; if not, the settings can change
 * @since 0.1.0
 */
public record ScopeSettings(long byteBudget, @Nullable ArenaPool partition, @Nullable Confinement confinement,
        boolean longLived, long expectedBytes, boolean complete) {

    /** Changes nothing. */
    public static final ScopeSettings NONE = new ScopeSettings(0, null, null, false, 0, true);

    /** Nothing is known yet. */
    static final ScopeSettings UNKNOWN = new ScopeSettings(0, null, null, false, 0, false);
}
