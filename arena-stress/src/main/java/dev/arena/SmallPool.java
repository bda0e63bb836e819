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
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A pool that is cheap enough for each attempt of a race to have its own. Its source returns the same few pieces of memory in
 * turn, and only counts.
 */
final class SmallPool implements ChunkSource {
    static final long CHUNK = 512;

    /** More than a race has in use at a time. */
    private static final int PIECES = 8;

    private static final MemorySegment MEMORY = java.lang.foreign.Arena.global().allocate(PIECES * CHUNK, CHUNK);

    private final AtomicInteger obtained = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();
    private final ArenaPool pool;

    /** Creates a pool that keeps at most {@code maxCached} bytes for reuse. */
    SmallPool(long maxCached) {
        pool = Arena.builder().chunkSizes(CHUNK, CHUNK).maxNormalAlloc(CHUNK).maxCached(maxCached)
                .idleTimeout(Duration.ZERO).leakDetection(LeakDetection.OFF).chunkSource(this).buildPool();
    }

    @Override
    public MemorySegment obtain(long byteSize) {
        return MEMORY.asSlice(obtained.getAndIncrement() % PIECES * CHUNK, CHUNK);
    }

    @Override
    public void release(MemorySegment memory) {
        released.incrementAndGet();
    }

    Arena open(Confinement confinement) {
        return pool.open(confinement);
    }

    ArenaPool pool() {
        return pool;
    }

    /** From now on, each chunk returns to the source at once, and each session closes with its last user. */
    void close() {
        pool.close();
    }

    int released() {
        return released.get();
    }

    /** Returns the number of chunks that the source has not got back. It is negative if a chunk was returned twice. */
    int outstanding() {
        return obtained.get() - released.get();
    }

    /** Whether {@code segment} can be read. */
    static boolean isAlive(MemorySegment segment) {
        try {
            segment.get(ValueLayout.JAVA_BYTE, 0);
            return true;
        } catch (IllegalStateException closed) {
            return false;
        }
    }
}
