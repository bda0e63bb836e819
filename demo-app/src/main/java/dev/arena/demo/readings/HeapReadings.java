package dev.arena.demo.readings;

import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads through readings on the heap and sums them up on the way, as one would without arenas. */
final class HeapReadings implements ReadingSource {
    private final Iterator<Reading> readings;
    private final Map<String, Figures> stations = new HashMap<>();
    private Reading current = new Reading("", 0, 0);
    private long count;

    HeapReadings(Iterator<Reading> readings) {
        this.readings = readings;
    }

    @Override
    public boolean next() {
        if (!readings.hasNext()) {
            return false;
        }
        current = MissingStationException.require(readings.next());
        stations.computeIfAbsent(MissingStationException.require(current.station()), _ -> new Figures())
                .add(current.temperature());
        count++;
        return true;
    }

    @Override
    public String station() {
        return current.station();
    }

    @Override
    public double temperature() {
        return current.temperature();
    }

    @Override
    public long timestamp() {
        return current.timestamp();
    }

    /** How many readings have been read. */
    long count() {
        return count;
    }

    /** The stations of the readings that have been read, sorted by name. */
    List<StationSummary> summary() {
        return stations.entrySet().stream().map(it -> it.getValue().summary(it.getKey()))
                .sorted(Comparator.comparing(StationSummary::name)).toList();
    }

    /** Adds plainly; {@link DoubleSummaryStatistics} would compensate for rounding, and be no longer what the other engine does. */
    private static final class Figures {
        private double lowest = Double.POSITIVE_INFINITY;
        private double sum;
        private double highest = Double.NEGATIVE_INFINITY;
        private long count;

        void add(double temperature) {
            lowest = Math.min(lowest, temperature);
            sum += temperature;
            highest = Math.max(highest, temperature);
            count++;
        }

        StationSummary summary(String name) {
            return StationSummary.of(name, lowest, sum, highest, count);
        }
    }
}
