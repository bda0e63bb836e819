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

package dev.arena.engine.budget;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;

/** Whatever two children of an account do, the account is charged with the sum of their charges, and never beyond its limit. */
public final class AccountTreeRaces {

    private AccountTreeRaces() {}

    /** A parent and two of its children. */
    abstract static class TwoChildren {
        final Account parent;
        final Account one;
        final Account other;

        TwoChildren(long limitOfParent) {
            parent = Account.concurrent(limitOfParent, null);
            one = Account.concurrent(2, parent);
            other = Account.concurrent(2, parent);
        }
    }

    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = Expect.ACCEPTABLE, desc = "one child was charged")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the limit was exceeded, or a refused charge has left something")
    @State
    public static class TwoChargesAndRoomForOne extends TwoChildren {
        private boolean oneIsCharged;
        private boolean otherIsCharged;

        public TwoChargesAndRoomForOne() {
            super(1);
        }

        @Actor
        public void chargeOne() {
            oneIsCharged = one.tryCharge(1);
        }

        @Actor
        public void chargeOther() {
            otherIsCharged = other.tryCharge(1);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r1 = oneIsCharged == (one.used() == 1) ? (int) one.used() : -1;
            r.r2 = otherIsCharged == (other.used() == 1) ? (int) other.used() : -1;
            r.r3 = (int) parent.used();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 0, 0", expect = Expect.ACCEPTABLE, desc = "both were charged and released")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge was refused without need, or a release was lost")
    @State
    public static class TwoChargesThatAreReleased extends TwoChildren {

        public TwoChargesThatAreReleased() {
            super(2);
        }

        @Actor
        public void useOne(IIII_Result r) {
            r.r1 = one.tryCharge(1) ? 1 : 0;
            one.release(1);
        }

        @Actor
        public void useOther(IIII_Result r) {
            r.r2 = other.tryCharge(1) ? 1 : 0;
            other.release(1);
        }

        @Arbiter
        public void count(IIII_Result r) {
            r.r3 = (int) (one.used() + other.used());
            r.r4 = (int) parent.used();
        }
    }

    @JCStressTest
    @Outcome(id = {"0, 0, 0", "1, 1, 1"}, expect = Expect.ACCEPTABLE, desc = "came before the release or after it")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the parent is charged with another sum than its children")
    @State
    public static class ChargeAgainstTheReleaseOfAnotherChild extends TwoChildren {

        public ChargeAgainstTheReleaseOfAnotherChild() {
            super(1);
            one.tryCharge(1);
        }

        @Actor
        public void release() {
            one.release(1);
        }

        @Actor
        public void charge(III_Result r) {
            r.r1 = other.tryCharge(1) ? 1 : 0;
        }

        @Arbiter
        public void count(III_Result r) {
            r.r2 = (int) (one.used() + other.used());
            r.r3 = (int) parent.used();
        }
    }

    /** The grandparent still pays for memory that only handles keep, while another child uses both. */
    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "the charge has stayed above, and only there")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a release was lost, or has gone too far")
    @State
    public static class ReleaseBelowAgainstACharge extends TwoChildren {
        private final Account child = Account.concurrent(2, one);

        public ReleaseBelowAgainstACharge() {
            super(2);
            child.tryCharge(1);
        }

        @Actor
        public void releaseBelow() {
            child.releaseBelow(parent, 1);
        }

        @Actor
        public void chargeAndRelease(III_Result r) {
            r.r1 = other.tryCharge(1) ? 1 : 0;
            other.release(1);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r2 = (int) (child.used() + one.used() + other.used());
            r.r3 = (int) parent.used();
        }
    }

    /** An account moves from one parent to another, while another account charges and releases bytes in both parents. */
    @JCStressTest
    @Outcome(id = "1, 1, 0, 2", expect = Expect.ACCEPTABLE, desc = "moved with all that it holds")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge was refused without need, stayed behind, or was lost")
    @State
    public static class MoveAgainstCharges extends TwoChildren {
        private final Account moved = Account.concurrent(2, one);
        private final Account stays = Account.concurrent(1, one);
        private final Account receives = Account.concurrent(1, other);

        public MoveAgainstCharges() {
            super(3);
            moved.tryCharge(1);
            receives.tryCharge(1);
        }

        @Actor
        public void move(IIII_Result r) {
            r.r1 = moved.moveTo(other) == null ? 1 : 0;
        }

        @Actor
        public void chargeAndRelease(IIII_Result r) {
            r.r2 = stays.tryCharge(1) ? 1 : 0;
            stays.release(1);
        }

        @Arbiter
        public void count(IIII_Result r) {
            r.r3 = (int) one.used();
            r.r4 = other.used() == parent.used() ? (int) parent.used() : -1;
        }
    }
}
