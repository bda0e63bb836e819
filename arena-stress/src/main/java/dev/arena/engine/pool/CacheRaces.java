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

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.SizeClass;
import dev.arena.engine.chunk.SizeClasses;

/**
 * Whatever two threads do with a cache, each chunk is in one place afterwards: with the thread that took it, or in the cache.
 * The results count the places in which each of two chunks was found.
 */
public final class CacheRaces {
    private static final long BYTES = 512;
    private static final MemorySegment MEMORY = Arena.global().allocate(BYTES, 16);
    private static final SizeClass ONLY = new SizeClasses(BYTES, BYTES).get(0);

    private CacheRaces() {}

    /** A shard of a cache, and two chunks that the actors move. */
    abstract static class TwoChunks {
        final CacheShard shard;
        final Chunk one = Chunk.of(MEMORY, ONLY);
        final Chunk other = Chunk.of(MEMORY, ONLY);

        /** What each actor got. */
        @Nullable
        Chunk here;
        @Nullable
        Chunk there;

        TwoChunks(int room) {
            shard = new CacheShard(0, 1, 1, room * BYTES);
        }

        final void find(II_Result r) {
            add(here, r);
            add(there, r);
            add(shard.close(), r);
        }

        @SuppressWarnings("ReferenceEquality")
        private void add(@Nullable Chunk linked, II_Result r) {
            int steps = 0;
            for (Chunk chunk = linked; chunk != null && steps < 3; chunk = chunk.next()) { // a damaged list may be a ring
                r.r1 += chunk == one ? 1 : 0;
                r.r2 += chunk == other ? 1 : 0;
                steps++;
            }
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each chunk in one place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or is in two places")
    @State
    public static class PushAgainstPop extends TwoChunks {
        public PushAgainstPop() {
            super(2);
            shard.push(one);
        }

        @Actor
        public void push() {
            here = shard.push(other);
        }

        @Actor
        public void pop() {
            there = shard.pop(0);
        }

        @Arbiter
        public void count(II_Result r) {
            find(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each chunk in one place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or is in two places")
    @State
    public static class TwoPops extends TwoChunks {
        public TwoPops() {
            super(2);
            shard.push(one);
            shard.push(other);
        }

        @Actor
        public void popHere() {
            here = shard.pop(0);
        }

        @Actor
        public void popThere() {
            there = shard.pop(0);
        }

        @Arbiter
        public void count(II_Result r) {
            find(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one was kept, the other handed back")
    @Outcome(id = "2, 0", expect = Expect.FORBIDDEN, desc = "both or none were kept where there is room for one")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or is in two places")
    @State
    public static class TwoPushesAndRoomForOne extends TwoChunks {
        public TwoPushesAndRoomForOne() {
            super(1);
        }

        @Actor
        public void pushHere() {
            here = shard.push(one);
        }

        @Actor
        public void pushThere() {
            there = shard.push(other);
        }

        @Arbiter
        public void count(II_Result r) {
            long kept = shard.cachedChunks();
            find(r);
            if (kept != 1) {
                r.r1 = 2;
                r.r2 = 0;
            }
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each chunk in one place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or is in two places")
    @State
    public static class PopAgainstEviction extends TwoChunks {
        public PopAgainstEviction() {
            super(2);
            shard.push(one);
            shard.push(other);
        }

        @Actor
        public void pop() {
            here = shard.pop(0);
        }

        @Actor
        public void evict() {
            there = shard.evict();
        }

        @Arbiter
        public void count(II_Result r) {
            find(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each chunk in one place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or is in two places")
    @State
    public static class PopAgainstTrim extends TwoChunks {
        public PopAgainstTrim() {
            super(2);
            shard.push(one);
            shard.push(other);
            shard.trim();
        }

        @Actor
        public void pop() {
            here = shard.pop(0);
        }

        @Actor
        public void trim() {
            there = shard.trim();
        }

        @Arbiter
        public void count(II_Result r) {
            find(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each chunk was handed back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a closed cache kept a chunk, or it is in two places")
    @State
    public static class PushAgainstClose extends TwoChunks {
        public PushAgainstClose() {
            super(2);
            shard.push(one);
        }

        @Actor
        public void push() {
            here = shard.push(other);
        }

        @Actor
        public void close() {
            there = shard.close();
        }

        @Arbiter
        public void count(II_Result r) {
            if (shard.cachedChunks() == 0) { // else it stays lost
                find(r);
            }
        }
    }
}
