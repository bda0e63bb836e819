package dev.arena.engine.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("dev.arena.Reset")
@Label("Reset")
@Description("A generation of an arena that had allocated has ended")
@Category("Arena")
@Enabled(false)
final class ResetEvent extends Event {
    static final ResetEvent TYPE = new ResetEvent("", 0, 0, 0, false);

    @Label("Pool")
    final String pool;

    @Label("Arena")
    @Description("Number of the arena in its pool")
    final long arena;

    @DataAmount
    @Label("Size")
    @Description("Size of the chunks that the arena held")
    final long bytes;

    @Label("Chunks")
    @Description("Chunks that the arena held")
    final int chunks;

    @Label("Closed")
    @Description("Whether the arena ended with its generation")
    final boolean closed;

    private ResetEvent(String pool, long arena, long bytes, int chunks, boolean closed) {
        this.pool = pool;
        this.arena = arena;
        this.bytes = bytes;
        this.chunks = chunks;
        this.closed = closed;
    }

    static void emit(String pool, long arena, long bytes, int chunks, boolean closed) {
        new ResetEvent(pool, arena, bytes, chunks, closed).commit();
    }
}
