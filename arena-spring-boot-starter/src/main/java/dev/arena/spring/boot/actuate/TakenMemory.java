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

package dev.arena.spring.boot.actuate;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import org.jspecify.annotations.Nullable;

import dev.arena.ArenaStats;

/**
 * Memory that the arenas of one request took, in bytes and chunks. The observation of the request adds {@code arena.bytes}
 * and {@code arena.chunks} to its span. The optional {@code arena.size} is also a tag of the meters. Its value is the
 * smallest of four sizes in bytes that the request did not exceed, written like the {@code le} tag of a bucket. A request
 * without an arena has the value {@code none}, because a meter must always have the same tags.
 */
record TakenMemory(long bytes, long chunks) {

    /** 64 KiB to 256 MiB. */
    private static final long[] BOUNDS = {64 << 10, 1 << 20, 16 << 20, 256 << 20};

    /** Returns null if the arena has taken no memory. */
    static @Nullable TakenMemory of(@Nullable ArenaStats stats) {
        return stats == null || stats.peakBytesHeld() == 0
                ? null
                : new TakenMemory(stats.peakBytesHeld(),
                        stats.normalChunksAllocated() + stats.oversizedChunksAllocated() + stats.chunksReused());
    }

    TakenMemory plus(TakenMemory other) {
        return new TakenMemory(bytes + other.bytes, chunks + other.chunks);
    }

    static void addTo(@Nullable TakenMemory taken, Observation.Context context, boolean includeSize) {
        if (includeSize) {
            context.addLowCardinalityKeyValue(KeyValue.of("arena.size", sizeTag(taken)));
        }
        if (taken != null) {
            context.addHighCardinalityKeyValue(KeyValue.of("arena.bytes", Long.toString(taken.bytes())));
            context.addHighCardinalityKeyValue(KeyValue.of("arena.chunks", Long.toString(taken.chunks())));
        }
    }

    /** Six values in all. */
    private static String sizeTag(@Nullable TakenMemory taken) {
        if (taken == null) {
            return KeyValue.NONE_VALUE;
        }
        for (long bound : BOUNDS) {
            if (taken.bytes() <= bound) {
                return Long.toString(bound);
            }
        }
        return "+Inf";
    }
}
