package dev.arena.demo.readings;

import java.util.List;

/**
 * The answer to readings that were stored.
 *
 * @param readings how many there were
 * @param stations the stations among them, sorted by name
 */
record Stored(long readings, List<StationSummary> stations) {}
