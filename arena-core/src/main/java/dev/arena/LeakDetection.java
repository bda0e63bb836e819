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
 * Defines which leaks are detected. An arena, a handle or a pool that becomes garbage without being closed is a
 * <em>leak</em>. A detected leak is logged once, as a warning of the logger {@code dev.arena} with the stack trace of its
 * opening. It is counted in {@link PoolStats#leaks}, and the leak detector releases its memory.
 *
 * <ul>
 * <li>An {@linkplain Arena arena} returns its chunks, without running its cleanups. A confined arena counts as leaked only if
 * its segments cannot be reached either: they stay valid until then. The allocations of a shared arena end with the arena:
 * access through a remaining segment throws. Keep a reference to a shared arena as long as you use its memory.
 * <li>A handle ({@link Owned}, {@link Shared}) ends as if it had been closed: access to the value that {@code get} returned
 * throws, unless another handle of the value is open. Keep a reference to a handle as long as you use its value.
 * <li>A {@linkplain ArenaPool pool} gives its cached chunks back and caches no further chunks. Its open arenas can still be
 * used.
 * </ul>
 *
 * No segment ever reaches memory of another owner. Objects that are still open when the JVM exits are not reported.
 *
 * @since 0.1.0
 */
public enum LeakDetection {

    /** No leaks are detected. Leaked memory is never returned: the chunks of an arena, and the chunk of a handle. */
    OFF,

    /**
     * Tracks a sample: one of 1021 arenas and handles that a thread opens, and every pool. Opening an arena or handle that is
     * not tracked costs a few nanoseconds more than with {@link #OFF}. If it leaks, its memory is not returned.
     */
    SAMPLED,

    /** Tracks everything. Opening an arena or a handle costs a stack trace, some microseconds. For tests and for finding leaks. */
    ALL
}
