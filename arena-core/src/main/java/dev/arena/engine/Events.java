package dev.arena.engine;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.jspecify.annotations.Nullable;

/**
 * Emits the events of JDK Flight Recorder. They are disabled by default and cost a look at a flag then; none is near the fast
 * path. A runtime made by {@code jlink} may lack the module {@code jdk.jfr}: no class of events is loaded there.
 */
final class Events {
    private static final boolean POSSIBLE = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Events() {}

    /** A chunk was taken from the source. */
    static void chunkAllocated(String pool, long bytes, boolean oversized) {
        if (POSSIBLE && ChunkAllocationEvent.TYPE.isEnabled()) {
            ChunkAllocationEvent.emit(pool, bytes, oversized);
        }
    }

    /** A generation ends that holds these chunks. */
    static void generationEnds(String pool, long arena, @Nullable Chunk linked, boolean closed) {
        if (POSSIBLE && ResetEvent.TYPE.isEnabled()) {
            ResetEvent.emit(pool, arena, linked, closed);
        }
    }

    /** A chunk was refused. */
    static void refused(String pool, long arena, Refusal refusal) {
        if (POSSIBLE && RefusalEvent.TYPE.isEnabled()) {
            RefusalEvent.emit(pool, arena, refusal);
        }
    }

    /** Something was lost. */
    static void leaked(String pool, String kind, long bytes, Opening opening) {
        if (POSSIBLE && LeakEvent.TYPE.isEnabled()) {
            var trace = new StringWriter();
            opening.printStackTrace(new PrintWriter(trace, true));
            LeakEvent.emit(pool, kind, bytes, trace.toString());
        }
    }
}
