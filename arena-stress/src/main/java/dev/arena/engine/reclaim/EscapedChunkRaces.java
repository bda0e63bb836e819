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

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The count of a chunk's handles reaches its end exactly once, whether the arena or a handle ends last. */
public final class EscapedChunkRaces {

    private EscapedChunkRaces() {}

    /** A chunk with one handle, and the number of its ends. */
    abstract static class OneHandle {
        private final CountedEnds ends = new CountedEnds();
        final EscapedChunk escaped;
        final EscapedChunk first;

        /** Handles are exchanged after this number of them. */
        OneHandle(int mostUncounted) {
            escaped = ends.newChunk(new EscapeCharge(null), mostUncounted);
            first = CountedEnds.newHandle(escaped);
        }

        final void count(II_Result r) {
            r.r1 = ends.count();
            r.r2 = escaped.handles();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the chunk has ended once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the chunk was lost or has ended twice")
    @State
    public static class DropAgainstGivingUp extends OneHandle {
        public DropAgainstGivingUp() {
            super(100);
        }

        @Actor
        public void drop() {
            first.drop();
        }

        @Actor
        public void giveUp() {
            escaped.giveUp();
        }

        @Arbiter
        public void atTheEnd(II_Result r) {
            count(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the chunk has ended once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the chunk was lost or has ended twice")
    @State
    public static class DropAgainstExchange extends OneHandle {
        public DropAgainstExchange() {
            super(2);
        }

        @Actor
        public void drop() {
            first.drop();
        }

        @Actor
        public void makeDropAndGiveUp() {
            EscapedChunk second = CountedEnds.newHandle(escaped);
            escaped.giveUp();
            second.drop();
        }

        @Arbiter
        public void atTheEnd(II_Result r) {
            count(r);
        }
    }
}
