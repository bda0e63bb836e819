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

package dev.arena.engine.pool;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

import dev.arena.engine.chunk.Chunk;

/** No thread is refused memory that another thread is returning. */
public final class EvictionRaces {

    private EvictionRaces() {}

    /**
     * The cache holds the whole budget in one chunk. Both threads need memory, so one of them must evict the chunk for both.
     */
    @JCStressTest
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both got what the eviction made room for")
    @Outcome(expect = Expect.FORBIDDEN, desc = "refused for bytes that were on their way back")
    @State
    public static class TwoChunksForOneThatIsEvicted {
        private static final MemorySegment MEMORY = Arena.global().allocate(1024, 16);

        private final ChunkPool pool = new ChunkPool(new PoolSettings("race", 1024, 1024, 512, 1024,
                1024, 0, 0, 0, null, bytes -> MEMORY.asSlice(0, bytes), _ -> {}, () -> {}, true));

        public TwoChunksForOneThatIsEvicted() {
            pool.prewarm(1024, 1024);
        }

        @Actor
        public void takeHere(ZZ_Result r) {
            r.r1 = pool.acquireOversized(512) instanceof Chunk;
        }

        @Actor
        public void takeThere(ZZ_Result r) {
            r.r2 = pool.acquireOversized(512) instanceof Chunk;
        }
    }
}
