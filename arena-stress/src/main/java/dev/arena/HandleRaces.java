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

/** The last close of an escaped value returns its chunk exactly once, on any thread. */
public final class HandleRaces {

    private HandleRaces() {}

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the chunk went back once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the chunk was lost or returned twice")
    @State
    public static class TwoHandlesOfOneValue {
        private final SmallPool small = new SmallPool(0);
        private final Shared<MemorySegment> one;
        private final Shared<MemorySegment> other;

        public TwoHandlesOfOneValue() {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                one = arena.allocateShared(8, 8);
                other = one.retain();
            }
        }

        @Actor
        public void closeOne() {
            one.close();
        }

        @Actor
        public void closeOther() {
            other.close();
        }

        @Arbiter
        public void count(II_Result r) {
            countWaiting(small, r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the chunk went back once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the chunk was lost or returned twice")
    @State
    public static class TwoValuesOfOneChunk {
        private final SmallPool small = new SmallPool(0);
        private final Owned<MemorySegment> one;
        private final Owned<MemorySegment> other;

        public TwoValuesOfOneChunk() {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                one = arena.allocateOwned(8, 8);
                other = arena.allocateOwned(8, 8);
            }
        }

        @Actor
        public void closeOne() {
            one.close();
        }

        @Actor
        public void closeOther() {
            other.close();
        }

        @Arbiter
        public void count(II_Result r) {
            countWaiting(small, r);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the handle ended once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the handle ended twice, so that another handle lost its value, or not at all")
    @State
    public static class SharedClosedTwice {
        private final SmallPool small = new SmallPool(0);
        private final Shared<MemorySegment> handle;
        private final Shared<MemorySegment> another;

        public SharedClosedTwice() {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                handle = arena.allocateShared(8, 8);
                another = handle.retain();
            }
            small.close();
        }

        @Actor
        public void closeHere() {
            handle.close();
        }

        @Actor
        public void closeThere() {
            handle.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = small.released();
            another.close();
            r.r2 = small.released();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "the handle ended once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the handle ended twice, so that another handle lost its value, or not at all")
    @State
    public static class OwnedClosedTwice {
        private final SmallPool small = new SmallPool(0);
        private final Owned<MemorySegment> handle;
        private final Owned<MemorySegment> another;

        public OwnedClosedTwice() {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                handle = arena.allocateOwned(8, 8);
                another = arena.allocateOwned(8, 8);
            }
            small.close();
        }

        @Actor
        public void closeHere() {
            handle.close();
        }

        @Actor
        public void closeThere() {
            handle.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = small.released();
            another.close();
            r.r2 = small.released();
        }
    }

    /** The number of quarantined chunks. The races leave them there, because closing a session would keep the actors apart. */
    private static void countWaiting(SmallPool small, II_Result r) {
        r.r1 = (int) small.pool().stats().quarantinedChunks();
        if (r.r1 == 1) { // otherwise the list of waiting chunks may be a ring
            small.close();
        }
        r.r2 = small.outstanding();
    }
}
