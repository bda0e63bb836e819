package dev.arena.engine;

import java.lang.foreign.MemorySegment;

import org.junit.jupiter.api.Test;

import dev.arena.ChunkSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if handles that come and go could use up the credit that stands for the arena. */
class EscapeCreditTests {
    @Test
    void handlesAreExchangedBeforeTheyCouldUseTheCreditUp() {
        ChunkSource source = ChunkSource.nativeMemory();
        var provider = new ChunkProvider(new PoolSettings("credit", 4096, 4096, 4096, Long.MAX_VALUE, 0, 0, 0, null,
                source::obtain, source::release, source::trim, false));
        Chunk chunk = new Chunk(source.obtain(4096), null);
        var escape = new Escape(provider, chunk, provider.escapes().join(), 3);
        MemorySegment part = chunk.memory().asSlice(0, 8);
        for (int i = 0; i < 100; i++) {
            escape.handOut(part, (it, _) -> it).drop();
            assertThat(escape.handles()).isZero();
            assertThat(escape.isOver()).isFalse();
        }
        Escape open = escape.handOut(part, (it, _) -> it);
        escape.giveUp();
        assertThat(escape.handles()).isEqualTo(1);
        open.drop();
        assertThat(escape.isOver()).isTrue();
        assertThat(provider.escapes().chunks()).isEqualTo(1);
    }
}
