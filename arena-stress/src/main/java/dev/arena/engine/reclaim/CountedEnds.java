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
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.pool.PoolObserver;

/** Creates chunks from which values escape, without a pool, and counts the ended ones. */
final class CountedEnds {
    static final long BYTES = 512;

    private static final MemorySegment MEMORY = Arena.global().allocate(BYTES, 16);

    /** A session that is never left, so no race pays for its close. */
    private static final Epoch EPOCH = new Epoch(true);

    private static final LeakDetector LEAKS = new LeakDetector("race", LeakDetector.Scope.NONE, PoolObserver.NONE);

    private final AtomicInteger ended = new AtomicInteger();

    /** Creates a chunk whose handles are exchanged after {@code mostUncounted} of them. */
    EscapedChunk newChunk(EscapeCharge charge, int mostUncounted) {
        return new EscapedChunk(Chunk.of(MEMORY, null), EPOCH, charge, LEAKS, _ -> ended.incrementAndGet(),
                mostUncounted);
    }

    /** The chunk itself represents the handle, because the only operation on it is the release. */
    static EscapedChunk newHandle(EscapedChunk escaped) {
        return escaped.newHandle(MEMORY, (it, _) -> it);
    }

    int count() {
        return ended.get();
    }
}
