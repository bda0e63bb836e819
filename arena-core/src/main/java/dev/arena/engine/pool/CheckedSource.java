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

package dev.arena.engine.pool;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.util.ThreadAccess;

/**
 * Checks the chunk source of a pool. Sources are user code: their results are verified and their exceptions are contained. A
 * source must not allocate from the pool during a call, because an arena that takes or returns chunks is not in a consistent
 * state.
 *
 * <p>Safe for use by any thread.
 */
final class CheckedSource {
    private static final Logger LOG = System.getLogger("dev.arena");

    private final PoolSettings settings;

    /** Start and end address of the memory that the source has provided; empty for a trusted source. */
    private final ConcurrentSkipListMap<Long, Long> out = new ConcurrentSkipListMap<>();

    /** Threads inside a call of the source; empty for a trusted source, which calls no other code. */
    private final Set<Thread> inside = ConcurrentHashMap.newKeySet();

    private final LongAdder failedReleases = new LongAdder();

    CheckedSource(PoolSettings settings) {
        this.settings = settings;
    }

    /** Throws if the calling thread is inside the source. */
    void requireOutside() {
        if (!settings.sourceIsTrusted() && inside.contains(Thread.currentThread())) {
            throw new IllegalStateException(
                    "The chunk source of pool '" + settings.name() + "' must not allocate from that pool");
        }
    }

    /**
     * Takes {@code bytes} from the source.
     *
     * @return zeroed memory that has no other owner
     * @throws IllegalStateException if the source returned anything else; exceptions of the source itself are passed on
     */
    MemorySegment obtain(long bytes) {
        boolean entered = beginCall();
        MemorySegment memory;
        try {
            memory = settings.obtain().apply(bytes);
        } finally {
            endCall(entered);
        }
        if (memory == null) {
            throw new IllegalStateException("the chunk source returned null instead of " + bytes + " bytes");
        }
        String fault = fault(memory, bytes);
        if (fault != null) {
            giveBack(memory);
        } else if (!note(memory)) {
            fault = "memory that is in use"; // not given back, because it has another owner
        }
        if (fault != null) {
            throw new IllegalStateException(
                    "the chunk source returned " + fault + " instead of " + bytes + " bytes of writable native memory");
        }
        return memory;
    }

    private static @Nullable String fault(MemorySegment memory, long bytes) {
        if (!memory.isNative()) {
            return "heap memory";
        }
        if (memory.isReadOnly()) {
            return "read-only memory";
        }
        if (memory.byteSize() != bytes) {
            return memory.byteSize() + " bytes";
        }
        if (memory.address() % Chunk.ALIGNMENT != 0) {
            return "memory that is not aligned to " + Chunk.ALIGNMENT + " bytes";
        }
        if (!memory.scope().isAlive()) { // reinterpreting would make it accessible again
            return "memory that was freed";
        }
        if (ThreadAccess.isConfined(memory)) {
            return "memory that is confined to a thread";
        }
        return null;
    }

    /** Records that the source has provided {@code memory}. Returns false and records nothing if a part of it is in use. */
    private boolean note(MemorySegment memory) {
        if (settings.sourceIsTrusted()) {
            return true;
        }
        long start = memory.address();
        long end = start + memory.byteSize();
        if (out.putIfAbsent(start, end) != null) {
            return false;
        }
        Map.Entry<Long, Long> before = out.lowerEntry(start);
        Long next = out.higherKey(start);
        if ((before != null && before.getValue() > start) || (next != null && next < end)) {
            out.remove(start);
            return false;
        }
        return true;
    }

    /** Gives obtained memory back. Never throws, because the end of an arena cannot handle the failure. */
    void release(MemorySegment memory) {
        if (!settings.sourceIsTrusted()) {
            out.remove(memory.address()); // before the source can give it to another thread
        }
        giveBack(memory);
    }

    private void giveBack(MemorySegment memory) {
        boolean entered = beginCall();
        try {
            settings.giveBack().accept(memory);
        } catch (Throwable e) {
            failedReleases.increment();
            warn("to release " + memory.byteSize() + " bytes, which may be lost until the process ends", e);
        } finally {
            endCall(entered);
        }
    }

    /** Lets the source return released memory to the operating system. Never throws. */
    void trim() {
        boolean entered = beginCall();
        try {
            settings.trimSource().run();
        } catch (Throwable e) {
            warn("to trim", e);
        } finally {
            endCall(entered);
        }
    }

    private boolean beginCall() {
        return !settings.sourceIsTrusted() && inside.add(Thread.currentThread());
    }

    private void endCall(boolean entered) {
        if (entered) { // false in a nested call, of a source that trims its pool
            inside.remove(Thread.currentThread());
        }
    }

    private void warn(String what, Throwable cause) {
        try {
            LOG.log(Level.WARNING, "The chunk source of pool '" + settings.name() + "' failed " + what, cause);
        } catch (Throwable _) {
            // a failing logger must not corrupt the counters of the pool
        }
    }

    /** Returns the number of times that the source failed to take memory back. */
    long failedReleases() {
        return failedReleases.sum();
    }
}
