package dev.arena.demo.measurements;

import dev.arena.collect.RecordVec;

/**
 * The answer to a file of measurements, in arena memory.
 *
 * @param rows     how many lines there were
 * @param stations the stations, sorted by name
 */
record ArenaSummary(long rows, RecordVec<Station> stations) {}
