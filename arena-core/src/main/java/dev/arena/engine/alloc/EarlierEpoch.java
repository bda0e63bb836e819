package dev.arena.engine.alloc;

import dev.arena.engine.chunk.ChunkList;
import dev.arena.engine.reclaim.Epoch;

/**
 * What a generation has allocated under an epoch that it shares, before it changed to one of its own. It belongs to the
 * generation until that ends.
 *
 * @param epoch  of which the generation is still a member
 * @param chunks reached under the epoch's session
 */
record EarlierEpoch(Epoch epoch, ChunkList chunks) {}
