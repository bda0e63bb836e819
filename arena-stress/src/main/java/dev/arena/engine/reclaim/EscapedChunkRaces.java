package dev.arena.engine.reclaim;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The count of a chunk's handles reaches its end once, whoever comes last: the arena or a handle. */
public final class EscapedChunkRaces {

    private EscapedChunkRaces() {}

    /** A chunk with one handle, and how often it has ended. */
    abstract static class OneHandle {
        private final CountedEnds ends = new CountedEnds();
        final EscapedChunk escaped;
        final EscapedChunk first;

        /** Handles are exchanged as soon as so many have been made. */
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
