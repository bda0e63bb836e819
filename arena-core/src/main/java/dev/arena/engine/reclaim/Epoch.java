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

package dev.arena.engine.reclaim;

import java.lang.foreign.Arena;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.util.CoarseClock;

/**
 * One JDK shared session that many members use together, because closing such a session takes a handshake with every thread. A
 * member is the generation of a shared arena, or a chunk from which values have escaped. The lock of the {@link Quarantine}
 * guards the state.
 *
 * @since 0.1.0
 */
public final class Epoch {
    private final Arena session = Arena.ofShared();
    final long openedNanos = CoarseClock.nanoTime();

    /** Whether the epoch has only one member. No other member waits for it, and it charges nothing to the limit. */
    final boolean exclusive;

    /** Members that have not left. */
    int members;

    /** Members that have left. */
    int left;

    /** Whether the epoch takes no more members. It closes when the last member leaves. */
    boolean sealed;

    /**
     * Bytes charged to the limit of the quarantine: those of chunks that were left here, and those of chunks that members hold
     * and may leave here.
     */
    long charged;

    /** Chunks that former members have left here, linked. */
    @Nullable
    Chunk chunks;
    int chunkCount;
    long bytes;

    Epoch(boolean exclusive) {
        this.exclusive = exclusive;
        this.sealed = exclusive;
    }

    /** The session of the members' memory. */
    public Arena session() {
        return session;
    }

    void add(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null;) {
            Chunk following = chunk.next();
            chunk.removeFromHolder();
            chunk.setNext(chunks);
            chunks = chunk;
            chunkCount++;
            bytes += chunk.bytes();
            chunk = following;
        }
    }
}
