package dev.arena.demo.readings;

import dev.arena.collect.RecordVec;

/**
 * The answer to readings that were stored, in arena memory.
 *
 * @param readings how many there were
 * @param stations the stations among them, sorted by name
 */
record ArenaStored(long readings, RecordVec<StationSummary> stations) {}
