package dev.arena.engine.alloc;

import dev.arena.engine.chunk.ChunkList;
import dev.arena.engine.reclaim.Epoch;

/**
 * The chunks that a generation took under a shared epoch, before it changed to an epoch of its own. They belong to the
 * generation until it ends.
 *
 * @param epoch  shared epoch; the generation is still a member
 * @param chunks reached under the epoch's session
 */
record EarlierEpoch(Epoch epoch, ChunkList chunks) {}
