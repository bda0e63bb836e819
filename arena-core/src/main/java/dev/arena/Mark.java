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
 * A point to which an arena can return. Closing the mark releases all memory that was allocated after the mark, and first
 * runs the cleanup actions that were registered after it. Earlier allocations remain valid. Allocations after the mark have a
 * memory session of their own.
 *
 * {@snippet file="dev/arena/ArenaSamples.java" region="mark"}
 *
 * <p>Marks nest: closing a mark ends the marks that were set after it. {@link Arena#reset} and {@link Arena#close} end all
 * marks. The threads that may use the arena may use its marks. Values that have escaped in handles remain valid.
 *
 * @see Arena#mark
 * @since 0.1.0
 */
public interface Mark extends AutoCloseable {

    /**
     * Ends everything that was allocated since the mark was set. Has no effect if the mark has already ended.
     *
     * @throws IllegalStateException if a cleanup calls this, or if a native call is using a segment; in the last case the call
     *                               can be repeated
     * @throws WrongThreadException  if the arena is confined to another thread
     * @throws RuntimeException      the first exception of a cleanup, with those of other cleanups suppressed in it; the mark
     *                               has ended even so
     */
    @Override
    void close();
}
