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

package dev.arena.demo.dashboard;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** Reads the figures of the Java heap. */
final class JvmFigures {
    private JvmFigures() {}

    static LiveSnapshot.Jvm read() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        long collections = 0;
        long elapsed = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (stopsTheApplication(collector)) {
                collections += Math.max(0, collector.getCollectionCount());
                elapsed += Math.max(0, collector.getCollectionTime());
            }
        }
        return new LiveSnapshot.Jvm(heap.getUsed(), heap.getCommitted(), heap.getMax(), collections, elapsed);
    }

    /** G1, ZGC and Shenandoah give these names to their concurrent work. */
    private static boolean stopsTheApplication(GarbageCollectorMXBean collector) {
        return !collector.getName().endsWith("Concurrent GC") && !collector.getName().endsWith("Cycles");
    }
}
