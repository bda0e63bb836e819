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
import java.lang.ref.Cleaner;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a segment of an unreachable arena keeps memory alive that the garbage collector frees. */
class CollectedSourceTests {

    /** Simulates a source over {@link ByteBuffer#allocateDirect}. */
    private static final class Buffers implements ChunkSource {
        final AtomicBoolean collected = new AtomicBoolean();
        private final Cleaner cleaner = Cleaner.create();

        @Override
        public MemorySegment obtain(long byteSize) {
            AtomicBoolean flag = collected;
            ByteBuffer buffer = ByteBuffer.allocateDirect((int) byteSize + 16).alignedSlice(16);
            MemorySegment memory = MemorySegment.ofBuffer(buffer).asSlice(0, byteSize);
            cleaner.register(memory, () -> flag.set(true));
            return memory;
        }

        @Override
        public void release(MemorySegment memory) {}
    }

    @Test
    void segmentOfAnUnreachableArenaKeepsItsMemory() {
        var source = new Buffers();
        MemorySegment segment = allocateInAnUnreachableArena(source);
        for (int i = 0; i < 5; i++) {
            collectGarbage();
        }
        assertThat(source.collected).isFalse();
        segment.set(JAVA_BYTE, 0, (byte) 42);
        assertThat(segment.get(JAVA_BYTE, 0)).isEqualTo((byte) 42);
    }

    private static MemorySegment allocateInAnUnreachableArena(ChunkSource source) {
        return Arena.builder().chunkSource(source).build().allocate(100, 8);
    }

    private static void collectGarbage() {
        var garbage = new WeakReference<>(new Object());
        while (garbage.get() != null) {
            System.gc();
        }
    }
}
