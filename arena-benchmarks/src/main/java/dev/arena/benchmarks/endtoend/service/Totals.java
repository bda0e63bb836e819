package dev.arena.benchmarks.endtoend.service;

import java.util.List;

import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordVec;
import dev.arena.record.Field;

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

    static Totals of(RecordVec<Reading> readings) {
        Field temperature = readings.layout().field("temperature");
        double sum = 0;
        for (RecordCursor<Reading> cursor = readings.cursor(); cursor.next();) {
            sum += cursor.getDouble(temperature);
        }
        return new Totals(readings.size(), readings.isEmpty() ? 0 : sum / readings.size());
    }
}
