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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.arena.ChunkSource;
import dev.arena.SoftLimitEvent;

/** A source that records each block, and fails on request. Its monitor also guards the blocks. */
final class Ledger implements ChunkSource {

    /** The calls of the source during one operation of a thread. */
    static final class Call {
        boolean refuseNext;
        boolean failRelease;
        int obtained;
        int refused;
        int released;
        final List<SoftLimitEvent> heard = new ArrayList<>();
    }

    private final ThreadLocal<Call> call = ThreadLocal.withInitial(Call::new);
    private final TreeMap<Long, Block> blocks = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private long outstanding;
    private long asking;
    private long peak;
    private long peakOutstanding;
    private long released;
    private long failedReleases;

    /** Returns the operation of the calling thread. */
    Call current() {
        return call.get();
    }

    /** Begins an operation of the calling thread. */
    Call begin() {
        var mine = new Call();
        call.set(mine);
        return mine;
    }

    @Override
    public MemorySegment obtain(long byteSize) {
        Call mine = call.get();
        synchronized (this) {
            asking += byteSize;
            peak = Math.max(peak, outstanding + asking);
        }
        MemorySegment memory = null;
        try {
            if (mine.refuseNext) {
                mine.refuseNext = false;
                mine.refused++;
                throw new OutOfMemoryError("expected");
            }
            memory = ChunkSource.nativeMemory().obtain(byteSize);
            mine.obtained++;
            return memory;
        } finally {
            synchronized (this) { // in one step, because these bytes must not be counted twice
                asking -= byteSize;
                if (memory != null) {
                    outstanding += byteSize;
                    peakOutstanding = Math.max(peakOutstanding, outstanding);
                    blocks.put(memory.address(), new Block(memory));
                }
            }
        }
    }

    @Override
    public void release(MemorySegment memory) {
        Call mine = call.get();
        mine.released++;
        synchronized (this) {
            Block block = blocks.remove(memory.address());
            if (block == null || block.bytes != memory.byteSize()) {
                faults.add("released what is not outstanding: " + memory);
                return;
            }
            if (block.state() != Block.State.IDLE) {
                faults.add("released while it could be reached: " + block);
            }
            released++;
            failedReleases += mine.failRelease ? 1 : 0;
        }
        memory.fill((byte) 0xDB); // makes access after the end visible
        ChunkSource.nativeMemory().release(memory);
        synchronized (this) {
            outstanding -= memory.byteSize();
        }
        if (mine.failRelease) {
            mine.failRelease = false;
            throw new UnsupportedOperationException("expected");
        }
    }

    /** Returns the block that contains an address or ends there. */
    synchronized Block find(long address) {
        Map.Entry<Long, Block> entry = blocks.floorEntry(address);
        if (entry == null || address - entry.getKey() > entry.getValue().bytes) {
            throw new AssertionError("memory that is not of the source: " + Long.toHexString(address));
        }
        return entry.getValue();
    }

    synchronized Collection<Block> blocks() {
        return List.copyOf(blocks.values());
    }

    synchronized long outstanding() {
        return outstanding;
    }

    /** Returns the peak of outstanding bytes, including requests in progress. */
    synchronized long peak() {
        return peak;
    }

    /** Returns the peak of outstanding bytes. */
    synchronized long peakOutstanding() {
        return peakOutstanding;
    }

    synchronized long released() {
        return released;
    }

    synchronized long failedReleases() {
        return failedReleases;
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
