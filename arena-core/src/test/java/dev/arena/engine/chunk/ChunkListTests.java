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

package dev.arena.engine.chunk;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that retired chunks are not lost and that their waste is counted correctly. */
class ChunkListTests {
    private final ChunkList list = new ChunkList();

    @Test
    void lastAddedChunkIsRemovedFirst() {
        Chunk first = chunk(60);
        Chunk last = chunk(100);
        list.add(first);
        list.add(last);
        assertThat(list.wasted()).isEqualTo(40);
        assertThat(list.removeFirst()).isSameAs(last);
        assertThat(last.next()).isNull();
        assertThat(list.wasted()).isEqualTo(40);
        assertThat(list.removeFirst()).isSameAs(first);
        assertThat(list.wasted()).isZero();
        assertThat(list.takeAll()).isNull();
    }

    @Test
    void emptiedListHasNoWaste() {
        Chunk first = chunk(1);
        Chunk last = chunk(2);
        list.add(first);
        list.add(last);
        assertThat(list.wasted()).isEqualTo(99 + 98);
        assertThat(list.takeAll()).isSameAs(last);
        assertThat(last.next()).isSameAs(first);
        assertThat(list.wasted()).isZero();
        assertThat(list.find(first.memory())).isNull();
    }

    private static Chunk chunk(long used) {
        Chunk chunk = Chunk.of(java.lang.foreign.Arena.ofAuto().allocate(100, 16), null);
        chunk.setUsed(used);
        return chunk;
    }
}
