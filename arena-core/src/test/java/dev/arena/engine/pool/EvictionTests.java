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
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.ChunkResult;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that no allocation is refused for lack of bytes that another thread is just releasing. */
class EvictionTests {
    private final AtomicReference<ChunkResult> second = new AtomicReference<>();
    private final Arena memory = Arena.ofAuto();
    private final ChunkPool provider = new ChunkPool(new PoolSettings("test", 1024, 1024, 512, 1024, 1024, 1024, 0,
            0, null, bytes -> memory.allocate(bytes, 16), _ -> letTheOtherTry(), () -> {}, false));
    private final Thread other = new Thread(() -> second.set(provider.acquireOversized(512)));

    /**
     * Starts the other allocation during the release of the cached chunk. At this moment the chunk is neither cached nor free.
     */
    private void letTheOtherTry() {
        if (other.getState() == Thread.State.NEW) {
            other.start();
            while (other.isAlive() && other.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void allocationDuringAnEvictionGetsItsBytes() throws Exception {
        assertThat(provider.prewarm(1024, 1024)).isNull();
        ChunkResult first = provider.acquireOversized(512);
        other.join();
        assertThat(first).isInstanceOf(Chunk.class);
        assertThat(second.get()).isInstanceOf(Chunk.class);
        assertThat(provider.figures().reservedBytes()).isEqualTo(1024);
        assertThat(provider.figures().poolRefusals()).isZero();
    }
}
