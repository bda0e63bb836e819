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

package dev.arena.engine.alloc;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;

/**
 * Counters of one arena. Not thread safe; other threads may read them and see a recent value.
 *
 * @since 0.1.0
 */
public final class ArenaCounters {
    /** Chunks of a size class taken from the source. */
    public long normalChunks;

    /** One-shot chunks taken from the source. */
    public long oversizedChunks;

    /** Bytes of the one-shot chunks. */
    public long oversizedBytes;

    /** Chunks taken from the cache. Counted by the arena itself. */
    public long reusedChunks;

    /** Bytes taken from the source. */
    public long backingBytes;

    /** Buffers that were moved in order to grow. */
    public long relocations;

    private long resets;

    /** The counters at the last reset, or null. */
    private @Nullable ArenaCounters atReset;

    ArenaCounters() {}

    void count(Chunk fresh) {
        backingBytes += fresh.bytes();
        if (fresh.sizeClass() == null) {
            oversizedChunks++;
            oversizedBytes += fresh.bytes();
        } else {
            normalChunks++;
        }
    }

    void resetAt(ArenaCounters counted) {
        resets++;
        atReset = counted;
    }

    long resets() {
        return resets;
    }

    /** A copy of these counters, with the given number of reused chunks. */
    ArenaCounters snapshot(long reused) {
        var copy = new ArenaCounters();
        copy.normalChunks = normalChunks;
        copy.oversizedChunks = oversizedChunks;
        copy.oversizedBytes = oversizedBytes;
        copy.reusedChunks = reused;
        copy.backingBytes = backingBytes;
        copy.relocations = relocations;
        return copy;
    }

    /** The counts since the last reset. */
    ArenaCounters sinceReset(long reused) {
        ArenaCounters now = snapshot(reused);
        ArenaCounters before = atReset;
        if (before != null) {
            now.normalChunks -= before.normalChunks;
            now.oversizedChunks -= before.oversizedChunks;
            now.oversizedBytes -= before.oversizedBytes;
            now.reusedChunks -= before.reusedChunks;
            now.backingBytes -= before.backingBytes;
            now.relocations -= before.relocations;
        }
        return now;
    }
}
