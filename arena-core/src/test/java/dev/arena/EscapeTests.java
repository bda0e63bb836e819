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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that an escaped value outlives its arena, and ends with its handles. */
class EscapeTests {
    private final CountingSource source = new CountingSource();
    private final ArenaPool pool = Arena.builder().chunkSizes(1024, 1024).maxNormalAlloc(1024).byteBudget(8192)
            .poolByteBudget(64 << 10).chunkSource(source).buildPool();

    @AfterEach
    void everythingComesBack() {
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
        assertThat(source.faults()).isEmpty();
        assertThat(pool.stats().activeHandles()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void handleOutlivesResetCloseAndPool(Confinement confinement) {
        Arena arena = pool.open(confinement);
        Owned<MemorySegment> owned = arena.allocateOwned(100, 16);
        Shared<MemorySegment> shared = arena.allocateShared(100, 16);
        owned.get().fill((byte) 1);
        shared.get().fill((byte) 2);
        arena.reset();
        overwriteEverythingElse();
        arena.close();
        overwriteEverythingElse();
        pool.close();
        assertThat(CompletableFuture.supplyAsync(() -> Segments.isFilledWith(owned.get(), 1)).join()).isTrue();
        assertThat(Segments.isFilledWith(shared.get(), 2)).isTrue();
        assertThat(pool.stats().activeHandles()).isEqualTo(2);
        CompletableFuture.runAsync(owned::close).join();
        shared.close();
    }

    private void overwriteEverythingElse() {
        try (Arena other = pool.open()) {
            while (true) {
                MemorySegment segment = other.tryAllocate(512, 1);
                if (segment == null) {
                    return;
                }
                assertThat(Segments.firstOtherThan(segment, 0)).isEqualTo(-1);
                segment.fill((byte) -1);
            }
        }
    }

    @Test
    void aHandleIsZeroUntilWrittenAndAligned() {
        try (Arena arena = pool.open()) {
            for (long alignment = 1; alignment <= 256; alignment *= 2) {
                arena.allocate(1, 1);
                try (Owned<MemorySegment> owned = arena.allocateOwned(10, alignment)) {
                    assertThat(owned.get().byteSize()).isEqualTo(10);
                    assertThat(owned.get().address() % alignment).isZero();
                    assertThat(Segments.firstOtherThan(owned.get(), 0)).isEqualTo(-1);
                }
            }
        }
    }

    @Test
    void chunkWithHandlesOnlyIsReleasedWithTheLastHandle() {
        try (Arena arena = pool.open()) {
            List<Owned<MemorySegment>> handles = new ArrayList<>();
            for (int i = 0; i < 8 * 4; i++) {
                handles.add(arena.allocateOwned(256, 1));
            }
            assertThat(arena.stats().bytesHeld()).isEqualTo(8192);
            assertThat(arena.tryAllocate(256, 1)).as("the budget is used up").isNull();
            for (int i = 0; i < 3; i++) {
                handles.get(i).close();
            }
            assertThat(arena.tryAllocate(256, 1)).as("one handle keeps the chunk").isNull();
            handles.get(3).close();
            assertThat(arena.tryAllocate(256, 1)).as("before any reset").isNotNull();
            assertThat(arena.stats().bytesHeld()).isEqualTo(8192);
            handles.subList(4, handles.size()).forEach(Owned::close);
        }
        assertThat(pool.stats().liveBytes()).isZero();
    }

    @Test
    void chunkWithHandlesOnlyIsReleasedAfterAMixedChunk() {
        try (Arena arena = pool.open()) {
            arena.allocate(512, 1);
            Owned<MemorySegment> inFirst = arena.allocateOwned(512, 1);
            Owned<MemorySegment> inSecond = arena.allocateOwned(512, 1);
            Owned<MemorySegment> alsoInSecond = arena.allocateOwned(512, 1);
            Owned<MemorySegment> inThird = arena.allocateOwned(1024, 1);
            inSecond.close();
            alsoInSecond.close();
            arena.allocate(8, 8);
            assertThat(arena.stats().bytesHeld()).as("first, third and fourth chunk").isEqualTo(3 * 1024);
            inFirst.close();
            inThird.close();
        }
    }

    @Test
    void mixedChunkIsHeldUntilReset() {
        try (Arena arena = pool.open()) {
            MemorySegment bound = arena.allocate(512, 1).fill((byte) 7);
            Owned<MemorySegment> owned = arena.allocateOwned(512, 1);
            arena.allocate(512, 1);
            owned.close();
            assertThat(pool.stats().liveBytes()).isEqualTo(2048);
            overwriteEverythingElse();
            assertThat(Segments.isFilledWith(bound, 7)).isTrue();
            arena.reset();
            assertThat(pool.stats().liveBytes()).isZero();
        }
    }

    @Test
    void oversizedChunkIsReleasedWithItsHandle() {
        try (Arena arena = pool.open()) {
            Owned<MemorySegment> owned = arena.allocateOwned(3000, 1);
            assertThat(arena.stats().bytesHeld()).isEqualTo(3000);
            owned.close();
            assertThat(pool.stats().liveBytes()).isZero();
            assertThat(arena.allocate(8, 8)).isNotNull();
            assertThat(arena.stats().bytesHeld()).isEqualTo(1024);
        }
    }

    @Test
    void handleClosedAfterResetDoesNotAffectTheNextGeneration() {
        try (Arena arena = pool.open()) {
            Owned<MemorySegment> handle = arena.allocateOwned(3000, 1);
            arena.reset();
            assertThat(arena.stats().bytesHeld()).isZero();
            arena.allocate(8);
            long held = arena.stats().bytesHeld();
            handle.close();
            arena.allocate(3000, 1); // looks for closed handles
            assertThat(arena.stats().bytesHeld()).isEqualTo(held + 3000);
        }
    }

    @Test
    void closedHandlesReportTheirStateAndCountOnce() {
        try (Arena arena = pool.open()) {
            Owned<MemorySegment> owned = arena.allocateOwned(8, 8);
            Owned<MemorySegment> witness = arena.allocateOwned(8, 8);
            owned.close();
            owned.close(); // has no effect, the handle is already closed
            assertThatIllegalStateException().isThrownBy(owned::get);
            assertThatIllegalStateException().isThrownBy(owned::share);
            arena.reset();
            assertThat(pool.stats().activeHandles()).isEqualTo(1);
            assertThat(witness.get().get(JAVA_BYTE, 0)).isZero();
            witness.close();
        }
    }

    @Test
    void sharedHandlesAreClosedEachOnce() {
        try (Arena arena = pool.open()) {
            Shared<MemorySegment> first = arena.allocateOwned(8, 8).share();
            Shared<MemorySegment> second = first.retain();
            arena.reset();
            first.close();
            first.close(); // has no effect, the handle is already closed
            assertThatIllegalStateException().isThrownBy(first::get);
            assertThatIllegalStateException().isThrownBy(first::retain);
            assertThat(second.get().get(JAVA_BYTE, 0)).isZero();
            assertThat(pool.stats().liveBytes()).isEqualTo(1024);
            second.close();
            assertThat(pool.stats().liveBytes()).isZero();
            assertThatIllegalStateException().isThrownBy(second::retain);
        }
    }

    @Test
    void handleIsClosedAfterATransfer() {
        try (Arena arena = pool.open(); Owned<MemorySegment> unused = arena.allocateOwned(1, 1)) {
            Owned<MemorySegment> owned = arena.allocateOwned(8, 8);
            try (Shared<MemorySegment> shared = owned.share()) {
                assertThatIllegalStateException().isThrownBy(owned::get);
                owned.close(); // has no effect
                assertThat(shared.get().byteSize()).isEqualTo(8);
                assertThat(unused.get().byteSize()).isEqualTo(1);
            }
        }
    }

    @Test
    void handleCanBeMappedToAnotherViewOfItsMemory() {
        try (Arena arena = pool.open()) {
            Owned<MemorySegment> bytes = arena.allocateOwned(2, 1);
            bytes.get().set(JAVA_BYTE, 1, (byte) 7);
            assertThatIllegalArgumentException().isThrownBy(() -> bytes.map(_ -> {
                throw new IllegalArgumentException("no view");
            }));
            Owned<MemorySegment> second = bytes.map(segment -> segment.asSlice(1));
            bytes.close(); // has no effect
            assertThatIllegalStateException().isThrownBy(() -> bytes.map(segment -> segment));
            assertThat(second.get().get(JAVA_BYTE, 0)).isEqualTo((byte) 7);
            assertThat(pool.stats().activeHandles()).isEqualTo(1);
            second.close();
        }
    }

    @Test
    void valueOfAClosedHandleThrowsAndNeverShowsAnotherValue() {
        MemorySegment stale;
        try (Arena arena = pool.open(); Owned<MemorySegment> owned = arena.allocateOwned(1024, 1)) {
            stale = owned.get().fill((byte) 5);
        }
        overwriteEverythingElse();
        if (stale.scope().isAlive()) {
            assertThat(Segments.isFilledWith(stale, 5)).isTrue();
        }
        pool.trim();
        assertThatIllegalStateException().isThrownBy(() -> stale.get(JAVA_BYTE, 0));
    }

    @ParameterizedTest
    @EnumSource
    void largePartOfAChunkEscapesWithoutACopy(Confinement confinement) {
        try (Arena arena = pool.open(confinement)) {
            MemorySegment segment = arena.allocate(128, 16);
            int calls = source.calls();
            try (Owned<MemorySegment> owned = arena.escape(segment)) {
                assertThat(owned.get().address()).isEqualTo(segment.address());
                assertThat(source.calls()).isEqualTo(calls);
                segment.fill((byte) 3);
                arena.reset();
                assertThat(Segments.isFilledWith(owned.get(), 3)).isTrue();
            }
        }
    }

    @Test
    void aSmallPartEscapesAsACopyThatKeepsItsAlignment() {
        try (Arena arena = pool.open()) {
            MemorySegment segment = arena.allocate(100, 64).fill((byte) 3);
            arena.allocate(1000, 1);
            try (Owned<MemorySegment> owned = arena.escape(segment)) {
                arena.reset();
                assertThat(owned.get().address() % 64).isZero();
                assertThat(Segments.isFilledWith(owned.get(), 3)).isTrue();
                assertThat(pool.stats().liveBytes()).isEqualTo(164);
            }
            assertThat(pool.stats().liveBytes()).isZero();
        }
    }

    @Test
    void smallPartIsKeptIfThePoolIsClosed() {
        try (Arena arena = pool.open()) {
            MemorySegment segment = arena.allocate(100, 1).fill((byte) 3);
            pool.close();
            try (Owned<MemorySegment> owned = arena.escape(segment)) {
                assertThat(owned.get().address()).isEqualTo(segment.address());
                arena.reset();
                assertThat(Segments.isFilledWith(owned.get(), 3)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void emptySegmentEscapesAfterItsChunkWasTransferredToHandles(boolean isFull) {
        try (Arena arena = pool.open()) {
            arena.allocateOwned(1024, 1).close();
            MemorySegment empty = arena.allocate(0, 1);
            arena.allocate(8, 8); // the arena transfers the chunk to the handle, and the empty segment has no chunk any more
            while (isFull && arena.tryAllocate(1024, 1) != null) {
                assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(8192);
            }
            try (Owned<MemorySegment> owned = arena.escape(empty)) {
                arena.reset();
                assertThat(owned.get().byteSize()).isZero();
                assertThat(owned.get().address() % 16).isZero();
            }
        }
    }

    /** A source may align its memory to only 16 bytes. */
    @ParameterizedTest
    @ValueSource(longs = {0, 16, 32, 48})
    void emptySegmentWithoutAChunkKeepsItsAlignment(long misaligned) {
        java.lang.foreign.Arena memory = java.lang.foreign.Arena.ofAuto();
        try (ArenaPool crooked = Arena.builder().chunkSizes(1024, 1024).maxNormalAlloc(1024).byteBudget(4096)
                .chunkSource(new ChunkSource() {
                    @Override
                    public MemorySegment obtain(long byteSize) {
                        return memory.allocate(byteSize + 64, 64).asSlice(misaligned, byteSize);
                    }

                    @Override
                    public void release(MemorySegment segment) {}
                }).buildPool();
                Arena arena = crooked.open()) {
            arena.allocateOwned(1024, 1).close();
            MemorySegment empty = arena.allocate(0, 1);
            arena.allocate(8, 8); // the arena transfers the chunk to the handle, and the empty segment has no chunk any more
            while (arena.tryAllocate(1024, 1) != null) { // until a copy does not fit
                assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(4096);
            }
            try (Owned<MemorySegment> owned = arena.escape(empty)) {
                assertThat(owned.get().address() % 64).isZero();
            }
        }
    }

    @Test
    void smallPartIsKeptIfThereIsNoMemoryForACopy() {
        try (Arena arena = pool.open()) {
            MemorySegment segment = arena.allocate(100, 1).fill((byte) 3);
            while (arena.tryAllocate(1024, 1) != null) {
                assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(8192);
            }
            try (Owned<MemorySegment> owned = arena.escape(segment)) {
                assertThat(owned.get().address()).isEqualTo(segment.address());
                arena.reset();
                assertThat(Segments.isFilledWith(owned.get(), 3)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {8, 512})
    void aReadOnlySegmentStaysReadOnly(long size) {
        try (Arena arena = pool.open();
                Owned<MemorySegment> owned = arena.escape(arena.allocate(size, 1).asReadOnly())) {
            assertThat(owned.get().isReadOnly()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void smallCopiesShareChunks(Confinement confinement) {
        int count = 1000;
        int size = 20;
        List<Owned<MemorySegment>> handles = new ArrayList<>();
        try (ArenaPool large = Arena.builder().chunkSource(source).buildPool()) {
            Arena arena = large.open(confinement);
            arena.allocate(2000, 1); // makes each value a small part of its chunk
            int calls = source.calls();
            for (int i = 0; i < count; i++) {
                handles.add(arena.escape(arena.allocate(size, 1).fill((byte) i)));
            }
            assertThat(source.calls() - calls).as("chunks").isLessThan(20);
            arena.close();
            assertThat(large.stats().liveBytes()).isLessThan(3L * count * size / 2);
            for (int i = 0; i < count; i++) {
                assertThat(Segments.isFilledWith(handles.get(i).get(), (byte) i)).isTrue();
                handles.get(i).close();
            }
            assertThat(large.stats().liveBytes()).isZero();
        }
    }

    /** A handle that stays open for long must not retain much more memory than its value. */
    @Test
    void handleRetainsNoMoreThanEarlierCopies() {
        for (int others = 0; others < 100; others++) {
            Arena arena = pool.open();
            MemorySegment segment = arena.allocate(16, 16);
            for (int i = 0; i < others; i++) {
                arena.escape(segment).close();
            }
            Owned<MemorySegment> last = arena.escape(segment);
            arena.close();
            long alignment = Math.min(64, Long.lowestOneBit(segment.address()));
            assertThat(pool.stats().liveBytes()).as("%d others", others)
                    .isLessThanOrEqualTo(Math.max(1, others) * (16 + alignment));
            last.close();
        }
    }

    @Test
    void copiesOutliveTheirMark() {
        List<Owned<MemorySegment>> handles = new ArrayList<>();
        try (Arena arena = pool.open()) {
            handles.add(arena.escape(arena.allocate(10, 1).fill((byte) 1)));
            for (int i = 2; i < 50; i++) {
                try (Mark _ = arena.mark()) {
                    handles.add(arena.escape(arena.allocate(10, 1).fill((byte) i)));
                }
            }
            handles.add(arena.escape(arena.allocate(10, 1).fill((byte) 50)));
            arena.reset();
            handles.add(arena.escape(arena.allocate(10, 1).fill((byte) 51)));
        }
        overwriteEverythingElse();
        for (int i = 0; i < handles.size(); i++) {
            assertThat(Segments.isFilledWith(handles.get(i).get(), i + 1)).isTrue();
            handles.get(i).close();
        }
        assertThat(pool.stats().liveBytes()).isZero();
    }

    @Test
    void closedCopiesAreReclaimedBeforeARefusal() {
        try (Arena arena = pool.open()) {
            MemorySegment segment = arena.allocate(16, 1);
            for (int i = 0; i < 200; i++) {
                arena.escape(segment).close();
            }
            assertThat(arena.stats().bytesHeld()).as("the chunk with room for more copies").isGreaterThan(1024);
            for (int i = 0; i < 7; i++) {
                assertThat(arena.allocate(1024, 1).byteSize()).isEqualTo(1024);
            }
            assertThat(arena.stats().bytesHeld()).isEqualTo(8192);
        }
    }

    @Test
    void copyOutlivesAChild() {
        try (Arena arena = pool.open()) {
            Arena child = arena.child();
            MemorySegment segment = child.allocate(16, 1).fill((byte) 9);
            child.escape(segment).close();
            child.escape(segment).close();
            child.escape(segment).close();
            Owned<MemorySegment> owned = child.escape(segment);
            arena.reset(); // ends the child too
            overwriteEverythingElse();
            assertThat(Segments.isFilledWith(owned.get(), 9)).isTrue();
            owned.close();
        }
    }

    @Test
    void closedCopiesReleaseMemoryForMore() {
        try (Arena arena = pool.open()) {
            MemorySegment segment = arena.allocate(16, 1);
            for (int i = 0; i < 10_000; i++) {
                arena.escape(segment).close();
            }
            try (Owned<MemorySegment> copy = arena.escape(segment)) {
                assertThat(copy.get().address()).as("still a copy").isNotEqualTo(segment.address());
            }
        }
    }

    @Test
    void onlySegmentsOfTheCurrentGenerationCanEscape() {
        try (Arena arena = pool.open(); Arena other = pool.open()) {
            MemorySegment old = arena.allocate(512, 1);
            arena.reset();
            assertThatIllegalArgumentException().isThrownBy(() -> arena.escape(old));
            MemorySegment foreign = other.allocate(512, 1);
            arena.allocate(1, 1);
            assertThatIllegalArgumentException().isThrownBy(() -> arena.escape(foreign));
            assertThatIllegalArgumentException().isThrownBy(() -> arena.escape(MemorySegment.ofArray(new byte[512])));
            try (Owned<MemorySegment> owned = arena.allocateOwned(512, 1)) {
                assertThatIllegalArgumentException().isThrownBy(() -> arena.escape(owned.get()));
            }
        }
    }

    @Test
    void chunkWithEscapedValuesOutlivesItsGenerationAndHandles() {
        Arena arena = pool.open(Confinement.SHARED);
        MemorySegment bound = arena.allocate(512, 1);
        Owned<MemorySegment> owned = arena.allocateOwned(512, 1);
        arena.close();
        pool.trim();
        assertThat(bound.scope().isAlive()).isFalse();
        assertThat(pool.stats().liveBytes()).isEqualTo(1024);
        assertThat(owned.get().get(JAVA_BYTE, 0)).isZero();
        owned.close();
        pool.trim();
        assertThat(pool.stats().reservedBytes()).isZero();
    }

    @Test
    void chunkWithClosedHandlesIsReclaimedBeforeARefusal() {
        try (Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(4096).build()) {
            for (int i = 0; i < 3; i++) {
                arena.allocateOwned(4096, 1).close();
                arena.allocateOwned(3000, 1).close();
            }
            Owned<MemorySegment> open = arena.allocateOwned(1000, 1);
            assertThat(arena.tryAllocate(4096, 1)).as("a handle is open").isNull();
            assertThat(arena.tryAllocate(90, 1)).as("the refusal has not reclaimed the chunk").isNotNull();
            open.close();
        }
    }

    @Test
    void chunkOfAParentWithClosedHandlesIsReclaimedForAChild() {
        try (Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(8192).build()) {
            Owned<MemorySegment> handle = arena.allocateOwned(8000, 1);
            Arena child = arena.child(8192);
            assertThat(child.tryAllocate(4096, 1)).isNull();
            handle.close();
            assertThat(child.allocate(4096, 1).byteSize()).isEqualTo(4096);
        }
    }

    @Test
    void emptySegmentEscapesAfterItsChunkWasTransferred() {
        try (Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(4096).build()) {
            arena.allocateOwned(8, 1).close();
            MemorySegment nothing = arena.allocate(0, 1);
            assertThat(arena.tryAllocate(8000, 1)).as("transfers the only chunk to its handles").isNull();
            try (Owned<MemorySegment> handle = arena.escape(nothing)) {
                assertThat(handle.get().byteSize()).isZero();
            }
        }
    }
}
