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

import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;
import org.openjdk.jcstress.infra.results.II_Result;

/** A handle that is unwrapped while another thread uses it has one owner or stays shared. Its chunk ends exactly once. */
public final class UnwrapRaces {
    private static final int REFUSED = 0;
    private static final int ALIVE = 1;
    private static final int DEAD = 2;

    private UnwrapRaces() {}

    /** What two threads do with one handle. */
    static class Handles {
        final SmallPool small = new SmallPool(0);
        final Shared<MemorySegment> handle;
        @Nullable
        Owned<MemorySegment> unwrapped;
        @Nullable
        Shared<MemorySegment> retained;

        /** Creates a handle. If {@code family}, it was retained before, so its count is a separate object. */
        Handles(boolean family) {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                handle = arena.allocateShared(8, 8);
                if (family) {
                    handle.retain().close();
                }
            }
            small.close();
        }

        final int unwrap() {
            try {
                Owned<MemorySegment> mine = handle.tryUnwrap();
                if (mine == null) {
                    return REFUSED;
                }
                unwrapped = mine;
                return SmallPool.isAlive(mine.get()) ? ALIVE : DEAD;
            } catch (IllegalStateException closed) {
                return REFUSED;
            }
        }

        final int retain() {
            try {
                Shared<MemorySegment> mine = handle.retain();
                retained = mine;
                return SmallPool.isAlive(mine.get()) ? ALIVE : DEAD;
            } catch (IllegalStateException closed) {
                return REFUSED;
            }
        }

        /** Ends everything that is still open. Returns how often the chunk was released. */
        final int end() {
            if (unwrapped != null) {
                unwrapped.close();
            }
            if (retained != null) {
                retained.close();
            }
            handle.close();
            return small.released();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "unwrapped in time")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "closed before")
    @Outcome(expect = Expect.FORBIDDEN, desc = "unwrapped a dead value, or its chunk was lost")
    @State
    public static class UnwrapAgainstClose extends Handles {
        public UnwrapAgainstClose() {
            super(false);
        }

        @Actor
        public void unwrap(II_Result r) {
            r.r1 = unwrap();
        }

        @Actor
        public void close() {
            handle.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = end();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "unwrapped in time")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "closed before")
    @Outcome(expect = Expect.FORBIDDEN, desc = "unwrapped a dead value, or its chunk was lost")
    @State
    public static class UnwrapOfFamilyAgainstClose extends Handles {
        public UnwrapOfFamilyAgainstClose() {
            super(true);
        }

        @Actor
        public void unwrap(II_Result r) {
            r.r1 = unwrap();
        }

        @Actor
        public void close() {
            handle.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = end();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "unwrapped first")
    @Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "retained first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "unwrapped and retained, or the chunk was lost")
    @State
    public static class UnwrapAgainstRetain extends Handles {
        public UnwrapAgainstRetain() {
            super(false);
        }

        @Actor
        public void unwrap(III_Result r) {
            r.r1 = unwrap();
        }

        @Actor
        public void retain(III_Result r) {
            r.r2 = retain();
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = end();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 0, 1", expect = Expect.ACCEPTABLE, desc = "unwrapped first")
    @Outcome(id = "0, 1, 1", expect = Expect.ACCEPTABLE, desc = "retained first")
    @Outcome(expect = Expect.FORBIDDEN, desc = "unwrapped and retained, or the chunk was lost")
    @State
    public static class UnwrapOfFamilyAgainstRetain extends Handles {
        public UnwrapOfFamilyAgainstRetain() {
            super(true);
        }

        @Actor
        public void unwrap(III_Result r) {
            r.r1 = unwrap();
        }

        @Actor
        public void retain(III_Result r) {
            r.r2 = retain();
        }

        @Arbiter
        public void count(III_Result r) {
            r.r3 = end();
        }
    }
}
