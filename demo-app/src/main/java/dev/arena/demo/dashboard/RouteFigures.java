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

/** Reads what requests held from the meter that the starter keeps of them. */
final class RouteFigures {
    private static final double SHOWN_PERCENTILE = 0.95;

    private RouteFigures() {}

    static List<Route> read(MeterRegistry registry) {
        return registry.find("arena.request.bytes").summaries().stream().map(RouteFigures::route)
                .sorted(Comparator.comparing(Route::uri).thenComparing(Route::outcome)).toList();
    }

    private static Route route(DistributionSummary summary) {
        HistogramSnapshot snapshot = summary.takeSnapshot();
        return new Route(String.valueOf(summary.getId().getTag("uri")),
                String.valueOf(summary.getId().getTag("outcome")), snapshot.count(), snapshot.mean(),
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

    /** The registry counts each request in all buckets that are wide enough for it, here it counts once. */
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
