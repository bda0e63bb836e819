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

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the memory demand of some arenas does not change the first chunk of others. */
class FirstChunkTests {

    @Test
    void largeArenasDoNotChangeTheFirstChunkOfOthers() {
        try (ArenaPool pool = Arena.builder().buildPool()) {
            for (int i = 0; i < 500; i++) {
                try (Arena arena = pool.open()) {
                    for (int j = 0; j < 60; j++) {
                        arena.allocate(10_000, 8);
                    }
                }
                try (Arena arena = pool.open(ArenaOptions.defaults().withExpectedBytes(600_000))) {
                    arena.allocate(600_000, 8);
                }
            }
            assertThat(firstChunk(pool, ArenaOptions.defaults())).isEqualTo(4096);
        }
    }

    @Test
    void firstChunkHasTheExpectedSize() {
        try (ArenaPool pool = Arena.builder().buildPool()) {
            assertThat(firstChunk(pool, ArenaOptions.defaults().withExpectedBytes(20_000))).isEqualTo(32 << 10);
            assertThat(firstChunk(pool, ArenaOptions.defaults().withExpectedBytes(1))).isEqualTo(4096);
            assertThat(firstChunk(pool, ArenaOptions.defaults().withExpectedBytes(Long.MAX_VALUE)))
                    .isEqualTo(512 << 10);
        }
    }

    private static long firstChunk(ArenaPool pool, ArenaOptions options) {
        try (Arena arena = pool.open(options)) {
            arena.allocate(300, 8);
            return arena.stats().bytesHeld();
        }
    }
}
