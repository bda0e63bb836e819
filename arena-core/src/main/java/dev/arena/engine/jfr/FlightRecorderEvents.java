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

package dev.arena.engine.jfr;

/**
 * Emits the events of JDK Flight Recorder. They are disabled by default. A disabled event costs one read of a flag, and the
 * fast path of an allocation has no event. A runtime made by {@code jlink} may lack the module {@code jdk.jfr}; no event class
 * is loaded then.
 *
 * @since 0.1.0
 */
public final class FlightRecorderEvents {
    private static final boolean POSSIBLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private FlightRecorderEvents() {}

    /** Emits that a chunk was taken from the source. */
    public static void chunkAllocated(String pool, long bytes, boolean oversized) {
        if (POSSIBLE && ChunkAllocationEvent.TYPE.isEnabled()) {
            ChunkAllocationEvent.emit(pool, bytes, oversized);
        }
    }

    /** Whether {@link #generationEnds} would emit anything. */
    public static boolean recordsResets() {
        return POSSIBLE && ResetEvent.TYPE.isEnabled();
    }

    /** Emits that a generation with {@code chunks} chunks of {@code bytes} bytes in total ends. */
    public static void generationEnds(String pool, long arena, long bytes, int chunks, boolean closed) {
        ResetEvent.emit(pool, arena, bytes, chunks, closed);
    }

    /** Emits that a chunk was refused. */
    public static void refused(String pool, long arena, String reason, long requested, long held, long limit) {
        if (POSSIBLE && RefusalEvent.TYPE.isEnabled()) {
            RefusalEvent.emit(pool, arena, reason, requested, held, limit);
        }
    }

    /** Whether {@link #leaked} would emit anything. */
    public static boolean recordsLeaks() {
        return POSSIBLE && LeakEvent.TYPE.isEnabled();
    }

    /** Emits that an arena, handle or pool was garbage collected without having been closed. */
    public static void leaked(String pool, String kind, long bytes, String openedAt) {
        LeakEvent.emit(pool, kind, bytes, openedAt);
    }
}
