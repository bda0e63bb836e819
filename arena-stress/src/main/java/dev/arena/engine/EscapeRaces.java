package dev.arena.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** The count of a chunk's handles reaches its end once, whoever comes last: the arena or a handle. */
public final class EscapeRaces {
    private static final MemorySegment MEMORY = Arena.global().allocate(512, 16);

    private EscapeRaces() {}

    /** A chunk with one handle. What has come to its end waits in the quarantine, where it can be counted. */
    abstract static class OneHandle {
        final ChunkProvider provider = new ChunkProvider(new PoolSettings("race", 512, 512, 512, 1 << 20, 0, 0, 0,
                null, bytes -> MEMORY.asSlice(0, bytes), _ -> {}, () -> {}, true));
        final Escape escape;
        final Escape first;

        /** Handles are exchanged as soon as so many have been handed out. */
        OneHandle(int mostHandedOut) {
            escape = new Escape(provider, new Chunk(MEMORY, null), provider.escapes().join(), mostHandedOut);
            provider.escapes().join(); // keeps the epoch open
            first = handOut();
        }

        final Escape handOut() {
            return escape.handOut(MEMORY, (it, _) -> it);
        }

        final void count(II_Result r) {
            r.r1 = (int) provider.escapes().chunks();
            r.r2 = escape.handles();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the chunk went back once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the chunk was lost or returned twice")
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
            escape.giveUp();
        }

        @Arbiter
        public void atTheEnd(II_Result r) {
            count(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the chunk went back once")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the chunk was lost or returned twice")
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
        public void handOutDropAndGiveUp() {
            Escape second = handOut();
            escape.giveUp();
            second.drop();
        }

        @Arbiter
        public void atTheEnd(II_Result r) {
            count(r);
        }
    }
}
