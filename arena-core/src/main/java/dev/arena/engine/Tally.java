package dev.arena.engine;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** What a pool counts outside of its {@link Stripe}s: things that are rare. Safe for use by any thread. */
final class Tally {
    private final AtomicLong chunks = new AtomicLong();
    private final LongAdder normalChunks = new LongAdder();
    private final LongAdder oversizedChunks = new LongAdder();
    private final LongAdder destroyed = new LongAdder();
    private final LongAdder relocations = new LongAdder();
    private final LongAdder arenaRefusals = new LongAdder();
    private final LongAdder poolRefusals = new LongAdder();
    private final LongAdder sourceRefusals = new LongAdder();

    /** A chunk came from the source. */
    void taken(boolean oversized) {
        chunks.incrementAndGet();
        (oversized ? oversizedChunks : normalChunks).increment();
    }

    /** A chunk went back to the source. */
    void destroyed() {
        chunks.decrementAndGet();
        destroyed.increment();
    }

    void relocated() {
        relocations.increment();
    }

    void refused(Refusal.Kind kind) {
        switch (kind) {
            case ARENA_BUDGET -> arenaRefusals.increment();
            case POOL_BUDGET -> poolRefusals.increment();
            case SOURCE -> sourceRefusals.increment();
        }
    }

    /** Chunks there are. */
    long chunks() {
        return chunks.get();
    }

    long normalChunks() {
        return normalChunks.sum();
    }

    long oversizedChunks() {
        return oversizedChunks.sum();
    }

    long chunksDestroyed() {
        return destroyed.sum();
    }

    long relocations() {
        return relocations.sum();
    }

    long arenaRefusals() {
        return arenaRefusals.sum();
    }

    long poolRefusals() {
        return poolRefusals.sum();
    }

    long sourceRefusals() {
        return sourceRefusals.sum();
    }
}
