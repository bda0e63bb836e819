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
import org.openjdk.jcstress.infra.results.IIII_Result;

import dev.arena.engine.budget.Account;

/**
 * The arena or its partition pays for a chunk that only handles keep. Each stops paying exactly once, whether the handle closes
 * before or after the end of the generation. The results are the charges of the arena and of the partition, the arena's charge
 * for escaped chunks, and the number of ended chunks.
 */
public final class EscapeChargeRaces {

    private EscapeChargeRaces() {}

    /** Two chunks with one handle each. The arena has given them up, but pays for them. */
    abstract static class TwoGivenUp {
        private final CountedEnds ends = new CountedEnds();
        private final Account partition = Account.concurrent(2 * CountedEnds.BYTES, null);
        private final Account arena = Account.concurrent(2 * CountedEnds.BYTES, partition);
        private final EscapeCharge charge = new EscapeCharge(partition);
        final EscapedChunk one = newHandle();
        final EscapedChunk other = newHandle();

        private EscapedChunk newHandle() {
            arena.tryCharge(CountedEnds.BYTES);
            EscapedChunk escaped = ends.newChunk(charge, 100);
            EscapedChunk handle = CountedEnds.newHandle(escaped);
            escaped.giveUpPaid();
            return handle;
        }

        /** As an arena does that needs memory. */
        final void takeClosed() {
            arena.release(charge.takeClosed());
        }

        /** As an arena does whose generation ends. */
        final void endGeneration() {
            arena.release(charge.endGeneration());
            arena.releaseBelow(partition, charge.paid());
        }

        final void count(IIII_Result r) {
            r.r1 = (int) arena.used();
            r.r2 = (int) partition.used();
            r.r3 = (int) charge.paid();
            r.r4 = ends.count();
        }
    }

    @JCStressTest
    @Outcome(id = {"0, 0, 0, 2",
            "0, 0, 512, 2"}, expect = Expect.ACCEPTABLE, desc = "each has paid to the end, and no longer")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge stayed, or was released twice")
    @State
    public static class LastHandleAgainstTheEndOfTheGeneration extends TwoGivenUp {

        public LastHandleAgainstTheEndOfTheGeneration() {
            other.drop();
        }

        @Actor
        public void closeHandle() {
            one.drop();
        }

        @Actor
        public void end() {
            endGeneration();
        }

        @Arbiter
        public void atTheEnd(IIII_Result r) {
            count(r);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0, 0, 2", expect = Expect.ACCEPTABLE, desc = "taken once, by either call")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge stayed, or was released twice")
    @State
    public static class TakeClosedAgainstTheLastHandle extends TwoGivenUp {

        public TakeClosedAgainstTheLastHandle() {
            other.drop();
        }

        @Actor
        public void closeHandle() {
            one.drop();
        }

        @Actor
        public void take() {
            takeClosed();
        }

        @Arbiter
        public void atTheEnd(IIII_Result r) {
            takeClosed();
            count(r);
        }
    }

    @JCStressTest
    @Outcome(id = {"0, 0, 0, 2",
            "0, 0, 512, 2"}, expect = Expect.ACCEPTABLE, desc = "each has paid to the end, and no longer")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge stayed, or was released twice")
    @State
    public static class TakeClosedAndEndAgainstTheLastHandle extends TwoGivenUp {

        public TakeClosedAndEndAgainstTheLastHandle() {
            other.drop();
        }

        @Actor
        public void closeHandle() {
            one.drop();
        }

        @Actor
        public void takeAndEnd() {
            takeClosed();
            endGeneration();
        }

        @Arbiter
        public void atTheEnd(IIII_Result r) {
            count(r);
        }
    }

    @JCStressTest
    @Outcome(id = "0, 0, 0, 2", expect = Expect.ACCEPTABLE, desc = "both were taken")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge stayed, or was released twice")
    @State
    public static class TwoLastHandles extends TwoGivenUp {

        @Actor
        public void closeOne() {
            one.drop();
        }

        @Actor
        public void closeOther() {
            other.drop();
        }

        @Arbiter
        public void atTheEnd(IIII_Result r) {
            takeClosed();
            count(r);
        }
    }

    /** A child takes the charge of handles that have closed in its parent, on another thread. */
    @JCStressTest
    @Outcome(id = "0, 0, 0, 2", expect = Expect.ACCEPTABLE, desc = "one of them has taken it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge stayed, or was released twice")
    @State
    public static class TwoThatTakeClosed extends TwoGivenUp {

        public TwoThatTakeClosed() {
            one.drop();
            other.drop();
        }

        @Actor
        public void takeHere() {
            takeClosed();
        }

        @Actor
        public void takeThere() {
            takeClosed();
        }

        @Arbiter
        public void atTheEnd(IIII_Result r) {
            count(r);
        }
    }
}
