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

package dev.arena.demo.dashboard;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;

import dev.arena.demo.dashboard.LiveSnapshot.Bucket;
import dev.arena.demo.dashboard.LiveSnapshot.Route;
import dev.arena.demo.dashboard.LiveSnapshot.RouteHeap;

/** Reads from the meters of the starter how much memory requests held, and how much heap they allocated. */
final class RouteFigures {
    private static final double SHOWN_PERCENTILE = 0.95;

    /** Enough to see which routes allocate the most. */
    private static final int MOST_HEAP_ROUTES = 12;

    private RouteFigures() {}

    static List<Route> read(MeterRegistry registry) {
        return registry.find("arena.request.bytes").summaries().stream().map(RouteFigures::route)
                .sorted(Comparator.comparing(Route::uri).thenComparing(Route::outcome)).toList();
    }

    static List<RouteHeap> heap(MeterRegistry registry) {
        return registry.find("arena.request.heap").summaries().stream()
                .sorted(Comparator.comparingDouble(DistributionSummary::totalAmount).reversed())
                .limit(MOST_HEAP_ROUTES).map(RouteFigures::routeHeap).toList();
    }

    private static RouteHeap routeHeap(DistributionSummary summary) {
        HistogramSnapshot snapshot = summary.takeSnapshot();
        return new RouteHeap(tag(summary, "uri"), tag(summary, "outcome"), snapshot.count(), snapshot.mean(),
                snapshot.max());
    }

    private static String tag(DistributionSummary summary, String name) {
        return String.valueOf(summary.getId().getTag(name));
    }

    private static Route route(DistributionSummary summary) {
        HistogramSnapshot snapshot = summary.takeSnapshot();
        return new Route(tag(summary, "uri"), tag(summary, "outcome"), snapshot.count(), snapshot.mean(),
                percentile(snapshot), buckets(snapshot));
    }

    private static double percentile(HistogramSnapshot snapshot) {
        for (ValueAtPercentile value : snapshot.percentileValues()) {
            if (value.percentile() == SHOWN_PERCENTILE) {
                return value.value();
            }
        }
        return 0;
    }

    /** The registry counts each request in every bucket with a sufficient bound. This method counts it in one bucket only. */
    private static List<Bucket> buckets(HistogramSnapshot snapshot) {
        List<Bucket> buckets = new ArrayList<>();
        long below = 0;
        for (CountAtBucket bucket : snapshot.histogramCounts()) {
            long upTo = (long) bucket.count();
            buckets.add(new Bucket((long) bucket.bucket(), Math.max(0, upTo - below)));
            below = upTo;
        }
        buckets.add(new Bucket(null, Math.max(0, snapshot.count() - below)));
        return buckets;
    }
}
