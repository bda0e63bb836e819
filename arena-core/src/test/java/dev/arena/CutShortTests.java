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

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a truncated segment cannot access memory of another arena, and that its bytes are zeroed. */
class CutShortTests {
    private static final int CHUNK = 4096;

    private final ArenaPool pool = Arena.builder().chunkSizes(CHUNK, CHUNK).maxNormalAlloc(CHUNK).buildPool();

    @AfterEach
    void close() {
        pool.close();
        assertThat(pool.stats().reservedBytes()).isZero();
    }

    @Test
    void chunkOfATruncatedSegmentIsNotTransferredToHandles() {
        Arena arena = pool.open();
        MemorySegment cut = arena.allocate(64, 1);
        arena.shrink(cut, 0);
        List<Owned<MemorySegment>> handles = new ArrayList<>();
        for (int i = 0; i < CHUNK / 64 + 1; i++) { // the last allocation needs another chunk
            handles.add(arena.allocateOwned(64, 1));
        }
        handles.forEach(Owned::close);
        pool.trim();
        try (Arena other = pool.open()) {
            MemorySegment secret = other.allocate(CHUNK, 1).fill((byte) 0x53);
            assertThat(cut.toArray(ValueLayout.JAVA_BYTE)).doesNotContain((byte) 0x53);
            cut.fill((byte) 0x41);
            assertThat(secret.toArray(ValueLayout.JAVA_BYTE)).doesNotContain((byte) 0x41);
        }
        arena.close();
    }

    @Test
    void truncatedSegmentIsZeroedWhenTheArenaIsClosed() {
        Arena arena = pool.open();
        writeBehindTheCursor(arena);
        arena.close();
        assertFreshMemoryIsZero();
    }

    @Test
    void truncatedSegmentIsZeroedAtAReset() {
        Arena arena = pool.open();
        writeBehindTheCursor(arena);
        arena.reset();
        assertFreshMemoryIsZero();
        arena.close();
    }

    @Test
    void truncatedSegmentIsZeroedAtTheEndOfAMark() {
        Arena arena = pool.open();
        arena.allocate(8, 1);
        try (Mark mark = arena.mark()) {
            assertThat(mark).isNotNull();
            writeBehindTheCursor(arena);
        }
        assertThat(arena.allocate(CHUNK - 8, 1).mismatch(MemorySegment.ofArray(new byte[CHUNK - 8]))).isEqualTo(-1);
        arena.close();
    }

    @Test
    void truncatedSegmentInAChunkOfAMarkIsZeroed() {
        Arena arena = pool.open();
        arena.allocate(CHUNK, 1);
        try (Mark mark = arena.mark()) {
            assertThat(mark).isNotNull();
            writeBehindTheCursor(arena);
        }
        assertFreshMemoryIsZero();
        arena.close();
    }

    @Test
    void truncatedSegmentOfAMarkIsZeroedBesideAnEscapedValue() {
        Arena arena = pool.open();
        arena.allocate(8, 1);
        Owned<MemorySegment> handle;
        try (Mark mark = arena.mark()) {
            assertThat(mark).isNotNull();
            writeBehindTheCursor(arena);
            handle = arena.allocateOwned(8, 1);
            handle.get().fill((byte) 0x53);
        }
        assertThat(arena.allocate(64, 1).mismatch(MemorySegment.ofArray(new byte[64]))).isEqualTo(-1);
        assertThat(handle.get().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0x53);
        handle.close();
        arena.close();
    }

    private static void writeBehindTheCursor(Arena arena) {
        MemorySegment cut = arena.allocate(64, 1);
        assertThat(arena.shrink(cut, 0).byteSize()).isZero();
        cut.fill((byte) 0x41);
    }

    private void assertFreshMemoryIsZero() {
        List<Arena> others = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            others.add(pool.open());
            assertThat(others.getLast().allocate(CHUNK, 1).mismatch(MemorySegment.ofArray(new byte[CHUNK])))
                    .isEqualTo(-1);
        }
        others.forEach(Arena::close);
    }
}
