package dev.arena.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

/** No session closes under a member, and each chunk that was left in an epoch comes back once. */
public final class EpochRaces {
    private static final MemorySegment MEMORY = Arena.global().allocate(64, 16);

    private EpochRaces() {}

    /** A quarantine that counts what comes out of it. */
    abstract static class Counted {
        private final AtomicInteger recycled = new AtomicInteger();
        final Quarantine quarantine;

        Counted(long mostBytes) {
            quarantine = new Quarantine(mostBytes, this::count);
        }

        private void count(@Nullable Chunk linked) {
            for (Chunk chunk = linked; chunk != null; chunk = chunk.next) {
                recycled.incrementAndGet();
            }
        }

        final void leave(Epoch epoch) {
            quarantine.leave(epoch, new Chunk(MEMORY, null));
        }

        /** Joins, leaves, and answers whether the session was alive between the two. */
        final int joinAndLeave() {
            Epoch epoch = quarantine.join();
            boolean alive = epoch.session.scope().isAlive();
            leave(epoch);
            return alive ? 1 : 0;
        }

        /** Chunks that have come back, provided that none is still said to wait. */
        final int recycled() {
            quarantine.close();
            return quarantine.bytes() == 0 && quarantine.chunks() == 0 ? recycled.get() : -1;
        }
    }

    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "joined this epoch or the next, and all came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "joined a session that closes, or a chunk was lost")
    @State
    public static class JoinAgainstTheLeaveThatSeals extends Counted {
        private final Epoch epoch;

        public JoinAgainstTheLeaveThatSeals() {
            super(1);
            epoch = quarantine.join();
        }

        @Actor
        public void leave() {
            leave(epoch);
        }

        @Actor
        public void join(II_Result r) {
            r.r1 = joinAndLeave();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = recycled();
        }
    }

    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "the last to leave closed the epoch")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or came back twice")
    @State
    public static class TwoLeaves extends Counted {
        private final Epoch one;
        private final Epoch other;

        public TwoLeaves() {
            super(1);
            one = quarantine.join();
            other = quarantine.join();
        }

        @Actor
        public void leaveOne() {
            leave(one);
        }

        @Actor
        public void leaveOther() {
            leave(other);
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = recycled();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "joined this epoch or the next, and all came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "joined a session that closes, or a chunk was lost")
    @State
    public static class JoinAgainstReclaim extends Counted {
        public JoinAgainstReclaim() {
            super(1 << 20);
            joinAndLeave();
        }

        @Actor
        public void reclaim() {
            quarantine.reclaim();
        }

        @Actor
        public void join(II_Result r) {
            r.r1 = joinAndLeave();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = recycled();
        }
    }

    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both chunks came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or came back twice")
    @State
    public static class LeaveAgainstReclaim extends Counted {
        private final Epoch epoch;

        public LeaveAgainstReclaim() {
            super(1 << 20);
            epoch = quarantine.join();
            joinAndLeave();
        }

        @Actor
        public void leave() {
            leave(epoch);
        }

        @Actor
        public void reclaim() {
            quarantine.reclaim();
        }

        @Arbiter
        public void count(I_Result r) {
            r.r1 = recycled();
        }
    }
}
