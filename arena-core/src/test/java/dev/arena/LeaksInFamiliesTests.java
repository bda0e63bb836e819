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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that memory of marks and children is reclaimed exactly when it is unreachable. */
class LeaksInFamiliesTests {
    private final LeakLog log = new LeakLog("family");
    private final CountingSource source = new CountingSource();
    private final ArenaPool pool = Arena.builder().name("family").chunkSizes(1024, 1024).maxNormalAlloc(1024)
            .chunkSource(source).leakDetection(LeakDetection.ALL).buildPool();

    @AfterEach
    void everythingComesBackOnce() {
        pool.close();
        log.close();
        assertThat(source.outstandingBytes()).isZero();
        assertThat(source.faults()).isEmpty();
    }

    private void assertLost(long bytes) {
        assertThat(log.await().getMessage()).contains("an arena").contains(" " + bytes + " ");
        log.awaitNothing();
        pool.trim();
        assertThat(pool.stats().leaks()).isEqualTo(1);
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().reservedBytes()).isZero();
    }

    /** The session of a mark keeps only itself reachable. The arena must stay as long as one of its segments can be used. */
    @ParameterizedTest
    @EnumSource
    void segmentOfAnOpenMarkKeepsTheArenaReachable(Confinement confinement) {
        List<MemorySegment> kept = new ArrayList<>();
        keepOnly(kept, confinement, 0);
        log.awaitNothing();
        assertThat(pool.stats().liveBytes()).isEqualTo(2048);
        assertThat(kept.getFirst().get(JAVA_BYTE, 0)).isEqualTo((byte) 7);
        kept.clear();
        assertLost(2048);
    }

    @ParameterizedTest
    @EnumSource
    void segmentOfAMarkOfAnEmptyArenaKeepsTheArenaReachable(Confinement confinement) {
        List<MemorySegment> kept = new ArrayList<>();
        keepFirst(kept, confinement);
        log.awaitNothing();
        assertThat(kept.getFirst().get(JAVA_BYTE, 0)).isEqualTo((byte) 7);
        kept.clear();
        assertLost(1024);
    }

    private void keepFirst(List<MemorySegment> kept, Confinement confinement) {
        Arena arena = pool.open(confinement);
        arena.mark();
        kept.add(arena.allocate(1, 1).fill((byte) 7));
    }

    /** The chunk that was current at the mark is accessible in both sessions. */
    @ParameterizedTest
    @EnumSource
    void segmentInTheMarkedChunkKeepsTheArenaReachable(Confinement confinement) {
        List<MemorySegment> kept = new ArrayList<>();
        keepOnly(kept, confinement, 1);
        log.awaitNothing();
        assertThat(kept.getFirst().get(JAVA_BYTE, 0)).isEqualTo((byte) 8);
        kept.clear();
        assertLost(2048);
    }

    private void keepOnly(List<MemorySegment> kept, Confinement confinement, int which) {
        Arena arena = pool.open(confinement);
        arena.allocate(500, 1);
        arena.mark();
        MemorySegment inTheSame = arena.allocate(500, 1).fill((byte) 8);
        MemorySegment inAnother = arena.allocate(1000, 1).fill((byte) 7);
        kept.add(which == 0 ? inAnother : inTheSame);
    }

    @Test
    void segmentBelowAMarkOfALeakedSharedArenaThrows() {
        List<MemorySegment> kept = new ArrayList<>();
        Arena arena = pool.open(Confinement.SHARED);
        kept.add(arena.allocate(100, 1).fill((byte) 5));
        arena.mark();
        arena.allocate(1000, 1).fill((byte) 6);
        arena = pool.open(Confinement.SHARED);
        assertThat(log.await().getMessage()).contains("an arena").contains(" 2048 ");
        for (int i = 0; i < 4; i++) { // the chunks must not be reused before the session has closed
            arena.allocate(1024, 1).fill((byte) 9);
        }
        assertThat(pool.stats().quarantinedBytes()).isEqualTo(2048);
        arena.close();
        pool.trim();
        assertThatIllegalStateException().isThrownBy(() -> kept.getFirst().get(JAVA_BYTE, 0));
        assertThat(pool.stats().reservedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void leakedParentReturnsChunksOfItsChildrenAndIsReportedOnce(Confinement confinement) {
        forgetFamily(confinement);
        assertLost(3 * 1024 + 5000);
    }

    private void forgetFamily(Confinement confinement) {
        Arena parent = pool.open(confinement);
        parent.allocate(1, 1);
        Arena child = parent.child();
        child.allocate(1, 1);
        child.allocate(5000, 1);
        child.child(1024).allocate(1, 1);
        parent.child(1024); // never allocates
    }

    @ParameterizedTest
    @EnumSource
    void childKeepsItsParentReachable(Confinement confinement) {
        List<Arena> kept = new ArrayList<>();
        keepChild(kept, confinement);
        log.awaitNothing();
        assertThat(pool.stats().liveBytes()).isEqualTo(2048);
        kept.getFirst().allocate(1, 1);
        kept.clear();
        assertLost(2048);
    }

    private void keepChild(List<Arena> kept, Confinement confinement) {
        Arena parent = pool.open(confinement);
        parent.allocate(1, 1);
        Arena child = parent.child(4096);
        child.allocate(1, 1);
        kept.add(child);
    }

    @ParameterizedTest
    @EnumSource
    void unreachableChildEndsWithTheGenerationOfItsParent(Confinement confinement) {
        try (Arena parent = pool.open(confinement)) {
            parent.child(4096).allocate(1, 1);
            log.awaitNothing();
            assertThat(pool.stats().activeArenas()).isEqualTo(1);
            assertThat(parent.stats().bytesHeld()).isEqualTo(1024);
            parent.reset();
            assertThat(pool.stats().activeArenas()).isZero();
            assertThat(parent.stats().bytesHeld()).isZero();
        }
        log.awaitNothing();
        assertThat(pool.stats().leaks()).isZero();
    }

    /** If the parent still listed the child, it would release the child's chunk a second time. */
    @ParameterizedTest
    @EnumSource
    void closedChildIsNotReclaimed(Confinement confinement) {
        forgetAfterChildren(confinement);
        assertLost(1024);
    }

    private void forgetAfterChildren(Confinement confinement) {
        Arena parent = pool.open(confinement);
        parent.allocate(1, 1);
        try (Arena child = parent.child(4096)) {
            child.allocate(1, 1);
        }
        parent.child(4096).close();
        try (Mark _ = parent.mark()) {
            parent.allocate(1000, 1);
            parent.allocate(1000, 1);
        }
    }
}
