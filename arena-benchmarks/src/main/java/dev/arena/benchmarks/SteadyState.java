package dev.arena.benchmarks;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.AtomicLong;

import dev.arena.Arena;
import dev.arena.ArenaBuilder;
import dev.arena.ChunkSource;

/**
 * Makes sure that a row measures what it says: after some passes, which fill the cache and find the right chunk size, a
 * pass must call the chunk source no more.
 */
final class SteadyState {
    private static final int PASSES_TO_SETTLE = 1000;

    private final AtomicLong calls = new AtomicLong();

    /** A builder for what is measured. */
    ArenaBuilder builder() {
        ChunkSource source = ChunkSource.nativeMemory();
        return Arena.builder().chunkSource(new ChunkSource() {
            @Override
            public MemorySegment obtain(long byteSize) {
                calls.incrementAndGet();
                return source.obtain(byteSize);
            }

            @Override
            public void release(MemorySegment memory) {
                calls.incrementAndGet();
                source.release(memory);
            }
        });
    }

    /** Lets things settle and throws if they do not. */
    void require(Runnable pass) {
        for (int i = 0; i < PASSES_TO_SETTLE; i++) {
            pass.run();
        }
        long before = calls.get();
        pass.run();
        long during = calls.get() - before;
        if (during != 0) {
            throw new IllegalStateException("no steady state: a pass called the chunk source " + during + " times");
        }
    }
}
