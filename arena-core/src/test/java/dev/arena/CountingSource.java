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
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A source that counts its memory, so that tests can compare the allocator's figures with the real ones. It records a segment
 * that is released twice, or was never obtained, in {@link #faults}.
 */
final class CountingSource implements ChunkSource {
    private final ChunkSource backing;
    private final IdentityHashMap<MemorySegment, Boolean> outstanding = new IdentityHashMap<>();
    private final List<Long> requests = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private long outstandingBytes;
    private long asking;
    private long peakBytes;
    private long released;

    CountingSource() {
        this(ChunkSource.nativeMemory());
    }

    CountingSource(ChunkSource backing) {
        this.backing = backing;
    }

    @Override
    public MemorySegment obtain(long byteSize) {
        synchronized (this) {
            requests.add(byteSize);
            asking += byteSize;
            peakBytes = Math.max(peakBytes, outstandingBytes + asking);
        }
        MemorySegment memory = null;
        try {
            memory = backing.obtain(byteSize);
            return memory;
        } finally {
            synchronized (this) {
                asking -= byteSize;
                if (memory != null) {
                    outstanding.put(memory, true);
                    outstandingBytes += memory.byteSize();
                }
            }
        }
    }

    @Override
    public void release(MemorySegment memory) {
        boolean known;
        synchronized (this) {
            known = outstanding.containsKey(memory);
            if (!known) {
                faults.add("released what is not outstanding: " + memory);
            }
        }
        if (!known) {
            return;
        }
        try {
            backing.release(memory);
        } finally {
            synchronized (this) {
                released++;
                outstanding.remove(memory);
                outstandingBytes -= memory.byteSize();
            }
        }
    }

    /** Returns the requested sizes, in order. */
    synchronized List<Long> requests() {
        return List.copyOf(requests);
    }

    synchronized int calls() {
        return requests.size();
    }

    synchronized long released() {
        return released;
    }

    synchronized long outstandingBytes() {
        return outstandingBytes;
    }

    synchronized int outstandingChunks() {
        return outstanding.size();
    }

    /** Returns the peak of the outstanding bytes, including requests in progress. */
    synchronized long peakBytes() {
        return peakBytes;
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
