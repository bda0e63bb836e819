package dev.arena.demo.inside;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaStats;
import dev.arena.PoolStats;

/**
 * What one operation has led to.
 *
 * @param operation   its name
 * @param code        how a program asks for it
 * @param explanation what has happened, in a sentence or two
 * @param evidence    what was seen that proves it; null where the picture does
 * @param chunks      all chunks there ever were
 * @param arena       the figures of the arena
 * @param pool        the figures of its pool
 */
record Step(String operation, String code, String explanation, @Nullable String evidence, List<ChunkPicture> chunks,
        ArenaStats arena, PoolStats pool) {}
