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

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;

/**
 * The settings of the arenas of some requests.
 *
 * @param options              options of the arenas, as far as they are known before the handler; without a byte budget, the
 *                             handler determines it
 * @param partition            the partition of the pool that limits all of these requests together; null without such a limit
 * @param confinementByHandler whether the confinement depends on the handler
 */
record RouteSettings(ArenaOptions options, @Nullable ArenaPool partition, boolean confinementByHandler) {

    /**
     * Returns whether the handler may set the budget of a request.
     *
     * @return true if the route sets no byte budget
     */
    boolean budgetByHandler() {
        return options.byteBudget().isEmpty();
    }

    /**
     * Returns the pool of the arenas.
     *
     * @param  pool the pool of all requests
     * @return      its partition for these requests, or the pool itself
     */
    ArenaPool poolWithin(ArenaPool pool) {
        return partition == null ? pool : partition;
    }
}
