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
import java.util.HashMap;
import java.util.Map;

/**
 * A source of native memory that counts its chunks, and detects memory that it has not allocated or that is returned twice. For
 * one thread.
 */
final class BalancedSource implements ChunkSource {
    private final ChunkSource memory = ChunkSource.nativeMemory();
    private final Map<Long, Long> outstanding = new HashMap<>();

    @Override
    public MemorySegment obtain(long byteSize) {
        MemorySegment given = memory.obtain(byteSize);
        outstanding.put(given.address(), byteSize);
        return given;
    }

    @Override
    public void release(MemorySegment given) {
        Long bytes = outstanding.remove(given.address());
        if (bytes == null || bytes != given.byteSize()) {
            outstanding.put(-1L, given.byteSize()); // the pool would swallow an exception, so the source only records the fault
            return;
        }
        memory.release(given);
    }

    long bytes() {
        return outstanding.values().stream().mapToLong(bytes -> bytes).sum();
    }
}
