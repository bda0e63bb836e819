package dev.arena;

import java.lang.foreign.MemorySegment;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** The last close of an escaped value returns its chunk, whichever thread it is on; and it does so once. */
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
    @Outcome(id = {"1, 0, 0, 1", "0, 1, 0, 1"}, expect = Expect.ACCEPTABLE, desc = "one close ended the handle")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or none ended it, or another handle lost its value")
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
        public void closeHere(IIII_Result r) {
            r.r1 = closed(handle);
        }

        @Actor
        public void closeThere(IIII_Result r) {
            r.r2 = closed(handle);
        }

        @Arbiter
        public void count(IIII_Result r) {
            r.r3 = small.released();
            another.close();
            r.r4 = small.released();
        }
    }

    @JCStressTest
    @Outcome(id = {"1, 0, 0, 1", "0, 1, 0, 1"}, expect = Expect.ACCEPTABLE, desc = "one close ended the handle")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or none ended it, or another handle lost its value")
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
        public void closeHere(IIII_Result r) {
            r.r1 = closed(handle);
        }

        @Actor
        public void closeThere(IIII_Result r) {
            r.r2 = closed(handle);
        }

        @Arbiter
        public void count(IIII_Result r) {
            r.r3 = small.released();
            another.close();
            r.r4 = small.released();
        }
    }

    /** Chunks that wait in quarantine, where the races leave them as a session's close would keep the actors apart. */
    private static void countWaiting(SmallPool small, II_Result r) {
        r.r1 = (int) small.pool().stats().quarantinedChunks();
        if (r.r1 == 1) { // else the list of those that wait may be a ring
            small.close();
        }
        r.r2 = small.outstanding();
    }

    /** 1 if this call has closed the handle, 0 if it was told that another had. */
    private static int closed(AutoCloseable handle) {
        try {
            handle.close();
            return 1;
        } catch (IllegalStateException before) {
            return 0;
        } catch (Exception e) {
            throw new AssertionError("handles throw no checked exception", e);
        }
    }
}
