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

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;

/**
 * No session closes while it has a member, each chunk of an epoch returns exactly once, and the account of quarantined memory
 * is empty when nothing is quarantined.
 */
public final class QuarantineRaces {
    private static final long BYTES = 64;

    /** Fills an epoch with two members. */
    private static final long TWO_MEMBERS = 2 * BYTES;
    private static final long PLENTY = 1 << 20;

    private static final MemorySegment MEMORY = Arena.global().allocate(BYTES, 16);

    private QuarantineRaces() {}

    /** A quarantine that counts the chunks that leave it. */
    abstract static class Counted {
        private final AtomicInteger recycled = new AtomicInteger();
        final Account waiting;
        final Quarantine quarantine;

        /** Creates a quarantine with epochs of {@code mostBytes}, in which {@code mayWait} bytes can be quarantined. */
        Counted(long mostBytes, long mayWait) {
            waiting = Account.concurrent(mayWait, null);
            quarantine = new Quarantine(waiting, mostBytes, this::count);
        }

        private void count(@Nullable Chunk linked) {
            for (Chunk chunk = linked; chunk != null; chunk = chunk.next()) {
                recycled.incrementAndGet();
            }
        }

        final void leave(Epoch epoch) {
            quarantine.leave(epoch, Chunk.of(MEMORY, null));
        }

        private void leaveTwo(Epoch epoch) {
            Chunk linked = Chunk.of(MEMORY, null);
            linked.setNext(Chunk.of(MEMORY, null));
            quarantine.leave(epoch, linked);
        }

        /** Joins and leaves an epoch. Returns whether the session was alive in between. */
        final int joinAndLeave() {
            Epoch epoch = quarantine.join(BYTES);
            boolean alive = isAlive(epoch);
            leave(epoch);
            return alive ? 1 : 0;
        }

        /**
         * Takes another chunk, under another epoch if necessary, and leaves. Returns whether all sessions were alive until
         * then.
         */
        final int addAndLeave(Epoch epoch) {
            if (quarantine.tryAdd(epoch, BYTES)) {
                boolean alive = isAlive(epoch);
                leaveTwo(epoch);
                return alive ? 1 : 0;
            }
            Epoch own = quarantine.joinAlone();
            boolean alive = isAlive(epoch) && isAlive(own);
            leave(epoch);
            leave(own);
            return alive ? 1 : 0;
        }

        static boolean isAlive(Epoch epoch) {
            return epoch.session().scope().isAlive();
        }

        /** Returns the number of chunks that have returned, if none counts as quarantined any more. */
        final int recycled() {
            quarantine.close();
            return quarantine.bytes() == 0 && quarantine.chunks() == 0 && waiting.used() == 0 ? recycled.get() : -1;
        }
    }

    @JCStressTest
    @Outcome(id = "1, 2", expect = Expect.ACCEPTABLE, desc = "joined this epoch or the next, and all came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "joined a session that closes, or a chunk was lost")
    @State
    public static class JoinAgainstTheLeaveThatSeals extends Counted {
        private final Epoch epoch;

        public JoinAgainstTheLeaveThatSeals() {
            super(TWO_MEMBERS, PLENTY);
            epoch = quarantine.join(BYTES);
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
            super(TWO_MEMBERS, PLENTY);
            one = quarantine.join(BYTES);
            other = quarantine.join(BYTES);
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
            super(PLENTY, PLENTY);
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
            super(PLENTY, PLENTY);
            epoch = quarantine.join(BYTES);
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

    @JCStressTest
    @Outcome(id = "1, 3", expect = Expect.ACCEPTABLE, desc = "joined the next epoch, and all came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "joined a session that closes, or a chunk was lost")
    @State
    public static class JoinThatSealsAgainstLeave extends Counted {
        private final Epoch one;
        private final Epoch other;

        public JoinThatSealsAgainstLeave() {
            super(TWO_MEMBERS, PLENTY);
            one = quarantine.join(BYTES);
            other = quarantine.join(BYTES);
        }

        @Actor
        public void leave() {
            leave(one);
        }

        @Actor
        public void join(II_Result r) {
            r.r1 = joinAndLeave();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = isAlive(other) ? r.r1 : 0;
            leave(other);
            r.r2 = recycled();
        }
    }

    /** If the limit has room for one of two joining members, the other gets its own epoch. */
    @JCStressTest
    @Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "one waits for nobody, and all came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "more may wait than the limit, a session closed, or a chunk was lost")
    @State
    public static class TwoJoinsAndRoomForOne extends Counted {
        private @Nullable Epoch here;
        private @Nullable Epoch there;

        public TwoJoinsAndRoomForOne() {
            super(PLENTY, BYTES);
        }

        @Actor
        public void joinHere() {
            here = quarantine.join(BYTES);
        }

        @Actor
        public void joinThere() {
            there = quarantine.join(BYTES);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r1 = waiting.used() == BYTES ? 1 : 0;
            leave(Objects.requireNonNull(here));
            r.r2 = isAlive(Objects.requireNonNull(there)) ? 1 : 0;
            leave(Objects.requireNonNull(there));
            r.r3 = recycled();
        }
    }

    /** The limit has room for the chunk only when the member is alone. */
    @JCStressTest
    @Outcome(id = "1, 3", expect = Expect.ACCEPTABLE, desc = "stayed or took an epoch of its own, and all came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a session closed under a member, a chunk was lost, or a charge stayed")
    @State
    public static class AddThatTheLimitRefusesAgainstLeave extends Counted {
        private final Epoch one;
        private final Epoch other;

        public AddThatTheLimitRefusesAgainstLeave() {
            super(PLENTY, TWO_MEMBERS);
            one = quarantine.join(BYTES);
            other = quarantine.join(BYTES);
        }

        @Actor
        public void add(II_Result r) {
            r.r1 = addAndLeave(one);
        }

        @Actor
        public void leave() {
            leave(other);
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = recycled();
        }
    }

    /** The leave seals the epoch, so that the remaining member is alone in it. */
    @JCStressTest
    @Outcome(id = "1, 3", expect = Expect.ACCEPTABLE, desc = "charged or alone, and all came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a session closed under a member, a chunk was lost, or a charge stayed")
    @State
    public static class AddAgainstTheLeaveThatSeals extends Counted {
        private final Epoch one;
        private final Epoch other;

        public AddAgainstTheLeaveThatSeals() {
            super(TWO_MEMBERS, PLENTY);
            one = quarantine.join(BYTES);
            other = quarantine.join(BYTES);
        }

        @Actor
        public void add(II_Result r) {
            r.r1 = addAndLeave(one);
        }

        @Actor
        public void leave() {
            leave(other);
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = recycled();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 3", expect = Expect.ACCEPTABLE, desc = "charged, and all came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a session closed under a member, a chunk was lost, or a charge stayed")
    @State
    public static class AddAgainstLeave extends Counted {
        private final Epoch one;
        private final Epoch other;

        public AddAgainstLeave() {
            super(PLENTY, PLENTY);
            one = quarantine.join(BYTES);
            other = quarantine.join(BYTES);
        }

        @Actor
        public void add(II_Result r) {
            r.r1 = addAndLeave(one);
        }

        @Actor
        public void leave() {
            leave(other);
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = recycled();
        }
    }

    /** A member that is alone takes so much memory that it keeps its epoch for itself, unless another member joins before. */
    @JCStressTest
    @Outcome(id = "1, 1, 3", expect = Expect.ACCEPTABLE, desc = "shared or not, and all came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a session closed under a member, a chunk was lost, or a charge stayed")
    @State
    public static class AddThatSealsAgainstJoin extends Counted {
        private final Epoch epoch;

        public AddThatSealsAgainstJoin() {
            super(PLENTY, TWO_MEMBERS - 1);
            epoch = quarantine.join(BYTES);
        }

        @Actor
        public void add(III_Result r) {
            r.r1 = addAndLeave(epoch);
        }

        @Actor
        public void join(III_Result r) {
            r.r2 = joinAndLeave();
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = recycled();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 3", expect = Expect.ACCEPTABLE, desc = "all came back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a session closed under a member, a chunk was lost, or a charge stayed")
    @State
    public static class AddAgainstReclaim extends Counted {
        private final Epoch epoch;

        public AddAgainstReclaim() {
            super(PLENTY, TWO_MEMBERS);
            epoch = quarantine.join(BYTES);
            joinAndLeave();
        }

        @Actor
        public void add(II_Result r) {
            r.r1 = addAndLeave(epoch);
        }

        @Actor
        public void reclaim() {
            quarantine.reclaim();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = recycled();
        }
    }
}
