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

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A pool that is trimmed or closed while chunks are taken and returned releases each of them exactly once. */
public final class PoolEndRaces {
    private static final long MUCH = 1 << 20;

    private PoolEndRaces() {}

    @JCStressTest
    @Outcome(id = {"0, 0", "1, 0"}, expect = Expect.ACCEPTABLE, desc = "refused or let in, and everything went back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk stayed in a closed pool, or went back twice")
    @State
    public static class CloseAgainstArena {
        private final SmallPool small = new SmallPool(MUCH);

        @Actor
        public void use(II_Result r) {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                arena.allocate(8, 8);
                r.r1 = 1;
            } catch (IllegalStateException closed) {
                r.r1 = 0;
            }
        }

        @Actor
        public void close() {
            small.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = small.outstanding();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the chunk went back once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the chunk was lost or returned twice")
    @State
    public static class CloseAgainstTheLastHandle {
        private final SmallPool small = new SmallPool(MUCH);
        private final Owned<MemorySegment> handle;

        public CloseAgainstTheLastHandle() {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                handle = arena.allocateOwned(8, 8);
            }
        }

        @Actor
        public void closePool() {
            small.close();
        }

        @Actor
        public void closeHandle() {
            handle.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = small.released();
            r.r2 = small.outstanding();
        }
    }

    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "nothing lost, nothing twice")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or returned twice")
    @State
    public static class TrimAgainstSharedArena {
        private final SmallPool small = new SmallPool(MUCH);
        private final Arena arena = small.open(Confinement.SHARED);

        public TrimAgainstSharedArena() {
            arena.allocate(8, 8);
        }

        @Actor
        public void close() {
            arena.close();
        }

        @Actor
        public void trim() {
            small.pool().trim();
        }

        @Arbiter
        public void count(I_Result r) {
            small.close();
            r.r1 = small.outstanding();
        }
    }

    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "the cached chunk went back once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "it went back twice, or not at all")
    @State
    public static class TwoTrims {
        private final SmallPool small = new SmallPool(MUCH);

        public TwoTrims() {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                arena.allocate(8, 8);
            }
        }

        @Actor
        public void trimHere() {
            small.pool().trim();
        }

        @Actor
        public void trimThere() {
            small.pool().trim();
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = small.released();
        }
    }
}
