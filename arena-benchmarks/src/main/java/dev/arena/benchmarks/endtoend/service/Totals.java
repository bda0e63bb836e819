package dev.arena.benchmarks.endtoend.service;

import java.util.List;

/**
 * The answer to readings that are only counted.
 *
 * @param readings how many there were
 * @param mean     their mean temperature
 */
record Totals(long readings, double mean) {

    static Totals of(List<Reading> readings) {
        return new Totals(readings.size(), readings.stream().mapToDouble(Reading::temperature).average().orElse(0));
    }
}
