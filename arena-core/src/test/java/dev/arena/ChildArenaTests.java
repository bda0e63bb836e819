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
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that a child stays within the budget of its parent, and ends with it. */
class ChildArenaTests {
    private static final long PARENT_BUDGET = 16 << 10;

    private final CountingSource source = new CountingSource();
    private final ArenaPool pool = Arena.builder().chunkSizes(1024, 4096).maxNormalAlloc(1024).byteBudget(PARENT_BUDGET)
            .chunkSource(source).buildPool();

    @AfterEach
    void everythingWentBack() {
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().liveBytes()).isZero();
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void childHasItsOwnBudget(Confinement confinement) {
        try (Arena parent = pool.open(confinement); Arena child = parent.child(4096)) {
            child.allocate(3000, 1);
            assertThat(child.tryAllocate(3000, 1)).isNull();
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> child.allocate(3000, 1))
                    .satisfies(e -> {
                        assertThat(e.reason()).isEqualTo(ArenaExhaustedException.Reason.ARENA_BUDGET);
                        assertThat(e.limit()).isEqualTo(4096);
                        assertThat(e.held()).isEqualTo(3000);
                        assertThat(e).hasMessageContaining("Child arena");
                    });
            parent.allocate(3000, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void memoryOfAChildCountsForItsParent(Confinement confinement) {
        try (Arena parent = pool.open(confinement)) {
            parent.allocate(1, 1);
            try (Arena child = parent.child()) {
                child.allocate(10_000, 1);
                assertThat(child.stats().bytesHeld()).isEqualTo(10_000);
                assertThat(parent.stats().bytesHeld()).isEqualTo(11_024);
                assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> child.allocate(6000, 1))
                        .satisfies(e -> {
                            assertThat(e.limit()).isEqualTo(PARENT_BUDGET);
                            assertThat(e.held()).isEqualTo(11_024);
                        });
                assertThat(parent.tryAllocate(6000, 1)).isNull();
                assertThat(parent.stats().bytesHeld()).isEqualTo(11_024);
                child.reset();
                assertThat(parent.stats().bytesHeld()).isEqualTo(1024);
                child.allocate(6000, 1);
            }
            assertThat(parent.stats().bytesHeld()).isEqualTo(1024);
            assertThat(parent.stats().peakBytesHeld()).as("including its child").isEqualTo(11_024);
            parent.allocate(15_000, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void childEndsWithTheGenerationOfItsParent(Confinement confinement) {
        List<String> ran = new ArrayList<>();
        try (Arena parent = pool.open(confinement)) {
            parent.onReset(() -> ran.add("parent"));
            Arena child = parent.child(4096);
            Arena grandchild = child.child(2048);
            MemorySegment segment = grandchild.allocate(8, 8);
            child.onReset(() -> ran.add("child"));
            grandchild.onReset(() -> ran.add("grandchild"));
            parent.reset();
            assertThat(ran).containsExactly("grandchild", "child", "parent");
            assertThatIllegalStateException().isThrownBy(() -> child.allocate(8, 8))
                    .withMessageContaining("was closed");
            assertThatIllegalStateException().isThrownBy(() -> grandchild.allocate(8, 8));
            if (confinement == Confinement.CONFINED) {
                assertThatIllegalStateException().isThrownBy(() -> segment.get(ValueLayout.JAVA_BYTE, 0));
            }
            child.close();
            assertThat(parent.stats().bytesHeld()).isZero();
            parent.child(4096).allocate(8, 8);
        }
    }

    @Test
    void childrenEndInReverseOrder() {
        List<String> ran = new ArrayList<>();
        try (Arena parent = pool.open()) {
            for (String name : List.of("first", "second", "third", "fourth")) {
                parent.child(4096).onReset(() -> ran.add(name));
            }
        }
        assertThat(ran).containsExactly("fourth", "third", "second", "first");
    }

    @Test
    void parentEndsAlthoughACleanupOfAChildFails() {
        Arena parent = pool.open();
        Arena child = parent.child(4096);
        child.allocate(8, 8);
        child.onReset(() -> {
            throw new IllegalArgumentException("of the child");
        });
        parent.onReset(() -> {
            throw new IllegalArgumentException("of the parent");
        });
        assertThatThrownBy(parent::close).hasMessage("of the child")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThatIllegalStateException().isThrownBy(() -> parent.allocate(8, 8));
        assertThatIllegalStateException().isThrownBy(() -> child.allocate(8, 8));
    }

    @Test
    void aNativeCallThatUsesAChildKeepsTheParentOpen() throws Throwable {
        try (Arena parent = pool.open(); Arena child = parent.child(4096)) {
            MemorySegment ints = child.allocate(64, 4);
            MemorySegment own = parent.allocate(8, 8);
            NativeCallTests.whileInUse(ints, () -> assertThatIllegalStateException().isThrownBy(parent::close));
            own.set(ValueLayout.JAVA_LONG, 0, 1);
            ints.set(ValueLayout.JAVA_INT, 0, 1);
            child.allocate(8, 8);
        }
    }

    @Test
    void childrenOpenedInALoopLeaveNoMemory() {
        try (Arena parent = pool.open()) {
            for (int i = 0; i < 10_000; i++) {
                try (Arena child = parent.child(1024)) {
                    child.allocate(1000, 1).fill((byte) 1);
                }
            }
            assertThat(parent.stats().bytesHeld()).isZero();
            assertThat(pool.stats().normalChunksAllocated()).isEqualTo(1);
        }
    }

    @Test
    void aBudgetBelowTheSmallestChunkIsRefused() {
        try (Arena parent = pool.open()) {
            assertThatIllegalArgumentException().isThrownBy(() -> parent.child(1023))
                    .withMessageContainingAll("byteBudget is 1023", "1024");
        }
    }

    @Test
    void childrenOfManyThreadsStayWithinTheBudgetOfTheirParent() throws Exception {
        int threads = 4;
        try (Arena parent = pool.open(Confinement.SHARED); var executor = Executors.newFixedThreadPool(threads)) {
            List<Callable<Long>> work = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                work.add(() -> {
                    long most = 0;
                    for (int j = 0; j < 5_000; j++) {
                        try (Arena child = parent.child(8192)) {
                            while (child.tryAllocate(900, 1) != null) {
                                most = Math.max(most, parent.stats().bytesHeld());
                            }
                        }
                    }
                    return most;
                });
            }
            for (Future<Long> each : executor.invokeAll(work)) {
                assertThat(each.get()).isBetween(1L, PARENT_BUDGET);
            }
            assertThat(parent.stats().bytesHeld()).isZero();
        }
        pool.trim();
    }

    @ParameterizedTest
    @EnumSource
    void childOpenedWhileItsParentEndsIsClosed(Confinement confinement) {
        List<Arena> opened = new ArrayList<>();
        List<String> ran = new ArrayList<>();
        try (Arena parent = pool.open(confinement)) {
            parent.onReset(() -> {
                Arena first = parent.child(4096);
                first.onReset(() -> {
                    Arena second = parent.child(4096);
                    second.allocate(1, 1);
                    opened.add(second);
                    parent.onReset(() -> ran.add("cleanup of the parent"));
                });
            });
        }
        assertThat(ran).containsExactly("cleanup of the parent");
        assertThatIllegalStateException().isThrownBy(() -> opened.getFirst().allocate(1, 1));
    }

    @Test
    void budgetBelowTheHeldMemoryAppliesToChildren() {
        try (ArenaPool pool = Arena.builder().buildPool(); Arena arena = pool.open()) {
            arena.allocate(1 << 20, 8);
            pool.changeByteBudget(arena, 64 << 10);
            Arena child = arena.child(1 << 20);
            assertThat(arena.stats().bytesHeld()).isEqualTo(1 << 20);
            assertThat(child.tryAllocate(8, 8)).isNull();
            assertThat(arena.tryAllocate(8, 8)).isNull();
            arena.reset();
            assertThat(arena.stats().bytesHeld()).isZero();
            assertThat(arena.tryAllocate(64 << 10, 8)).isNotNull();
            assertThat(arena.tryAllocate(8, 8)).isNull();
        }
    }

    @Test
    void childrenNestedDeeperThanAStackEndWithTheirParent() {
        try (ArenaPool pool = Arena.builder().leakDetection(LeakDetection.ALL).buildPool()) {
            for (Confinement confinement : Confinement.values()) {
                Arena outermost = pool.open(confinement);
                Arena innermost = outermost;
                for (int i = 0; i < 5000; i++) {
                    innermost = innermost.child();
                }
                innermost.allocate(8, 8);
                assertThat(outermost.stats().bytesHeld()).isEqualTo(4096);
                outermost.close();
                Arena ended = innermost;
                assertThatThrownBy(() -> ended.allocate(8, 8)).isInstanceOf(IllegalStateException.class);
            }
            pool.trim();
            assertThat(pool.stats().reservedBytes()).isZero();
        }
    }
}
