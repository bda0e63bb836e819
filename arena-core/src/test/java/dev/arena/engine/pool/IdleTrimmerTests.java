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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import dev.arena.engine.alloc.PlainAllocator;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that an idle pool releases its chunks automatically. */
@Timeout(120)
class IdleTrimmerTests {
    private final Arena memory = Arena.ofShared();
    private final AtomicLong released = new AtomicLong();

    @AfterEach
    void close() {
        memory.close();
    }

    private ChunkPool pool(long idleNanos) {
        return new ChunkPool(new PoolSettings("test", 1024, 1024, 1024, 1 << 20, 1 << 20, 1 << 20, idleNanos, 0, null,
                bytes -> memory.allocate(bytes, 16), this::count, () -> {}, false));
    }

    private void count(MemorySegment chunk) {
        released.addAndGet(chunk.byteSize());
    }

    private static void use(ChunkPool pool) {
        var bump = new PlainAllocator(pool);
        bump.allocate(1024, 1);
        bump.end(true);
    }

    /** The first trim after the use keeps the chunk. The second one releases it. */
    @Test
    void unusedChunksAreReleasedRepeatedly() {
        ChunkPool pool = pool(TimeUnit.MILLISECONDS.toNanos(1));
        for (int round = 1; round <= 3; round++) {
            use(pool);
            while (released.get() < 1024L * round) {
                Thread.onSpinWait();
            }
        }
        pool.close();
    }

    @Test
    void poolWithoutATimeoutKeepsItsChunks() {
        ChunkPool pool = pool(0);
        use(pool);
        assertThat(pool.figures().cachedChunks()).isEqualTo(1);
        pool.close();
        assertThat(released).hasValue(1024);
    }
}
