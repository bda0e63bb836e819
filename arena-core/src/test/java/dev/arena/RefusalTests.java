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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.arena.Threads.Started;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that no allocation is refused for lack of unused memory that another thread is just moving. */
@Timeout(60)
class RefusalTests {
    private static final long CHUNK = 4096;

    /** A thread that needs the whole pool while the first chunk is being released. It waits or has finished. */
    private final List<Started<Boolean>> concurrent = new ArrayList<>();

    private ArenaPool pool(long maxCached) {
        var good = ChunkSource.nativeMemory();
        List<ArenaPool> made = new ArrayList<>();
        made.add(Arena.builder().chunkSizes(CHUNK, CHUNK).poolByteBudget(4 * CHUNK).maxCached(maxCached)
                .chunkSource(new ChunkSource() {
                    @Override
                    public MemorySegment obtain(long byteSize) {
                        return good.obtain(byteSize);
                    }

                    @Override
                    public void release(MemorySegment memory) {
                        if (concurrent.isEmpty()) {
                            concurrent.add(Threads.start(() -> {
                                try (Arena arena = made.getFirst().open()) {
                                    return arena.tryAllocate(4 * CHUNK, 1) != null;
                                }
                            }).untilStuck());
                        }
                        good.release(memory);
                    }
                }).maxQuarantined(16 * CHUNK).buildPool());
        return made.getFirst();
    }

    @Test
    void allocationIsNotRefusedWhileATrimReleasesCachedChunks() throws Exception {
        try (ArenaPool pool = pool(1 << 20)) {
            try (Arena arena = pool.open()) {
                for (int i = 0; i < 4; i++) {
                    arena.allocate(CHUNK, 1);
                }
            }
            pool.trim();
            assertThat(concurrent.getFirst().answer()).isTrue();
            assertThat(pool.stats().poolRejections()).isZero();
        }
    }

    @Test
    void allocationIsNotRefusedWhileChunksLeaveTheQuarantine() throws Exception {
        try (ArenaPool pool = pool(0)) {
            List<Arena> arenas = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                arenas.add(pool.open(Confinement.SHARED));
                arenas.getLast().allocate(CHUNK, 1);
            }
            arenas.forEach(Arena::close); // the last close ends the session of all
            assertThat(concurrent.getFirst().answer()).isTrue();
            assertThat(pool.stats().poolRejections()).isZero();
        }
    }
}
