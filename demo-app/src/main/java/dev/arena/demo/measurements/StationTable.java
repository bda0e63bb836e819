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

package dev.arena.demo.measurements;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringMap;
import dev.arena.demo.TextOrder;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

/**
 * The figures of each station: a map in arena memory, whose keys are compared with the UTF-8 bytes of a name in place. The
 * table changes single fields of a row, because a record for each measurement would be garbage.
 *
 * <p>Not safe for use by several threads.
 */
final class StationTable {
    /** Small enough to cost nothing noticeable for a few stations. */
    private static final int INITIAL_ENTRIES = 256;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    /** Temperatures are in tenths of a degree. */
    private record Figures(long sum, long count, int min, int max) {}

    private static final RecordLayout<Figures> LAYOUT = RecordLayout.of(Figures.class);
    private static final long ROW = LAYOUT.byteSize();
    private static final long SUM = LAYOUT.field("sum").offset();
    private static final long COUNT = LAYOUT.field("count").offset();
    private static final long MIN = LAYOUT.field("min").offset();
    private static final long MAX = LAYOUT.field("max").offset();

    private static final RecordLayout<Station> ANSWER = RecordLayout.of(Station.class);
    private static final Field NAME = ANSWER.field("name");
    private static final Field LOWEST = ANSWER.field("min");
    private static final Field MEAN = ANSWER.field("mean");
    private static final Field HIGHEST = ANSWER.field("max");
    private static final Field MEASUREMENTS = ANSWER.field("count");

    private final Arena arena;
    private final StringMap<Figures> stations;

    /** A row for each station, at the index of its number. While measurements are added, the rows contain only names. */
    private final RecordVec<Station> answer;

    private final byte[] name = new byte[Limits.NAME_BYTES];

    /**
     * Creates an empty table.
     *
     * @param arena the arena that stores it
     */
    StationTable(Arena arena) {
        this.arena = arena;
        this.stations = new StringMap<>(arena, LAYOUT, INITIAL_ENTRIES);
        this.answer = new RecordVec<>(arena, Station.class);
    }

    /** How many stations there are. */
    long size() {
        return stations.size();
    }

    /**
     * Finds a station.
     *
     * @param hash a hash of the name, always the same for the same name
     * @return the station's number for {@link #add}, negative if the table does not contain it
     */
    long find(MemorySegment text, long start, int length, int hash) {
        return stations.find(text, start, length, hash);
    }

    /**
     * Adds a station that {@link #find} has not found.
     *
     * @return the station's number
     */
    long insert(MemorySegment text, long start, int length, int hash) {
        long number = stations.findOrAdd(text, start, length, hash);
        stations.rows().set(INT, number * ROW + MIN, Integer.MAX_VALUE);
        stations.rows().set(INT, number * ROW + MAX, Integer.MIN_VALUE);
        long row = answer.addRow();
        long at = answer.text().byteLength();
        MemorySegment.copy(text, ValueLayout.JAVA_BYTE, start, name, 0, length); // a slice would be an object for each station
        answer.text().appendUtf8(name, 0, length);
        NAME.setText(answer.rows(), row, at, length);
        return number;
    }

    /** Adds a measurement to the station with this number. */
    void add(long number, int tenths) {
        MemorySegment to = stations.rows();
        long row = number * ROW;
        to.set(LONG, row + SUM, to.get(LONG, row + SUM) + tenths);
        to.set(LONG, row + COUNT, to.get(LONG, row + COUNT) + 1);
        if (tenths < to.get(INT, row + MIN)) {
            to.set(INT, row + MIN, tenths);
        }
        if (tenths > to.get(INT, row + MAX)) {
            to.set(INT, row + MAX, tenths);
        }
    }

    /** Returns the stations, sorted by name. Each has at least one measurement. No further measurement may be added. */
    RecordVec<Station> sorted() {
        MemorySegment from = stations.rows();
        MemorySegment to = answer.rows();
        for (long number = 0; number < size(); number++) {
            long figures = number * ROW;
            long row = number * ANSWER.byteSize();
            long count = from.get(LONG, figures + COUNT);
            LOWEST.setDouble(to, row, from.get(INT, figures + MIN) / 10.0);
            MEAN.setDouble(to, row, Station.meanOfTenths(from.get(LONG, figures + SUM), count));
            HIGHEST.setDouble(to, row, from.get(INT, figures + MAX) / 10.0);
            MEASUREMENTS.setLong(to, row, count);
        }
        TextOrder.sort(answer, NAME, arena);
        return answer;
    }
}
