package dev.arena.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A budget is never exceeded, and nobody is refused for bytes that are there. */
public final class BudgetRaces {

    private BudgetRaces() {}

    @JCStressTest
    @Outcome(id = {"1, 0, 1", "0, 1, 1"}, expect = Expect.ACCEPTABLE, desc = "one was charged")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the budget was exceeded or refused what it had")
    @State
    public static class TwoChargesAndRoomForOne {
        private final Budget budget = new Budget(1);

        @Actor
        public void chargeHere(III_Result r) {
            r.r1 = budget.tryCharge(1) ? 1 : 0;
        }

        @Actor
        public void chargeThere(III_Result r) {
            r.r2 = budget.tryCharge(1) ? 1 : 0;
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = (int) budget.used();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "both were charged, and the peak is the sum")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge was refused without need, or forgotten")
    @State
    public static class TwoChargesAndRoomForBoth {
        private final Budget budget = new Budget(2);

        @Actor
        public void chargeHere(III_Result r) {
            r.r1 = budget.tryCharge(1) ? 1 : 0;
        }

        @Actor
        public void chargeThere(III_Result r) {
            r.r2 = budget.tryCharge(1) ? 1 : 0;
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = (int) Math.min(budget.used(), budget.peak());
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "charged and released")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a charge or a release was lost")
    @State
    public static class ChargeAgainstRelease {
        private final Budget budget = new Budget(2);

        public ChargeAgainstRelease() {
            budget.tryCharge(1);
        }

        @Actor
        public void charge(II_Result r) {
            r.r1 = budget.tryCharge(1) ? 1 : 0;
        }

        @Actor
        public void release() {
            budget.release(1);
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = (int) budget.used();
        }
    }

    @JCStressTest
    @Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "both were released")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a release was lost")
    @State
    public static class TwoReleases {
        private final Budget budget = new Budget(2);

        public TwoReleases() {
            budget.tryCharge(2);
        }

        @Actor
        public void releaseHere() {
            budget.release(1);
        }

        @Actor
        public void releaseThere() {
            budget.release(1);
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = (int) budget.used();
        }
    }

    /** The cache holds the whole budget in one chunk; to make room, it must be evicted for one and serve both. */
    @JCStressTest
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both got what the eviction made room for")
    @Outcome(expect = Expect.FORBIDDEN, desc = "refused for bytes that were on their way back")
    @State
    public static class TwoChunksForOneThatIsEvicted {
        private static final MemorySegment MEMORY = Arena.global().allocate(1024, 16);

        private final ChunkProvider provider = new ChunkProvider(new PoolSettings("race", 1024, 1024, 512, 1024,
                1024, 0, 0, null, bytes -> MEMORY.asSlice(0, bytes), _ -> {}, () -> {}, true));

        public TwoChunksForOneThatIsEvicted() {
            provider.prewarm(1024, 1024);
        }

        @Actor
        public void takeHere(ZZ_Result r) {
            r.r1 = provider.acquireOversized(512) instanceof Chunk;
        }

        @Actor
        public void takeThere(ZZ_Result r) {
            r.r2 = provider.acquireOversized(512) instanceof Chunk;
        }
    }
}
