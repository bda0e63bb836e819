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

import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sums up readings on the heap, without arenas. */
final class HeapStations {
    private double lowest = Double.POSITIVE_INFINITY;
    private double sum;
    private double highest = Double.NEGATIVE_INFINITY;
    private long count;

    private HeapStations() {}

    /**
     * Sums up the readings.
     *
     * @return                         the stations, sorted by name
     * @throws MissingStationException if a reading is null or has no station
     */
    static List<StationSummary> of(List<Reading> readings) {
        Map<String, HeapStations> stations = new HashMap<>();
        for (Reading reading : readings) {
            String name = MissingStationException.require(MissingStationException.require(reading).station());
            stations.computeIfAbsent(name, _ -> new HeapStations()).add(reading.temperature());
        }
        return stations.entrySet().stream().map(it -> it.getValue().summary(it.getKey()))
                .sorted(Comparator.comparing(StationSummary::name)).toList();
    }

    /** Adds without compensation for rounding, like the other engine. {@link DoubleSummaryStatistics} would compensate. */
    private void add(double temperature) {
        lowest = Math.min(lowest, temperature);
        sum += temperature;
        highest = Math.max(highest, temperature);
        count++;
    }

    private StationSummary summary(String name) {
        return new StationSummary(name, lowest, StationSummary.mean(sum, count), highest, count);
    }
}
