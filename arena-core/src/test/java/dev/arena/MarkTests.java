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
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Tests that closing a mark ends all allocations since the mark, and no earlier ones. */
class MarkTests {
    private final CountingSource source = new CountingSource();
    private final ArenaPool pool = Arena.builder().chunkSizes(1024, 4096).maxNormalAlloc(1024).chunkSource(source)
            .buildPool();

    @AfterEach
    void everythingWentBack() {
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().liveBytes()).isZero();
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
        assertThat(source.faults()).isEmpty();
    }

    private static MemorySegment filled(Arena arena, long byteSize, int value) {
        return arena.allocate(byteSize, 8).fill((byte) value);
    }

    private static void assertDead(MemorySegment segment) {
        assertThatIllegalStateException().isThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 0));
    }

    @ParameterizedTest
    @EnumSource
    void markEndsOnlyLaterAllocations(Confinement confinement) {
        try (Arena arena = pool.open(confinement)) {
            MemorySegment before = filled(arena, 100, 1);
            MemorySegment since;
            MemorySegment.Scope scope;
            try (Mark _ = arena.mark()) {
                since = filled(arena, 100, 2);
                scope = arena.scope();
                assertThat(scope).isEqualTo(since.scope()).isNotEqualTo(before.scope());
                assertThat(Segments.isFilledWith(before, 1)).isTrue();
            }
            assertThat(scope.isAlive()).isFalse();
            assertDead(since);
            assertThat(Segments.isFilledWith(before, 1)).isTrue();
            assertThat(arena.scope()).isEqualTo(before.scope());
        }
    }

    @ParameterizedTest
    @EnumSource
    void memoryOfAMarkIsReusedAndReadsAsZero(Confinement confinement) {
        try (Arena arena = pool.open(confinement)) {
            filled(arena, 8, 1);
            long address;
            try (Mark _ = arena.mark()) {
                address = filled(arena, 500, 2).address();
            }
            MemorySegment again = arena.allocate(500, 8);
            assertThat(again.address()).isEqualTo(address);
            assertThat(Segments.isFilledWith(again, 0)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void chunksTakenSinceTheMarkAreReleased(Confinement confinement) {
        try (Arena arena = pool.open(confinement)) {
            MemorySegment before = filled(arena, 200, 1);
            long held = arena.stats().bytesHeld();
            long wasted = arena.stats().wastedTailBytes();
            for (int round = 0; round < 3; round++) {
                try (Mark _ = arena.mark()) {
                    for (int i = 0; i < 20; i++) {
                        filled(arena, 704, 2);
                    }
                    filled(arena, 10_000, 3); // oversized
                    assertThat(arena.stats().bytesHeld()).isGreaterThan(held + 20 * 704 + 10_000);
                    assertThat(arena.stats().bytesHeld() - arena.stats().wastedTailBytes())
                            .isEqualTo(200 + 20 * 704 + 10_000);
                }
                assertThat(arena.stats().bytesHeld()).isEqualTo(held);
                assertThat(arena.stats().wastedTailBytes()).isEqualTo(wasted);
                assertThat(pool.stats().liveBytes()).isEqualTo(held);
            }
            assertThat(Segments.isFilledWith(before, 1)).isTrue();
            MemorySegment after = arena.allocate(200, 8);
            assertThat(after.address()).isEqualTo(before.address() + 200);
            assertThat(Segments.isFilledWith(after, 0)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void marksNest(Confinement confinement) {
        try (Arena arena = pool.open(confinement)) {
            MemorySegment first = filled(arena, 600, 1);
            Mark outer = arena.mark();
            MemorySegment second = filled(arena, 600, 2);
            try (Mark _ = arena.mark()) {
                MemorySegment third = filled(arena, 2000, 3);
                assertThat(Segments.isFilledWith(third, 3)).isTrue();
            }
            assertThat(Segments.isFilledWith(second, 2)).isTrue();
            Mark forgotten = arena.mark();
            MemorySegment fourth = filled(arena, 600, 4);
            outer.close(); // closes the inner mark too
            assertDead(second);
            assertDead(fourth);
            MemorySegment fifth = filled(arena, 600, 5);
            forgotten.close();
            outer.close();
            assertThat(Segments.isFilledWith(first, 1)).isTrue();
            assertThat(Segments.isFilledWith(fifth, 5)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void resetClosesMarks(Confinement confinement) {
        try (Arena arena = pool.open(confinement)) {
            MemorySegment before = filled(arena, 100, 1);
            Mark mark = arena.mark();
            MemorySegment since = filled(arena, 3000, 2);
            arena.reset();
            assertDead(since);
            if (confinement == Confinement.CONFINED) {
                assertDead(before);
            }
            assertThat(arena.stats().bytesHeld()).isZero();
            MemorySegment next = filled(arena, 100, 3);
            mark.close();
            assertThat(Segments.isFilledWith(next, 3)).isTrue();
        }
    }

    @Test
    void markBeforeTheFirstAllocationReleasesAllMemory() {
        try (Arena arena = pool.open()) {
            try (Mark _ = arena.mark()) {
                filled(arena, 100, 1);
            }
            assertThat(arena.stats().bytesHeld()).isZero();
            assertThat(filled(arena, 100, 2).scope()).isEqualTo(arena.scope());
        }
        Arena closed = pool.open();
        Mark mark = closed.mark();
        closed.close();
        mark.close();
        assertThatIllegalStateException().isThrownBy(closed::mark).withMessageContaining("was closed");
    }

    @Test
    void closingAMarkRunsLaterCleanups() {
        List<String> ran = new ArrayList<>();
        try (Arena arena = pool.open()) {
            arena.onReset(() -> ran.add("before"));
            try (Mark _ = arena.mark()) {
                MemorySegment since = filled(arena, 8, 7);
                arena.onReset(() -> ran.add("since, sees " + since.get(ValueLayout.JAVA_BYTE, 0)));
                arena.onReset(() -> ran.add("last"));
            }
            assertThat(ran).containsExactly("last", "since, sees 7");
        }
        assertThat(ran).containsExactly("last", "since, sees 7", "before");
    }

    @Test
    void markIsClosedAlthoughACleanupThrows() {
        try (Arena arena = pool.open()) {
            filled(arena, 8, 1);
            long held = arena.stats().bytesHeld();
            Mark mark = arena.mark();
            filled(arena, 5000, 2);
            arena.onReset(() -> {
                throw new IllegalArgumentException("first registered");
            });
            arena.onReset(() -> {
                throw new IllegalArgumentException("last registered");
            });
            assertThatThrownBy(mark::close).hasMessage("last registered")
                    .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
            assertThat(arena.stats().bytesHeld()).isEqualTo(held);
            mark.close();
        }
    }

    @Test
    void cleanupMustNotUseMarks() {
        List<Throwable> thrown = new ArrayList<>();
        try (Arena arena = pool.open()) {
            Mark mark = arena.mark();
            arena.onReset(() -> {
                thrown.add(catchThrowable(arena::mark));
                thrown.add(catchThrowable(mark::close));
            });
            mark.close();
        }
        assertThat(thrown).hasSize(2)
                .allSatisfy(e -> assertThat(e).isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("a cleanup action must not"));
    }

    @ParameterizedTest
    @EnumSource
    void escapedValuesOutliveTheMark(Confinement confinement) {
        Owned<MemorySegment> inSharedChunk;
        Owned<MemorySegment> inOwnChunk;
        Owned<MemorySegment> escapedLater;
        try (Arena arena = pool.open(confinement)) {
            filled(arena, 100, 1);
            try (Mark _ = arena.mark()) {
                MemorySegment since = filled(arena, 300, 2);
                inSharedChunk = arena.allocateOwned(100, 8);
                inSharedChunk.get().fill((byte) 3);
                inOwnChunk = arena.allocateOwned(4000, 8);
                inOwnChunk.get().fill((byte) 4);
                escapedLater = arena.escape(since);
            }
            MemorySegment after = arena.allocate(400, 8);
            assertThat(Segments.isFilledWith(after, 0)).isTrue();
            after.fill((byte) 9);
            assertThat(Segments.isFilledWith(inSharedChunk.get(), 3)).isTrue();
        }
        assertThat(Segments.isFilledWith(inSharedChunk.get(), 3)).isTrue();
        assertThat(Segments.isFilledWith(inOwnChunk.get(), 4)).isTrue();
        assertThat(Segments.isFilledWith(escapedLater.get(), 2)).isTrue();
        inSharedChunk.close();
        inOwnChunk.close();
        escapedLater.close();
        pool.trim();
    }

    @Test
    void earlierSegmentCanEscapeAfterAMark() {
        Owned<MemorySegment> handle;
        try (Arena arena = pool.open()) {
            MemorySegment before = filled(arena, 900, 1);
            try (Mark _ = arena.mark()) {
                filled(arena, 2000, 2);
                handle = arena.escape(before);
            }
            filled(arena, 100, 3);
        }
        assertThat(Segments.isFilledWith(handle.get(), 1)).isTrue();
        handle.close();
        pool.trim();
    }

    @Test
    void segmentBeforeTheMarkDoesNotGrowInPlace() {
        try (Arena arena = pool.open()) {
            MemorySegment before = filled(arena, 100, 1);
            try (Mark _ = arena.mark()) {
                assertThat(arena.tryGrow(before, 200)).isNull();
                MemorySegment since = filled(arena, 100, 2);
                assertThat(arena.tryGrow(since, 200)).isNotNull();
            }
            assertThat(arena.tryGrow(before, 200)).isNotNull();
        }
    }

    @Test
    void markBelongsToTheThreadOfItsArena() throws Exception {
        try (Arena arena = pool.open(Confinement.CONFINED)) {
            Mark mark = arena.mark();
            MemorySegment since = filled(arena, 8, 1);
            Thread other = Thread.ofVirtual().unstarted(() -> {
                assertThatExceptionOfType(WrongThreadException.class).isThrownBy(mark::close);
                assertThatExceptionOfType(WrongThreadException.class).isThrownBy(arena::mark);
            });
            List<Throwable> failures = new ArrayList<>();
            other.setUncaughtExceptionHandler((_, e) -> failures.add(e));
            other.start();
            other.join();
            assertThat(failures).isEmpty();
            assertThat(Segments.isFilledWith(since, 1)).isTrue();
        }
    }

    @Test
    void nativeCallThatUsesMemoryOfAMarkKeepsItOpen() throws Throwable {
        try (Arena arena = pool.open()) {
            filled(arena, 8, 1);
            Mark mark = arena.mark();
            MemorySegment since = filled(arena, 64, 2);
            NativeCallTests.whileInUse(since, () -> {
                assertThatIllegalStateException().isThrownBy(mark::close);
                assertThat(Segments.isFilledWith(since, 2)).isTrue();
            });
            mark.close();
            assertDead(since);
        }
    }
}
