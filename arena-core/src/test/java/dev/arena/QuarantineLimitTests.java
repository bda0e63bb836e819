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
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests that shared arenas and handles with a long life retain at most a fixed share of the pool. */
class QuarantineLimitTests {
    private static final long MB = 1 << 20;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    @Test
    void idleArenasDoNotStarveLargeOnes() {
        try (ArenaPool pool = Arena.builder().poolByteBudget(64 * MB).buildPool()) {
            List<Arena> idle = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                idle.add(pool.open(Confinement.SHARED));
                idle.getLast().allocate(64, 8);
                try (Arena working = pool.open(Confinement.SHARED)) {
                    working.allocate(300, 8);
                    assertThat(working.allocate(2 * MB, 8).byteSize()).isEqualTo(2 * MB);
                }
                assertThat(pool.stats().quarantinedBytes()).isLessThanOrEqualTo(2 * MB);
            }
            try (Arena large = pool.open(Confinement.SHARED)) {
                assertThat(large.allocate(60 * MB, 8).byteSize()).isEqualTo(60 * MB);
            }
            idle.forEach(Arena::close);
            assertThat(pool.stats().poolRejections()).isZero();
        }
    }

    @Test
    void handlesCanBeReplacedRepeatedly() {
        int values = 1000;
        long size = 64 << 10;
        try (ArenaPool pool = Arena.builder().poolByteBudget(128 * MB).buildPool()) {
            List<Owned<MemorySegment>> cache = new ArrayList<>();
            for (int i = 0; i < values; i++) {
                cache.add(value(pool, size));
            }
            for (int round = 0; round < 10; round++) {
                for (int i = 1; i < values; i++) {
                    cache.set(i, value(pool, size)).close();
                    assertThat(pool.stats().quarantinedBytes()).isLessThanOrEqualTo(8 * MB);
                }
            }
            for (int i = 1; i < values; i++) {
                cache.get(i).close();
            }
            assertThat(pool.stats().quarantinedBytes()).isLessThanOrEqualTo(2 * MB);
            pool.trim();
            assertThat(pool.stats().quarantinedBytes()).isLessThanOrEqualTo(MB);
            assertThat(pool.stats().poolRejections()).isZero();
            cache.getFirst().close();
        }
    }

    @Test
    void idleMemoryOfEachKindIsReclaimedForALargeAllocation() {
        long chunk = 4096;
        try (ArenaPool pool = Arena.builder().chunkSizes(chunk, chunk).poolByteBudget(12 * chunk).buildPool()) {
            List<Owned<MemorySegment>> handles = new ArrayList<>();
            try (Arena shared = pool.open(Confinement.SHARED);
                    Arena confined = pool.open();
                    Arena escaping = pool.open()) {
                for (int i = 0; i < 4; i++) {
                    shared.allocate(chunk, 1);
                    confined.allocate(chunk, 1);
                    handles.add(escaping.allocateOwned(chunk, 1));
                }
            }
            handles.forEach(Owned::close);
            assertThat(pool.stats().reservedBytes()).isEqualTo(12 * chunk);
            try (Arena large = pool.open()) {
                assertThat(large.allocate(12 * chunk, 1).byteSize()).isEqualTo(12 * chunk);
            }
        }
    }

    private static Owned<MemorySegment> value(ArenaPool pool, long size) {
        try (Arena arena = pool.open()) {
            return arena.allocateOwned(size, 8);
        }
    }

    @Test
    void allocationThatFitsIsNeverRefused() {
        for (long seed = 20261129; seed < 20261129 + 20; seed++) {
            var random = new Random(seed);
            long budget = (8 + random.nextInt(56)) * MB;
            try (ArenaPool pool = Arena.builder().poolByteBudget(budget).maxCached(random.nextLong(16 * MB))
                    .buildPool()) {
                long room = budget - pool.settings().maxQuarantined();
                List<Arena> open = new ArrayList<>();
                List<Owned<MemorySegment>> handles = new ArrayList<>();
                for (int step = 0; step < 2000; step++) {
                    step(pool, random, open, handles, room);
                }
                assertThat(pool.stats().poolRejections()).as("seed %d", seed).isZero();
                assertThat(pool.stats().quarantinedBytes()).as("seed %d", seed)
                        .isLessThanOrEqualTo(pool.settings().maxQuarantined());
                handles.forEach(Owned::close);
                open.forEach(Arena::close);
                pool.trim();
                assertThat(pool.stats().reservedBytes()).as("seed %d", seed).isZero();
            }
        }
    }

    /**
     * Performs a random operation on idle arenas, short-lived arenas and handles. The live memory never exceeds {@code room}.
     */
    private static void step(ArenaPool pool, Random random, List<Arena> open, List<Owned<MemorySegment>> handles,
            long room) {
        long size = 1L << random.nextInt(21);
        long chunk = Math.max(size, 512 << 10); // a small request may get a larger chunk
        boolean fits = pool.stats().liveBytes() + chunk <= room;
        switch (random.nextInt(8)) {
            case 0, 1, 2 -> {
                if (fits) {
                    open.add(pool.open(Confinement.SHARED));
                    open.getLast().allocate(size, 8);
                }
            }
            case 3 -> {
                if (fits && !open.isEmpty()) {
                    open.get(random.nextInt(open.size())).allocate(size, 8);
                }
            }
            case 4 -> {
                if (fits) {
                    handles.add(value(pool, size));
                }
            }
            case 5 -> {
                if (!handles.isEmpty()) {
                    handles.remove(random.nextInt(handles.size())).close();
                }
            }
            default -> {
                if (open.size() > 40) { // the first forty stay open
                    open.removeLast().close();
                }
            }
        }
    }

    @Test
    void longLivedArenaDoesNotRetainMemoryOfOthers() {
        try (ArenaPool pool = Arena.builder().poolByteBudget(8 * MB).buildPool();
                Arena stream = pool.open(
                        ArenaOptions.defaults().withConfinement(Confinement.SHARED).withLongLife())) {
            stream.allocate(64, 8);
            try (Arena other = pool.open(Confinement.SHARED)) {
                other.allocate(64, 8);
            }
            pool.trim();
            assertThat(pool.stats().quarantinedBytes()).isZero();
            assertThat(pool.openArenas(1).getFirst().quarantinedBytes()).isZero();
        }
    }

    @Test
    void childOfALongLivedArenaDoesNotRetainMemoryOfOthers() {
        try (ArenaPool pool = Arena.builder().poolByteBudget(8 * MB).buildPool();
                Arena stream = pool.open(
                        ArenaOptions.defaults().withConfinement(Confinement.SHARED).withLongLife());
                Arena child = stream.child(MB)) {
            child.allocate(64, 8);
            try (Arena other = pool.open(Confinement.SHARED)) {
                other.allocate(64, 8);
            }
            pool.trim();
            assertThat(pool.stats().quarantinedBytes()).isZero();
        }
    }

    @Test
    void arenaThatRetainsQuarantinedMemoryIsListed() {
        try (ArenaPool pool = Arena.builder().poolByteBudget(8 * MB).buildPool();
                Arena idle = pool.open(
                        ArenaOptions.defaults().withConfinement(Confinement.SHARED).withOwner("GET /events"))) {
            idle.allocate(64, 8);
            try (Arena other = pool.open(Confinement.SHARED)) {
                other.allocate(64, 8);
            }
            assertThat(pool.stats().quarantinedBytes()).isEqualTo(4096);
            assertThat(pool.openArenas(1).getFirst().quarantinedBytes()).isEqualTo(4096);
            try (Arena large = pool.open()) {
                var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> large.allocate(8 * MB, 8));
                assertThat(refused).hasMessageContainingAll("4096 in quarantine", "wait for arena #",
                        "for GET /events");
            }
        }
    }

    @Test
    void handlesThatRetainQuarantinedMemoryAreListed() {
        try (ArenaPool pool = Arena.builder().poolByteBudget(8 * MB).buildPool()) {
            Owned<MemorySegment> kept = value(pool, 64 << 10);
            value(pool, 64 << 10).close();
            try (Arena large = pool.open()) {
                var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> large.allocate(8 * MB, 8));
                assertThat(refused).hasMessageContainingAll("65536 kept by handles only",
                        "65536 of those in quarantine wait for handles to close");
            }
            kept.close();
        }
    }

    @Test
    void sessionOfTheLastSharedArenaIsClosedAutomatically() {
        try (ArenaPool pool = Arena.builder().idleTimeout(Duration.ZERO).buildPool()) {
            MemorySegment stale;
            try (Arena arena = pool.open(Confinement.SHARED)) {
                stale = arena.allocate(64, 8);
            }
            assertThat(stale.get(ValueLayout.JAVA_LONG, 0)).as("shares a session that is still open").isZero();
            long start = System.nanoTime();
            while (stale.scope().isAlive() && System.nanoTime() - start < PATIENCE_NANOS) {
                Thread.onSpinWait();
            }
            assertThat(stale.scope().isAlive()).isFalse();
            while (pool.stats().quarantinedBytes() > 0 && System.nanoTime() - start < PATIENCE_NANOS) {
                Thread.onSpinWait();
            }
            assertThat(pool.stats().quarantinedBytes()).isZero();
        }
    }

    @Test
    void generationThatChangedItsEpochIsChargedUntilItsEnd() {
        try (ArenaPool pool = Arena.builder().poolByteBudget(64 * MB).buildPool();
                Arena idle = pool.open(Confinement.SHARED);
                ArenaPool partition = pool.partition("jobs", 32 * MB);
                Arena arena = partition.open(Confinement.SHARED)) {
            idle.allocate(64, 8);
            Owned<MemorySegment> handle = arena.escape(arena.allocate(3000, 8));
            MemorySegment.Scope first = arena.scope();
            arena.allocate(2 * MB, 8);
            assertThat(arena.scope()).as("its own epoch").isNotEqualTo(first);
            assertThat(partition.stats().liveBytes()).isEqualTo(4096 + 2 * MB);
            arena.reset();
            assertThat(arena.stats().bytesHeld()).isZero();
            assertThat(partition.stats().liveBytes()).as("memory of the handle").isEqualTo(4096);
            handle.close();
            assertThat(partition.stats().liveBytes()).isZero();
            assertThat(pool.stats().quarantinedBytes()).as("waits for the idle arena").isEqualTo(4096);
        }
    }

    @Test
    void generationStaysAccessibleAfterAChangeOfItsEpoch() {
        try (ArenaPool pool = Arena.builder().poolByteBudget(64 * MB).buildPool();
                Arena idle = pool.open(Confinement.SHARED)) {
            idle.allocate(64, 8);
            Arena arena = pool.open(Confinement.SHARED);
            MemorySegment before = arena.allocateFrom(ValueLayout.JAVA_LONG, 1);
            MemorySegment.Scope first = arena.scope();
            MemorySegment large = arena.allocate(2 * MB, 8);
            MemorySegment after = arena.allocateFrom(ValueLayout.JAVA_LONG, 2);
            assertThat(arena.scope()).as("its own epoch").isNotEqualTo(first);
            assertThat(before.get(ValueLayout.JAVA_LONG, 0)).isEqualTo(1);
            large.set(ValueLayout.JAVA_LONG, 0, 3);
            assertThat(arena.grow(after, 16, 8).get(ValueLayout.JAVA_LONG, 0)).isEqualTo(2);
            assertThat(arena.stats().bytesHeld()).isEqualTo(4096 + 2 * MB + 8192);
            assertThat(arena.escape(before)).satisfies(Owned::close);

            arena.close();
            assertThat(large.scope().isAlive()).as("no other arena shares the session").isFalse();
            pool.trim();
            assertThat(pool.stats().quarantinedBytes()).as("memory that waits for the idle arena").isEqualTo(4096);
        }
    }
}
