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

package dev.arena.test;

import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.LeakDetection;
import dev.arena.Owned;

import static dev.arena.test.ArenaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests that the assertions detect open arenas and handles, and report where they were opened. */
class ArenaPoolAssertTests {

    @Test
    void openArenasAndHandlesAreReportedWithTheirAllocationSites() {
        try (ArenaPool pool = Arena.builder().name("mine").leakDetection(LeakDetection.ALL).buildPool()) {
            assertThat(pool).hasNoLiveMemory().hasNoOpenArenas().hasNoOpenHandles().hasNoLeaks();
            try (Arena arena = pool.open(); Owned<?> _ = arena.allocateOwned(8, 8)) {
                assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(pool).hasNoOpenArenas())
                        .withMessageContainingAll("'mine'", "there were 1", "ARENA", getClass().getName());
                assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(pool).hasNoOpenHandles())
                        .withMessageContainingAll("'mine'", "there were 1", "HANDLE", getClass().getName());
                assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> assertThat(pool).hasNoLiveMemory())
                        .withMessageContaining("bytes");
            }
            assertThat(pool).hasNoOpenArenas().hasNoOpenHandles();
        }
    }
}
