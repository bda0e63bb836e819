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

package dev.arena.engine.alloc;

import java.lang.foreign.Arena;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import dev.arena.engine.pool.ChunkPool;
import dev.arena.engine.pool.PoolSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the figures that another thread reads are plausible. */
class FiguresTests {
    private static final int GENERATIONS = 100_000;

    /** A reader can combine the limit of one chunk with the cursor of another. The difference must not count as waste. */
    @Test
    void wastedBytesReadByAnotherThreadStayPlausible() throws Exception {
        var stop = new AtomicBoolean();
        try (Arena memory = Arena.ofShared(); var reader = Executors.newSingleThreadExecutor()) {
            var provider = new ChunkPool(new PoolSettings("test", 512, 512, 512, 1 << 20, 1 << 20, 1 << 20, 0, 0, null,
                    bytes -> memory.allocate(bytes, 16), _ -> {}, () -> {}, false));
            var bump = new PlainAllocator(provider);
            Future<Long> most = reader.submit(() -> {
                long seen = 0;
                while (!stop.get()) {
                    seen = Math.max(seen, bump.wasted());
                }
                return seen;
            });
            try {
                for (int i = 0; i < GENERATIONS; i++) {
                    bump.allocate(400, 1);
                    bump.allocate(400, 1);
                    bump.end(false);
                }
            } finally {
                stop.set(true);
            }
            assertThat(most.get()).isBetween(1L, 2048L);
            bump.end(true);
            assertThat(bump.wasted()).isZero();
            provider.close();
        }
    }
}
