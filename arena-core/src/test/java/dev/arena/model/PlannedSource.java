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

/** A source that goes wrong as planned and insists that everything it gave out comes back once. */
final class PlannedSource implements ChunkSource {

    /** What makes memory misaligned, in bytes. */
    private static final long OFF = 8;
    private static final long LINE = 64;

    private final FaultPlan plan;

    /** What the backing source gave, by the address of what was answered. */
    private final Map<Long, MemorySegment> outstanding = new HashMap<>();

    PlannedSource(FaultPlan plan) {
        this.plan = plan;
    }

    @Override
    @SuppressWarnings("NullAway") // breaking the contract is the purpose
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

    /** So much memory, off the alignment of a cache line by so much: the size of copies depends on that. */
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
