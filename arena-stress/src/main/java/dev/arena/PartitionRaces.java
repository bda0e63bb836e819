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

package dev.arena;

import java.lang.foreign.MemorySegment;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IIII_Result;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A partition is charged exactly with the memory of its arenas and their handles, whatever two of its arenas do. It grants
 * nothing beyond its limit.
 */
public final class PartitionRaces {

    private PartitionRaces() {}

    /** A partition with room for one chunk, in a pool with room for more. */
    abstract static class RoomForOneChunk {
        final SmallPool small = new SmallPool(0);
        final ArenaPool partition = small.pool().partition("race", SmallPool.CHUNK);
        final Arena one = partition.open(Confinement.SHARED);
        final Arena other = partition.open(Confinement.SHARED);

        /** Returns 1 if {@code arena} could allocate, 0 if it was refused. */
        static int allocate(Arena arena) {
            return arena.tryAllocate(8, 8) == null ? 0 : 1;
        }

        /** Returns the partition's charge in chunks, or −1 if its arenas hold something else. */
        final int charged() {
            long held = one.stats().bytesHeld() + other.stats().bytesHeld();
            long charged = partition.stats().reservedBytes();
            return charged == held ? (int) (charged / SmallPool.CHUNK) : -1;
        }

        /** Returns the partition's charge and the source's chunks after everything has ended. */
        final int left() {
            one.close();
            other.close();
            small.close();
            return (int) partition.stats().reservedBytes() + small.outstanding();
        }
    }

    @JCStressTest
    @Outcome(id = {"0, 0, 0", "1, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "refused or let in, and all was released")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the partition is charged with what nobody holds, or the reverse")
    @State
    public static class CloseAgainstAllocation extends RoomForOneChunk {

        public CloseAgainstAllocation() {
            one.allocate(8, 8);
        }

        @Actor
        public void close() {
            one.close();
        }

        @Actor
        public void allocate(III_Result r) {
            r.r1 = allocate(other);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r2 = charged();
            r.r3 = left();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1, 0", expect = Expect.ACCEPTABLE, desc = "one of them got the chunk")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or none got it, or the partition is charged with something else")
    @State
    public static class TwoAllocations extends RoomForOneChunk {
        private int here;
        private int there;

        @Actor
        public void allocateHere() {
            here = allocate(one);
        }

        @Actor
        public void allocateThere() {
            there = allocate(other);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r1 = here + there;
            r.r2 = charged();
            r.r3 = left();
        }
    }

    /** The handle keeps a chunk of its arena, which ends at the same time. */
    @JCStressTest
    @Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "there is room for the next, and all was released")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the partition goes on paying, or has stopped twice")
    @State
    public static class CloseAgainstTheLastHandle extends RoomForOneChunk {
        private final Owned<MemorySegment> handle = one.allocateOwned(8, 8);

        @Actor
        public void closeArena() {
            one.close();
        }

        @Actor
        public void closeHandle() {
            handle.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r1 = allocate(other);
            r.r2 = left();
        }
    }

    /** The arena needs the chunk that its own handle has kept so far. */
    @JCStressTest
    @Outcome(id = {"0, 1, 0", "1, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "refused or let in, and all was released")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the partition is charged with something else")
    @State
    public static class AllocationAgainstTheLastHandle extends RoomForOneChunk {
        private final Owned<MemorySegment> handle = one.allocateOwned(SmallPool.CHUNK, 8);

        @Actor
        public void allocate(III_Result r) {
            r.r1 = allocate(one);
        }

        @Actor
        public void closeHandle() {
            handle.close();
        }

        @Arbiter
        public void count(III_Result r) {
            r.r2 = charged();
            r.r3 = left();
        }
    }

    @JCStressTest
    @Outcome(id = {"0, 1, 1, 0", "1, 0, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "one of them got the room")
    @Outcome(expect = Expect.FORBIDDEN, desc = "both or none got it, or the partition is charged with something else")
    @State
    public static class AdoptAgainstAllocation extends RoomForOneChunk {
        private final Arena moved = small.open(Confinement.SHARED);

        public AdoptAgainstAllocation() {
            moved.allocate(8, 8);
        }

        @Actor
        public void adopt(IIII_Result r) {
            try {
                partition.adopt(moved);
                r.r1 = 1;
            } catch (ArenaExhaustedException full) {
                r.r1 = 0;
            }
        }

        @Actor
        public void allocate(IIII_Result r) {
            r.r2 = allocate(other);
        }

        @Arbiter
        public void count(IIII_Result r) {
            r.r3 = (int) (partition.stats().reservedBytes() / SmallPool.CHUNK);
            moved.close();
            r.r4 = left();
        }
    }

    /** One arena leaves the partition, which makes room for the other. */
    @JCStressTest
    @Outcome(id = {"0, 0, 0", "1, 1, 0"}, expect = Expect.ACCEPTABLE, desc = "came before or after")
    @Outcome(expect = Expect.FORBIDDEN, desc = "the partition is charged with something else")
    @State
    public static class MoveOutAgainstAllocation extends RoomForOneChunk {

        public MoveOutAgainstAllocation() {
            one.allocate(8, 8);
        }

        @Actor
        public void moveOut() {
            small.pool().adopt(one);
        }

        @Actor
        public void allocate(III_Result r) {
            r.r1 = allocate(other);
        }

        @Arbiter
        public void count(III_Result r) {
            r.r2 = (int) (partition.stats().reservedBytes() / SmallPool.CHUNK);
            r.r3 = left();
        }
    }
}
