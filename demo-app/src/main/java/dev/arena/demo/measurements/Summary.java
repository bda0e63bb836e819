package dev.arena.demo.measurements;

import java.util.Comparator;
import java.util.List;

/**
 * The answer to a file of measurements.
 *
 * @param rows     how many lines there were
 * @param stations the stations, sorted by name
 */
record Summary(long rows, List<Station> stations) {

    /** Sorts {@code stations}, a list that can be modified, as Java compares strings. */
    static Summary sorted(long rows, List<Station> stations) {
        stations.sort(Comparator.comparing(Station::name));
        return new Summary(rows, stations);
    }
}
