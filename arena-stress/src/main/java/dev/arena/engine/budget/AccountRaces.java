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
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** A limit is never exceeded, no charge is refused while there is room for it, and no charge or release is lost. */
public final class AccountRaces {

    private AccountRaces() {}

    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = Expect.ACCEPTABLE, desc = "one was charged")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the limit was exceeded or refused what it had")
    @State
    public static class TwoChargesAndRoomForOne {
        private final Account account = Account.concurrent(1, null);

        @Actor
        public void chargeHere(III_Result r) {
            r.r1 = account.tryCharge(1) ? 1 : 0;
        }

        @Actor
        public void chargeThere(III_Result r) {
            r.r2 = account.tryCharge(1) ? 1 : 0;
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = (int) account.used();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "both were charged, and the peak is the sum")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge was refused without need, or forgotten")
    @State
    public static class TwoChargesAndRoomForBoth {
        private final Account account = Account.concurrent(2, null);

        @Actor
        public void chargeHere(III_Result r) {
            r.r1 = account.tryCharge(1) ? 1 : 0;
            account.recordPeak();
        }

        @Actor
        public void chargeThere(III_Result r) {
            r.r2 = account.tryCharge(1) ? 1 : 0;
            account.recordPeak();
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = (int) Math.min(account.used(), account.peak());
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "charged and released")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge or a release was lost")
    @State
    public static class ChargeAgainstRelease {
        private final Account account = Account.concurrent(2, null);

        public ChargeAgainstRelease() {
            account.tryCharge(1);
        }

        @Actor
        public void charge(II_Result r) {
            r.r1 = account.tryCharge(1) ? 1 : 0;
        }

        @Actor
        public void release() {
            account.release(1);
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = (int) account.used();
        }
    }

    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "both were released")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a release was lost")
    @State
    public static class TwoReleases {
        private final Account account = Account.concurrent(2, null);

        public TwoReleases() {
            account.tryCharge(2);
        }

        @Actor
        public void releaseHere() {
            account.release(1);
        }

        @Actor
        public void releaseThere() {
            account.release(1);
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = (int) account.used();
        }
    }
}
