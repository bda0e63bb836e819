package dev.arena.model;

import java.lang.foreign.MemorySegment;

/** The values that have escaped from one block. Guarded by the {@link Ledger} of the block. */
final class EscapeModel {
    final Block block;
    final MemorySegment.Scope scope;

    /** Values that have not ended; the handles that share one value count once. */
    int handles;

    EscapeModel(Block block, MemorySegment.Scope scope) {
        this.block = block;
        this.scope = scope;
    }
}
