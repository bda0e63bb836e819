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
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

/** Tests that a refused attempt returns its memory, and that a successful one keeps it. */
class AttemptTests {
    private final CountingSource source = new CountingSource();
    private final ArenaPool pool = Arena.builder().chunkSizes(1024, 1024).maxNormalAlloc(1024).byteBudget(4096)
            .chunkSource(source).buildPool();

    @AfterEach
    void everythingComesBack() {
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
    }

    private static long takeEverything(Arena arena) {
        for (;;) {
            arena.allocate(512, 8).fill((byte) 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusalReturnsTheMemoryOfTheWork(Confinement confinement) {
        try (Arena arena = pool.open(confinement)) {
            MemorySegment before = arena.allocate(100, 8).fill((byte) 2);
            long remaining = arena.remaining();
            for (int i = 0; i < 20; i++) {
                assertThat(arena.attempt(() -> takeEverything(arena))).isEmpty();
                assertThat(arena.remaining()).isEqualTo(remaining);
            }
            assertThat(Segments.isFilledWith(before, 2)).isTrue();
            assertThat(Segments.firstOtherThan(arena.allocate(512, 8), 0)).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void successfulWorkRemainsUntilTheGenerationEnds(Confinement confinement) {
        try (Arena arena = pool.open(confinement)) {
            List<MemorySegment> kept = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                int value = i;
                Optional<MemorySegment> segment = arena
                        .attempt(() -> arena.allocate(100, 8).fill((byte) value));
                kept.add(segment.orElseThrow());
                arena.attempt(() -> takeEverything(arena));
            }
            for (int i = 0; i < 10; i++) {
                assertThat(Segments.isFilledWith(kept.get(i), i)).isTrue();
            }
            arena.reset();
            if (confinement == Confinement.CONFINED) {
                assertThatIllegalStateException().isThrownBy(() -> kept.getFirst().get(
                        java.lang.foreign.ValueLayout.JAVA_BYTE, 0));
            }
        }
        assertThat(pool.stats().liveBytes()).isZero();
    }

    @Test
    void attemptsNest() {
        try (Arena arena = pool.open()) {
            Optional<Long> result = arena.attempt(() -> {
                MemorySegment outer = arena.allocate(8, 8).fill((byte) 3);
                Optional<Long> inner = arena.attempt(() -> takeEverything(arena));
                return inner.orElse(outer.byteSize());
            });
            assertThat(result).contains(8L);
            try (Mark _ = arena.mark()) {
                MemorySegment segment = arena.attempt(() -> arena.allocate(8, 8)).orElseThrow();
                assertThat(segment.scope().isAlive()).isTrue();
            }
        }
    }

    @Test
    void otherFailuresReleaseTheMemoryToo() {
        try (Arena arena = pool.open()) {
            List<String> cleaned = new ArrayList<>();
            long remaining = arena.remaining();
            assertThatIllegalArgumentException().isThrownBy(() -> arena.attempt(() -> {
                arena.onReset(() -> cleaned.add("cleaned"));
                arena.allocate(1024, 8);
                throw new IllegalArgumentException("as the work does");
            })).withMessage("as the work does");
            assertThat(cleaned).containsExactly("cleaned");
            assertThat(arena.remaining()).isEqualTo(remaining);
            assertThatNullPointerException().isThrownBy(() -> arena.attempt(() -> null));
        }
    }

    @Test
    void remainingIsTheMinimumOfAllBudgets() {
        try (Arena arena = pool.open()) {
            assertThat(arena.byteBudget()).isEqualTo(4096);
            assertThat(arena.remaining()).isEqualTo(4096);
            arena.allocate(1, 1);
            assertThat(arena.remaining()).isEqualTo(3072);
            Arena child = arena.child(2048);
            assertThat(child.byteBudget()).isEqualTo(2048);
            assertThat(child.remaining()).isEqualTo(2048);
            arena.allocate(1024, 1);
            arena.allocate(1024, 1);
            assertThat(child.remaining()).isEqualTo(1024);
            child.close();
            pool.changeByteBudget(arena, 1024);
            assertThat(arena.remaining()).isZero();
            arena.reset();
            assertThat(arena.remaining()).isEqualTo(1024);
            assertThat(arena.byteBudget()).isEqualTo(1024);
        }
    }

    @Test
    void remainingIncludesMemoryOfClosedHandles() {
        try (Arena arena = pool.open()) {
            Owned<MemorySegment> first = arena.allocateOwned(1024, 1);
            Owned<MemorySegment> second = arena.allocateOwned(1024, 1);
            assertThat(arena.remaining()).isEqualTo(2048);
            first.close();
            assertThat(arena.remaining()).isEqualTo(3072);
            second.close();
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> takeEverything(arena));
        }
    }
}
