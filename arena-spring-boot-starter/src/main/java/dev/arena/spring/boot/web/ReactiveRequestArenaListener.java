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
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;

import dev.arena.ArenaStats;

/**
 * Listener that is notified of the end of each arena that a request of a reactive application has used. Exceptions of a
 * listener are logged, and do not affect other listeners.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ReactiveRequestArenaListener {

    /** How a request ended. */
    enum Ending {
        /** Its response has been written. */
        COMPLETED,
        /** The request failed. A handler before the filter may still handle the error. */
        FAILED,
        /** The client has disconnected. */
        CANCELLED
    }

    /**
     * Called when an arena has ended, or when it will end as soon as a native call has returned. The thread that ends the
     * arena calls this method, which must not block.
     *
     * @param exchange the request and its response
     * @param ending   how the request ended
     * @param status   status of the response, or null if none was set; another request may already use the response object
     * @param failure  exception with which it failed; null otherwise
     * @param stats    figures of the arena from the moment before its end
     */
    void arenaEnded(ServerWebExchange exchange, Ending ending, @Nullable HttpStatusCode status,
            @Nullable Throwable failure, ArenaStats stats);
}
