/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.demo.readings;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringSet;
import dev.arena.demo.TextOrder;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

/** Sums up readings in arena memory. It creates no object for a reading or a station. */
final class ArenaStations {
    private static final RecordLayout<Reading> READING = RecordLayout.of(Reading.class);
    private static final Field STATION = READING.field("station");
    private static final Field TEMPERATURE = READING.field("temperature");

    private static final RecordLayout<StationSummary> SUMMARY = RecordLayout.of(StationSummary.class);
    private static final Field NAME = SUMMARY.field("name");
    private static final Field MIN = SUMMARY.field("min");
    private static final Field MEAN = SUMMARY.field("mean");
    private static final Field MAX = SUMMARY.field("max");
    private static final Field COUNT = SUMMARY.field("count");

    /** Numbers of the stations, in the order of their first readings. The number is the index of the station's row. */
    private final StringSet names;

    /** The rows. They contain the sum instead of the mean until the end. */
    private final RecordVec<StationSummary> stations;

    private byte[] name = new byte[128];

    private ArenaStations(Arena arena) {
        this.names = new StringSet(arena);
        this.stations = new RecordVec<>(arena, StationSummary.class);
    }

    /**
     * Sums up the readings.
     *
     * @param  arena                   arena for the summary
     * @return                         the stations, sorted by name
     * @throws MissingStationException if a reading has no station
     */
    static RecordVec<StationSummary> of(RecordVec<Reading> readings, Arena arena) {
        var sums = new ArenaStations(arena);
        MemorySegment rows = readings.rows();
        MemorySegment text = readings.textSegment();
        for (long i = 0; i < readings.size(); i++) {
            long row = i * READING.byteSize();
            if (STATION.isNull(rows, row)) {
                throw new MissingStationException();
            }
            sums.add(text, STATION.textOffset(rows, row), STATION.textLength(rows, row),
                    TEMPERATURE.getDouble(rows, row));
        }
        return sums.sorted(arena);
    }

    private void add(MemorySegment text, long start, int length, double temperature) {
        long number = names.findOrAdd(text, start, length);
        if (number == stations.size()) {
            addStation(text, start, length);
        }
        MemorySegment rows = stations.rows();
        long row = number * SUMMARY.byteSize();
        MIN.setDouble(rows, row, Math.min(MIN.getDouble(rows, row), temperature));
        MEAN.setDouble(rows, row, MEAN.getDouble(rows, row) + temperature);
        MAX.setDouble(rows, row, Math.max(MAX.getDouble(rows, row), temperature));
        COUNT.setLong(rows, row, COUNT.getLong(rows, row) + 1);
    }

    /** Copies the name to an array, because a slice of the text would be an object for each station. */
    private void addStation(MemorySegment text, long start, int length) {
        if (length > name.length) {
            name = new byte[length];
        }
        MemorySegment.copy(text, ValueLayout.JAVA_BYTE, start, name, 0, length);
        long row = stations.addRow();
        long at = stations.text().byteLength();
        stations.text().appendUtf8(name, 0, length);
        MemorySegment rows = stations.rows();
        NAME.setText(rows, row, at, length);
        MIN.setDouble(rows, row, Double.POSITIVE_INFINITY);
        MAX.setDouble(rows, row, Double.NEGATIVE_INFINITY);
    }

    private RecordVec<StationSummary> sorted(Arena arena) {
        MemorySegment rows = stations.rows();
        for (long i = 0; i < stations.size(); i++) {
            long row = i * SUMMARY.byteSize();
            MEAN.setDouble(rows, row, StationSummary.mean(MEAN.getDouble(rows, row), COUNT.getLong(rows, row)));
        }
        TextOrder.sort(stations, NAME, arena);
        return stations;
    }
}
