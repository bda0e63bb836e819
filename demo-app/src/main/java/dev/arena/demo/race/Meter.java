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

package dev.arena.demo.race;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.ToLongFunction;

import com.sun.management.ThreadMXBean;

/**
 * The resources that the JVM has used up to a moment. The heap memory is that of all threads except the calling one. A virtual
 * thread has no count of its own: its allocations count for the platform thread that carries it.
 *
 * @param nanos {@link System#nanoTime}
 * @param allocatedBytes heap memory that all threads have allocated, including ended threads, but not the calling one
 * @param collections number of garbage collections that stopped the application
 * @param pauseMillis total duration of these collections
 */
record Meter(long nanos, long allocatedBytes, long collections, long pauseMillis) {
    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** Concurrent collectors report their cycles and, under another name, their pauses. */
    private static final List<GarbageCollectorMXBean> PAUSES = ManagementFactory.getGarbageCollectorMXBeans().stream()
            .filter(it -> !it.getName().endsWith("Cycles")).toList();

    static final Meter NOTHING = new Meter(0, 0, 0, 0);

    /** Returns the current figures. Call this method on a platform thread. */
    static Meter read() {
        long allocated = THREADS.getTotalThreadAllocatedBytes() - THREADS.getCurrentThreadAllocatedBytes();
        return new Meter(System.nanoTime(), allocated, sum(GarbageCollectorMXBean::getCollectionCount),
                sum(GarbageCollectorMXBean::getCollectionTime));
    }

    private static long sum(ToLongFunction<GarbageCollectorMXBean> figure) {
        return PAUSES.stream().mapToLong(figure).sum();
    }

    /** Returns the resources that were used between {@code start} and this moment. */
    Meter since(Meter start) {
        return new Meter(nanos - start.nanos, Math.max(0, allocatedBytes - start.allocatedBytes),
                collections - start.collections, pauseMillis - start.pauseMillis);
    }

    /** Returns the sum of these resources and those of another period. */
    Meter plus(Meter other) {
        return new Meter(nanos + other.nanos, allocatedBytes + other.allocatedBytes, collections + other.collections,
                pauseMillis + other.pauseMillis);
    }

    /** Heap memory that the calling platform thread has allocated since it began. */
    static long allocatedByThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
