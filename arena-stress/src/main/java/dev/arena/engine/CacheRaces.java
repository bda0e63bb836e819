package dev.arena.engine;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * Whatever two threads do with a cache, each chunk is in one place afterwards: with the thread that took it, or in the cache.
 * The results count in how many places each of two chunks was found.
 */
public final class CacheRaces {
    private static final long BYTES = 512;
    private static final MemorySegment MEMORY = Arena.global().allocate(BYTES, 16);
    private static final List<SizeClass> LADDER = SizeClass.ladder(BYTES, BYTES);
    private static final SizeClass ONLY = LADDER.getFirst();

    private CacheRaces() {}

    /** A cache of one stripe, and two chunks that tests move in and out. */
    abstract static class TwoChunks {
        final ChunkCache cache;
        final Stripe stripe;
        final Chunk one = new Chunk(MEMORY, ONLY);
        final Chunk other = new Chunk(MEMORY, ONLY);

        /** What each actor got. */
        @Nullable
        Chunk here;
        @Nullable
        Chunk there;

        TwoChunks(int room) {
            cache = new ChunkCache(LADDER, room * BYTES);
            stripe = cache.stripes()[0];
        }

        final void find(II_Result r) {
            add(here, r);
            add(there, r);
            add(stripe.close(), r);
        }

        @SuppressWarnings("ReferenceEquality")
        private void add(@Nullable Chunk linked, II_Result r) {
            int steps = 0;
            for (Chunk chunk = linked; chunk != null && steps < 3; chunk = chunk.next) { // a damaged list may be a ring
                r.r1 += chunk == one ? 1 : 0;
                r.r2 += chunk == other ? 1 : 0;
                steps++;
            }
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each chunk in one place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or is in two places")
    @State
    public static class PushAgainstPop extends TwoChunks {
        public PushAgainstPop() {
            super(2);
            stripe.push(one, 0);
        }

        @Actor
        public void push() {
            here = stripe.push(other, 0);
        }

        @Actor
        public void pop() {
            there = cache.pop(stripe, ONLY);
        }

        @Arbiter
        public void count(II_Result r) {
            find(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each chunk in one place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or is in two places")
    @State
    public static class TwoPops extends TwoChunks {
        public TwoPops() {
            super(2);
            stripe.push(one, 0);
            stripe.push(other, 0);
        }

        @Actor
        public void popHere() {
            here = stripe.pop(0);
        }

        @Actor
        public void popThere() {
            there = stripe.pop(0);
        }

        @Arbiter
        public void count(II_Result r) {
            find(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "one was kept, the other handed back")
    @Outcome(id = "2, 0", expect = Expect.FORBIDDEN, desc = "both or none were kept where there is room for one")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or is in two places")
    @State
    public static class TwoPushesAndRoomForOne extends TwoChunks {
        public TwoPushesAndRoomForOne() {
            super(1);
        }

        @Actor
        public void pushHere() {
            here = stripe.push(one, 0);
        }

        @Actor
        public void pushThere() {
            there = stripe.push(other, 0);
        }

        @Arbiter
        public void count(II_Result r) {
            long kept = stripe.cachedChunks();
            find(r);
            if (kept != 1) {
                r.r1 = 2;
                r.r2 = 0;
            }
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each chunk in one place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or is in two places")
    @State
    public static class PopAgainstEviction extends TwoChunks {
        public PopAgainstEviction() {
            super(2);
            stripe.push(one, 0);
            stripe.push(other, 0);
        }

        @Actor
        public void pop() {
            here = stripe.pop(0);
        }

        @Actor
        public void evict() {
            there = stripe.evict();
        }

        @Arbiter
        public void count(II_Result r) {
            find(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each chunk in one place")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a chunk was lost or is in two places")
    @State
    public static class PopAgainstTrim extends TwoChunks {
        public PopAgainstTrim() {
            super(2);
            stripe.push(one, 0);
            stripe.push(other, 0);
            stripe.trim();
        }

        @Actor
        public void pop() {
            here = stripe.pop(0);
        }

        @Actor
        public void trim() {
            there = stripe.trim();
        }

        @Arbiter
        public void count(II_Result r) {
            find(r);
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "each chunk was handed back")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a closed cache kept a chunk, or it is in two places")
    @State
    public static class PushAgainstClose extends TwoChunks {
        public PushAgainstClose() {
            super(2);
            stripe.push(one, 0);
        }

        @Actor
        public void push() {
            here = stripe.push(other, 0);
        }

        @Actor
        public void close() {
            there = stripe.close();
        }

        @Arbiter
        public void count(II_Result r) {
            if (stripe.cachedChunks() == 0) { // else it stays lost
                find(r);
            }
        }
    }
}
