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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Tests that the arenas of a partition stay within its budget, and that it does not take memory from others. */
class PartitionTests {
    private static final int CHUNK = 4096;

    private final ArenaPool pool = Arena.builder().name("web").chunkSizes(CHUNK, CHUNK).maxNormalAlloc(CHUNK)
            .poolByteBudget(16 * CHUNK).maxQuarantined(16 * CHUNK).buildPool();
    private final ArenaPool partition = pool.partition("imports", 4 * CHUNK);

    @AfterEach
    void nothingIsLeft() {
        assertThat(partition.stats().liveBytes()).isZero();
        pool.close();
        assertThat(pool.stats().reservedBytes()).isZero();
    }

    @Test
    void budgetLimitsAllArenasOfThePartition() {
        try (Arena first = partition.open();
                Arena second = partition.open(Confinement.SHARED);
                Arena other = pool.open()) {
            first.allocate(2 * CHUNK, 1);
            second.allocate(2 * CHUNK, 1);
            var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> second.allocate(1, 1));
            assertThat(refused.reason()).isEqualTo(ArenaExhaustedException.Reason.PARTITION_BUDGET);
            assertThat(refused.partition()).isEqualTo("imports");
            assertThat(refused.requested()).isEqualTo(CHUNK);
            assertThat(refused.held()).isEqualTo(4 * CHUNK);
            assertThat(refused.limit()).isEqualTo(4 * CHUNK);
            assertThat(refused).hasMessageContainingAll("partition 'imports'", "raise its byte budget");
            assertThat(other.allocate(12 * CHUNK, 1).byteSize()).as("the rest of the pool").isEqualTo(12 * CHUNK);
            assertThat(partition.stats().liveBytes()).isEqualTo(4 * CHUNK);
            assertThat(partition.stats().activeArenas()).isEqualTo(2);
            assertThat(partition.stats().poolRejections()).isEqualTo(1);
            assertThat(pool.stats().poolRejections()).isZero();
            assertThat(partition.openArenas(10)).hasSize(2);
            first.reset();
            assertThat(second.allocate(1, 1).byteSize()).isEqualTo(1);
        }
        assertThat(partition.stats().peakReservedBytes()).isEqualTo(4 * CHUNK);
    }

    @Test
    void arenaThatExceedsItsOwnBudgetIsNotRefusedByThePartition() {
        try (Arena other = partition.open(); Arena arena = partition.open(); Arena child = arena.child(16 * CHUNK)) {
            other.allocate(CHUNK, 1);
            arena.allocate(CHUNK, 1);
            for (Arena each : new Arena[]{arena, child}) {
                var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> each.allocate(5 * CHUNK, 1));
                assertThat(refused.reason()).isEqualTo(ArenaExhaustedException.Reason.ARENA_BUDGET);
                assertThat(refused.held()).isEqualTo(CHUNK);
                assertThat(refused.limit()).isEqualTo(4 * CHUNK);
                refused = catchThrowableOfType(ArenaExhaustedException.class, () -> each.allocate(3 * CHUNK, 1));
                assertThat(refused.reason()).isEqualTo(ArenaExhaustedException.Reason.PARTITION_BUDGET);
            }
        }
    }

    @Test
    void childrenAreChargedToThePartition() {
        try (Arena arena = partition.open(); Arena child = arena.child(16 * CHUNK)) {
            arena.allocate(CHUNK, 1);
            child.allocate(CHUNK, 1);
            assertThat(partition.stats().liveBytes()).isEqualTo(2 * CHUNK);
            assertThat(child.tryAllocate(3 * CHUNK, 1)).isNull();
        }
    }

    @Test
    void handlesAreChargedToThePartitionUntilTheyAreClosed() {
        Owned<MemorySegment> whole;
        Owned<MemorySegment> part;
        Owned<MemorySegment> marked;
        try (Arena arena = partition.open()) {
            whole = arena.allocateOwned(2 * CHUNK, 1);
            arena.allocate(8, 1);
            part = arena.escape(arena.allocate(1000, 1));
            try (Mark mark = arena.mark()) {
                assertThat(mark).isNotNull();
                marked = arena.escape(arena.allocate(CHUNK, 1));
            }
            assertThat(partition.stats().liveBytes()).isEqualTo(4 * CHUNK);
        }
        assertThat(partition.stats().liveBytes()).isEqualTo(4 * CHUNK);
        try (Arena next = partition.open()) {
            assertThat(next.tryAllocate(1, 1)).isNull();
            whole.close();
            assertThat(next.allocate(CHUNK, 1).byteSize()).isEqualTo(CHUNK);
        }
        assertThat(partition.stats().liveBytes()).isEqualTo(2 * CHUNK);
        part.close();
        marked.close();
    }

    @Test
    void closedHandlesAreNotChargedWhileTheirChunksAreQuarantined() {
        try (Arena idle = pool.open(Confinement.SHARED)) {
            idle.allocate(8, 1);
            Owned<MemorySegment> before;
            Owned<MemorySegment> after;
            try (Arena arena = partition.open(Confinement.SHARED)) {
                before = arena.escape(arena.allocate(CHUNK, 1));
                after = arena.escape(arena.allocate(CHUNK, 1));
                before.close();
            }
            assertThat(partition.stats().liveBytes()).isEqualTo(CHUNK);
            after.close();
            assertThat(partition.stats().liveBytes()).isZero();
            assertThat(pool.stats().quarantinedBytes()).as("waits for the idle arena").isEqualTo(2 * CHUNK);
        }
    }

    @Test
    void handleClosedBeforeItsArenaIsChargedOnce() {
        try (Arena arena = partition.open()) {
            for (int i = 0; i < 10; i++) {
                arena.allocateOwned(3 * CHUNK, 1).close();
                arena.allocateOwned(CHUNK, 1).close();
            }
            assertThat(partition.stats().liveBytes()).isLessThanOrEqualTo(4 * CHUNK);
        }
    }

    @Test
    void openArenaCanBeMovedIntoAPartition() {
        try (Arena arena = pool.open()) {
            arena.allocate(3 * CHUNK, 1);
            partition.adopt(arena);
            assertThat(partition.stats().liveBytes()).isEqualTo(3 * CHUNK);
            assertThat(arena.tryAllocate(2 * CHUNK, 1)).isNull();
            pool.adopt(arena);
            assertThat(partition.stats().liveBytes()).isZero();
            assertThat(arena.allocate(2 * CHUNK, 1).byteSize()).isEqualTo(2 * CHUNK);
            assertThatThrownBy(() -> partition.adopt(arena)).isInstanceOfSatisfying(ArenaExhaustedException.class,
                    refused -> assertThat(refused.requested()).isEqualTo(5 * CHUNK));
            assertThat(arena.allocate(CHUNK, 1).byteSize()).as("was not moved").isEqualTo(CHUNK);
        }
    }

    @Test
    void arenaCanBeMovedWithinAFullPartition() {
        ArenaPool inner = partition.partition("inner", 3 * CHUNK);
        ArenaPool small = partition.partition("small", CHUNK);
        try (Arena arena = inner.open(); Arena other = partition.open()) {
            arena.allocate(3 * CHUNK, 1);
            other.allocate(CHUNK, 1);
            inner.adopt(arena);
            partition.adopt(arena);
            assertThat(inner.stats().liveBytes()).isZero();
            inner.adopt(arena);
            assertThat(inner.stats().liveBytes()).isEqualTo(3 * CHUNK);
            assertThat(partition.stats().liveBytes()).isEqualTo(4 * CHUNK);
            var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> small.adopt(arena));
            assertThat(refused.partition()).as("the partition without room").isEqualTo("small");
        }
    }

    @Test
    void arenaWithChildrenOrHandlesOrOfAnotherPoolCannotBeMoved() {
        try (Arena parent = pool.open(); Arena child = parent.child(CHUNK); Arena alone = Arena.create()) {
            assertThatIllegalStateException().isThrownBy(() -> partition.adopt(parent))
                    .withMessageContaining("child arenas");
            assertThatIllegalArgumentException().isThrownBy(() -> partition.adopt(child));
            assertThatIllegalArgumentException().isThrownBy(() -> partition.adopt(alone));
        }
        try (Arena arena = pool.open(); Owned<MemorySegment> handle = arena.allocateOwned(8, 1)) {
            assertThat(handle.get().byteSize()).isEqualTo(8);
            assertThatIllegalStateException().isThrownBy(() -> partition.adopt(arena));
        }
    }

    @Test
    void partitionsCanBeNested() {
        ArenaPool inner = partition.partition("inner", 2 * CHUNK);
        assertThat(pool.partitions()).extracting(ArenaPool::name).containsExactly("imports", "inner");
        try (Arena one = inner.open(); Arena other = partition.open()) {
            one.allocate(2 * CHUNK, 1);
            assertThat(partition.stats().liveBytes()).isEqualTo(2 * CHUNK);
            assertThat(one.tryAllocate(1, 1)).isNull();
            other.allocate(2 * CHUNK, 1);
            var refused = catchThrowableOfType(ArenaExhaustedException.class, () -> other.allocate(1, 1));
            assertThat(refused.partition()).isEqualTo("imports");
            assertThat(partition.openArenas(10)).hasSize(2);
        }
        inner.close();
        assertThat(pool.partitions()).extracting(ArenaPool::name).containsExactly("imports");
    }

    @Test
    void closedPartitionOpensNoArenaAndReleasesItsName() {
        Arena open = partition.open();
        partition.close();
        partition.close();
        assertThat(open.allocate(1, 1).byteSize()).as("an open arena remains usable").isEqualTo(1);
        assertThatIllegalStateException().isThrownBy(partition::open).withMessageContaining("'imports' is closed");
        assertThat(pool.partition("imports", CHUNK).settings().poolByteBudget()).isEqualTo(CHUNK);
        open.close();
    }

    @Test
    void invalidPartitionsAreRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> pool.partition("imports", CHUNK))
                .withMessageContaining("'imports'");
        assertThatIllegalArgumentException().isThrownBy(() -> pool.partition("small", CHUNK - 1))
                .withMessage("byteBudget is 4095, but must be from 4096 to 65536");
        assertThatIllegalArgumentException().isThrownBy(() -> partition.partition("large", 5 * CHUNK))
                .withMessage("byteBudget is 20480, but must be from 4096 to 16384");
        assertThatIllegalArgumentException().isThrownBy(() -> pool.partition("pool", CHUNK))
                .withMessageContaining("'pool'");
    }
}
