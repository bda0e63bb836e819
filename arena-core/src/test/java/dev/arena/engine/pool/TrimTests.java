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

package dev.arena.engine.pool;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.arena.engine.alloc.PlainAllocator;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the idle trim releases exactly the surplus chunks. */
class TrimTests {
    private final Arena memory = Arena.ofShared();
    private final List<Long> trims = new ArrayList<>();
    private long released;
    private final ChunkPool provider = new ChunkPool(new PoolSettings("test", 1024, 2048, 1024, 1 << 20,
            1 << 20, 1 << 20, 0, 0, null, bytes -> memory.allocate(bytes, 16), this::count, () -> trims.add(released),
            false));

    private void count(MemorySegment memory) {
        released += memory.byteSize();
    }

    @BeforeEach
    void fill() {
        use(4);
        assertThat(provider.figures().cachedByClass()).containsExactly(1L, 3L);
    }

    @AfterEach
    void close() {
        provider.close();
        assertThat(provider.figures().reservedBytes()).isZero();
        memory.close();
    }

    /** Runs a generation with {@code chunks} full chunks. The first one is of the smaller class. */
    private void use(int chunks) {
        var bump = new PlainAllocator(provider);
        for (int i = 0; i < 2 * chunks - 1; i++) {
            bump.allocate(1024, 1);
        }
        bump.end(true);
    }

    @Test
    void chunksAreKeptInTheIntervalOfTheirReturn() {
        provider.trimIdle();
        assertThat(released).isZero();
        assertThat(provider.figures().cachedChunks()).isEqualTo(4);
    }

    @Test
    void chunksUnusedForAWholeIntervalAreReleased() {
        provider.trimIdle();
        provider.trimIdle();
        assertThat(provider.figures().cachedChunks()).isZero();
        assertThat(provider.figures().reservedBytes()).isZero();
        assertThat(released).isEqualTo(1024 + 3 * 2048);
    }

    @Test
    void onlyTheSurplusIsReleased() {
        provider.trimIdle();
        use(2);
        provider.trimIdle();
        assertThat(provider.figures().cachedByClass()).containsExactly(1L, 1L);
        assertThat(released).isEqualTo(2 * 2048);
    }

    @Test
    void chunksUsedInEachIntervalStayCached() {
        for (int i = 0; i < 10; i++) {
            use(4);
            provider.trimIdle();
        }
        assertThat(provider.figures().cachedChunks()).isEqualTo(4);
        assertThat(released).isZero();
    }

    @Test
    void chunksOfAnOpenArenaAreNotTrimmed() {
        var bump = new PlainAllocator(provider);
        assertThat(bump.allocate(8, 8).byteSize()).isEqualTo(8);
        for (int i = 0; i < 3; i++) {
            provider.trimIdle();
        }
        assertThat(provider.figures().chunks()).isEqualTo(1);
        assertThat(provider.figures().cachedChunks()).isZero();
        assertThat(provider.figures().reservedBytes()).isEqualTo(1024);
        bump.end(true);
        assertThat(provider.figures().cachedChunks()).isEqualTo(1);
    }

    @Test
    void sourceIsTrimmedOnceAfterAllIdleChunksWereReturned() {
        provider.trimIdle();
        assertThat(trims).as("no chunk was released").isEmpty();
        provider.trimIdle();
        assertThat(trims).containsExactly(released).containsExactly(1024L + 3 * 2048);
        provider.trim();
        assertThat(trims).as("no chunk was cached").hasSize(1);
        use(2);
        provider.trim();
        assertThat(trims).containsExactly(1024L + 3 * 2048, released);
    }

    @Test
    void sourceIsNotTrimmedWhenAnArenaReturnsChunks() {
        var bump = new PlainAllocator(provider);
        bump.allocate(100_000, 1);
        bump.end(true);
        assertThat(released).isEqualTo(100_000);
        assertThat(trims).isEmpty();
        provider.close();
        assertThat(released).isEqualTo(100_000 + 1024 + 3 * 2048);
        assertThat(trims).isEmpty();
    }
}
