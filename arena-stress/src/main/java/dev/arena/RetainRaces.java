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
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A thread that retains or shares a handle while another thread closes it gets a live value or an exception, never a closed
 * value.
 */
public final class RetainRaces {
    private static final int REFUSED = 0;
    private static final int ALIVE = 1;
    private static final int DEAD = 2;

    private RetainRaces() {}

    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "came too late")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "came in time")
    @Outcome(expect = Expect.FORBIDDEN, desc = "brought a dead value back, or lost its chunk")
    @State
    public static class RetainAgainstTheLastClose {
        private final SmallPool small = new SmallPool(0);
        private final Shared<MemorySegment> handle;

        public RetainAgainstTheLastClose() {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                handle = arena.allocateShared(8, 8);
            }
            small.close();
        }

        @Actor
        public void retain(II_Result r) {
            r.r1 = retained(handle);
        }

        @Actor
        public void close() {
            handle.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = small.released();
        }
    }

    @JCStressTest
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "came too late")
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "came in time")
    @Outcome(expect = Expect.FORBIDDEN, desc = "brought a dead value back, or lost its chunk")
    @State
    public static class RetainAgainstAllCloses {
        private final SmallPool small = new SmallPool(0);
        private final Shared<MemorySegment> handle;
        private final Shared<MemorySegment> other;

        public RetainAgainstAllCloses() {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                handle = arena.allocateShared(8, 8);
                other = handle.retain();
            }
            small.close();
        }

        @Actor
        public void retain(II_Result r) {
            r.r1 = retained(handle);
        }

        @Actor
        public void close() {
            other.close();
            handle.close();
        }

        @Arbiter
        public void count(II_Result r) {
            r.r2 = small.released();
        }
    }

    @JCStressTest
    @Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "shared, and ended with the shared handle")
    @Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "closed before it could be shared")
    @Outcome(expect = Expect.FORBIDDEN, desc = "shared although it was closed, or its chunk was lost")
    @State
    public static class ShareAgainstClose {
        private final SmallPool small = new SmallPool(0);
        private final Owned<MemorySegment> handle;
        private @Nullable Shared<MemorySegment> shared;

        public ShareAgainstClose() {
            try (Arena arena = small.open(Confinement.CONFINED)) {
                handle = arena.allocateOwned(8, 8);
            }
            small.close();
        }

        @Actor
        public void share(II_Result r) {
            try {
                Shared<MemorySegment> mine = handle.share();
                r.r1 = SmallPool.isAlive(mine.get()) ? ALIVE : DEAD;
                shared = mine;
            } catch (IllegalStateException closed) {
                r.r1 = REFUSED;
            }
        }

        @Actor
        public void close() {
            handle.close();
        }

        @Arbiter
        public void count(II_Result r) {
            if (shared != null) {
                shared.close();
            }
            r.r2 = small.released();
        }
    }

    private static int retained(Shared<MemorySegment> handle) {
        Shared<MemorySegment> mine;
        try {
            mine = handle.retain();
        } catch (IllegalStateException closed) {
            return REFUSED;
        }
        int found = SmallPool.isAlive(mine.get()) ? ALIVE : DEAD;
        mine.close();
        return found;
    }
}
