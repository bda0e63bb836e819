package dev.arena.demo.readings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import dev.arena.Arena;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringSet;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

/**
 * Reads through readings in arena memory and sums them up on the way. On the heap there is, for each station and not for each
 * reading, the string that the database takes for its name.
 */
final class ArenaReadings implements ReadingSource {
    private static final RecordLayout<Reading> LAYOUT = RecordLayout.of(Reading.class);
    private static final Field STATION = LAYOUT.field("station");
    private static final Field TEMPERATURE = LAYOUT.field("temperature");
    private static final Field TIMESTAMP = LAYOUT.field("timestamp");

    private final RecordCursor<Reading> cursor;

    /** Stations are numbered as they come; the vectors have what belongs to each at its number. */
    private final StringSet stations;
    private final DoubleVec lowest;
    private final DoubleVec sums;
    private final DoubleVec highest;
    private final LongVec counts;
    private final List<String> names = new ArrayList<>();
    private long station;

    ArenaReadings(RecordVec<Reading> readings, Arena arena) {
        this.cursor = readings.cursor();
        this.stations = new StringSet(arena);
        this.lowest = new DoubleVec(arena);
        this.sums = new DoubleVec(arena);
        this.highest = new DoubleVec(arena);
        this.counts = new LongVec(arena);
    }

    @Override
    public boolean next() {
        if (!cursor.next()) {
            return false;
        }
        station = stations.findOrAdd(MissingStationException.require(cursor.getText(STATION)));
        if (station == names.size()) {
            names.add(stations.elementAt(station).toString());
            lowest.add(Double.POSITIVE_INFINITY);
            sums.add(0);
            highest.add(Double.NEGATIVE_INFINITY);
            counts.add(0);
        }
        double temperature = temperature();
        lowest.set(station, Math.min(lowest.get(station), temperature));
        sums.set(station, sums.get(station) + temperature);
        highest.set(station, Math.max(highest.get(station), temperature));
        counts.set(station, counts.get(station) + 1);
        return true;
    }

    @Override
    public String station() {
        return names.get((int) station);
    }

    @Override
    public double temperature() {
        return cursor.getDouble(TEMPERATURE);
    }

    @Override
    public long timestamp() {
        return cursor.getLong(TIMESTAMP);
    }

    /** The stations of the readings that have been read, sorted by name. */
    List<StationSummary> summary() {
        List<StationSummary> summary = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            summary.add(StationSummary.of(names.get(i), lowest.get(i), sums.get(i), highest.get(i), counts.get(i)));
        }
        summary.sort(Comparator.comparing(StationSummary::name));
        return summary;
    }
}
