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

    /** By the names that G1, and ZGC and Shenandoah, give to what they do beside the application. */
    private static boolean stopsTheApplication(GarbageCollectorMXBean collector) {
        return !collector.getName().endsWith("Concurrent GC") && !collector.getName().endsWith("Cycles");
    }
}
