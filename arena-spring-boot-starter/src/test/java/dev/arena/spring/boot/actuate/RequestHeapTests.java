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

package dev.arena.spring.boot.actuate;

import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

class RequestHeapTests {

    @Test
    void customHttpMethodsShouldNotFillTheTable() {
        try (ArenaPool pool = Arena.builder().buildPool()) {
            var heap = new RequestHeap(pool);
            for (int i = 0; i < 2 * RequestHeap.CAPACITY; i++) {
                heap.record("METHOD" + i, "/any", 1);
            }
            heap.record("GET", "/any", 100);
            assertThat(heap.routes()).containsExactly(new PoolDescriptor.RouteHeap("GET /any", 1, 100, 100));
        }
    }
}
