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

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** A shared arena ends each generation once and loses no chunk, whatever other threads do at the same time. */
public final class ArenaEndRaces {

    private ArenaEndRaces() {}

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the chunk went back once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the chunk was lost or returned twice")
    @State
    public static class CloseAgainstTheLastHandle {
        private final SmallPool small = new SmallPool(0);
        private final Arena arena = small.open(Confinement.SHARED);
        private final Shared<MemorySegment> handle = arena.allocateShared(8, 8);

        public CloseAgainstTheLastHandle() {
            small.close();
        }

        @Actor
        public void closeArena() {
            arena.close();
        }

        @Actor
        public void closeHandle() {
            handle.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = small.released();
            r.r2 = (int) small.pool().stats().activeHandles();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "the chunk went back once; the arena goes on")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or returned twice")
    @State
    public static class ResetAgainstTheLastHandle {
        private final SmallPool small = new SmallPool(0);
        private final Arena arena = small.open(Confinement.SHARED);
        private final Shared<MemorySegment> handle = arena.allocateShared(8, 8);

        @Actor
        public void resetAndGoOn(III_Result r) {
            arena.reset();
            r.r1 = SmallPool.isAlive(arena.allocate(8, 8)) ? 1 : 0;
        }

        @Actor
        public void closeHandle() {
            handle.close();
        }

        @Arbiter
        public void count(III_Result r) {
            small.pool().trim();
            r.r2 = small.released();
            arena.close();
            small.close();
            r.r3 = small.outstanding();
        }
    }

    @JCStressTest
    @Outcome(id = {"0, 0", "1, 0"}, expect = Expect.ACCEPTABLE, desc = "refused or let in, and everything went back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a closed arena kept a chunk")
    @State
    public static class CloseAgainstAllocation {
        private final SmallPool small = new SmallPool(0);
        private final Arena arena = small.open(Confinement.SHARED);

        @Actor
        public void close() {
            arena.close();
        }

        @Actor
        public void allocate(II_Result r) {
            try {
                arena.allocate(8, 8);
                r.r1 = 1;
            } catch (IllegalStateException closed) {
                r.r1 = 0;
            }
        }

        @Arbiter
        public void count(II_Result r) {
            small.close();
            r.r2 = small.outstanding();
        }
    }

    @JCStressTest
    @Outcome(id = {"0, 1, 0", "1, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "each cleanup once, nothing left")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a cleanup ran twice or not at all, or a chunk was lost")
    @State
    public static class CloseAgainstReset {
        private final SmallPool small = new SmallPool(0);
        private final Arena arena = small.open(Confinement.SHARED);
        private final AtomicInteger cleanups = new AtomicInteger();

        public CloseAgainstReset() {
            arena.allocate(8, 8);
            arena.onReset(cleanups::incrementAndGet);
        }

        @Actor
        public void close() {
            arena.close();
        }

        @Actor
        public void reset(III_Result r) {
            try {
                arena.reset();
                r.r1 = 1;
            } catch (IllegalStateException closed) {
                r.r1 = 0;
            }
        }

        @Arbiter
        public void count(III_Result r) {
            r.r2 = cleanups.get();
            small.close();
            r.r3 = small.outstanding();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "ended once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a cleanup ran twice, or a chunk was lost")
    @State
    public static class TwoCloses {
        private final SmallPool small = new SmallPool(0);
        private final Arena arena = small.open(Confinement.SHARED);
        private final AtomicInteger cleanups = new AtomicInteger();

        public TwoCloses() {
            arena.allocate(8, 8);
            arena.onReset(cleanups::incrementAndGet);
        }

        @Actor
        public void closeHere() {
            arena.close();
        }

        @Actor
        public void closeThere() {
            arena.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = cleanups.get();
            small.close();
            r.r2 = small.outstanding();
        }
    }

    @JCStressTest
    @Outcome(id = {"0, 0", "1, 0"}, expect = Expect.ACCEPTABLE, desc = "refused, or a live value")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a dead value, or a lost chunk")
    @State
    public static class ResetAgainstEscape {
        private final SmallPool small = new SmallPool(0);
        private final Arena arena = small.open(Confinement.SHARED);
        private final MemorySegment segment = arena.allocate(SmallPool.CHUNK / 2, 8);

        @Actor
        public void reset() {
            arena.reset();
        }

        @Actor
        public void escape(II_Result r) {
            try (Owned<MemorySegment> handle = arena.escape(segment)) {
                r.r1 = SmallPool.isAlive(handle.get()) ? 1 : -1;
            } catch (IllegalArgumentException ofAnEarlierGeneration) {
                r.r1 = 0;
            }
        }

        @Arbiter
        public void count(II_Result r) {
            arena.close();
            small.close();
            r.r2 = small.outstanding();
        }
    }

    @JCStressTest
    @Outcome(id = {"8, 16", "16, 8"}, expect = Expect.ACCEPTABLE, desc = "one behind the other")
    @Outcome(expect = Expect.FORBIDDEN, desc = "two owners of the same bytes")
    @State
    public static class TwoAllocations {
        private final SmallPool small = new SmallPool(0);
        private final Arena arena = small.open(Confinement.SHARED);
        private final long start = arena.allocate(8, 8).address();

        @Actor
        public void allocateHere(II_Result r) {
            r.r1 = (int) (arena.allocate(8, 8).address() - start);
        }

        @Actor
        public void allocateThere(II_Result r) {
            r.r2 = (int) (arena.allocate(8, 8).address() - start);
        }

        @Arbiter
        public void close() {
            arena.close();
            small.close();
        }
    }
}
