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

package dev.arena.model;

import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;

import dev.arena.ChunkSource;

/** A source that fails as planned, and checks that each block is released exactly once. */
final class PlannedSource implements ChunkSource {

    /** Offset that makes memory misaligned, in bytes. */
    private static final long OFF = 8;
    private static final long LINE = 64;

    private final FaultPlan plan;

    /** Blocks of the backing source, by the address of the returned memory. */
    private final Map<Long, MemorySegment> outstanding = new HashMap<>();

    PlannedSource(FaultPlan plan) {
        this.plan = plan;
    }

    @Override
    @SuppressWarnings("NullAway") // violates the contract on purpose
    public MemorySegment obtain(long byteSize) {
        Fault fault = plan.next(FaultPlan.Call.OBTAIN);
        if (fault == null) {
            return noted(byteSize, 0);
        }
        fault.raise();
        return switch (fault) {
            case WRONG_SIZE -> noted(byteSize + 1, 0);
            case MISALIGNED -> noted(byteSize, OFF);
            default -> null;
        };
    }

    /**
     * Returns {@code byteSize} bytes that start {@code off} bytes after a cache line. The size of copies depends on the
     * alignment.
     */
    private MemorySegment noted(long byteSize, long off) {
        MemorySegment memory = ChunkSource.nativeMemory().obtain(byteSize + LINE + OFF);
        MemorySegment answer = memory.asSlice(Math.floorMod(-memory.address(), LINE) + off, byteSize);
        outstanding.put(answer.address(), memory);
        return answer;
    }

    @Override
    public void release(MemorySegment memory) {
        Fault fault = plan.next(FaultPlan.Call.RELEASE);
        MemorySegment known = outstanding.remove(memory.address());
        if (known == null) {
            throw new AssertionError("released what is not outstanding: " + memory);
        }
        ChunkSource.nativeMemory().release(known);
        if (fault != null) {
            fault.raise();
        }
    }

    long outstandingBytes() {
        return outstanding.values().stream().mapToLong(memory -> memory.byteSize() - LINE - OFF).sum();
    }

    long outstandingChunks() {
        return outstanding.size();
    }
}
