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

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.arena.engine.alloc.PlainAllocator;
import dev.arena.engine.pool.ChunkPool;
import dev.arena.engine.pool.PoolSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that the number of a value's handles cannot overflow, and cannot rise again after 0. */
class SharedCountTests {

    @Test
    void numberOfHandlesOfAValueIsLimited() {
        ChunkSource source = ChunkSource.nativeMemory();
        var provider = new ChunkPool(new PoolSettings("count", 4096, 4096, 4096, Long.MAX_VALUE, 0, 1 << 20, 0, 0, null,
                source::obtain, source::release, source::trim, false));
        var allocator = new PlainAllocator(provider);
        var count = new AtomicInteger(Integer.MAX_VALUE);
        Shared.Family family = allocator.allocateEscaped(8, 8, (escape, _) -> new Shared.Family(escape, count));

        assertThatIllegalStateException().isThrownBy(family::retain).withMessageContaining("2147483647");
        assertThat(count).hasValue(Integer.MAX_VALUE);
        family.drop();
        family.retain();
        assertThat(count).hasValue(Integer.MAX_VALUE);

        count.set(1);
        assertThat(provider.figures().activeHandles()).isEqualTo(1);
        family.drop();
        assertThat(provider.figures().activeHandles()).isZero();
        assertThatIllegalStateException().isThrownBy(family::retain).withMessageContaining("closed");
        assertThat(count).hasValue(0);
        allocator.end(true);
        provider.close();
        assertThat(provider.figures().reservedBytes()).isZero();
    }
}
