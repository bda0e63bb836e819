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

package dev.arena;

/**
 * Defines which threads may use an arena and its segments.
 *
 * @since 0.1.0
 */
public enum Confinement {
    /**
     * Only the thread that opened it. This is the cheapest kind: calls are not synchronized, and closing a session costs no
     * handshake.
     */
    CONFINED,

    /**
     * Any thread. Allocations are synchronized. When a generation ends, its chunks wait until the sessions of many generations
     * are closed in one step. Until then stale segments can still be read, but never show bytes of another owner.
     */
    SHARED
}
