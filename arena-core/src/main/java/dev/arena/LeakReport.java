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
 * Describes a leak: an arena, handle or pool that became garbage without being closed.
 *
 * @param pool     name of the pool
 * @param kind     kind of the leaked object
 * @param bytes    bytes that were reclaimed
 * @param openedAt thread and stack trace of the opening; this exception is never thrown
 * @since 0.1.0
 */
public record LeakReport(String pool, Kind kind, long bytes, Throwable openedAt) {

    /** The kind of a leaked object. */
    public enum Kind {
        /** An arena, with the chunks that it holds. */
        ARENA,
        /** A handle of an escaped value. */
        HANDLE,
        /** A pool, with the chunks that it caches. */
        POOL
    }
}
