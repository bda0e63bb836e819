package dev.arena.spring.boot.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;

import dev.arena.PoolStats;

/** The meters of one {@link PoolReading} in one registry. They hold the reading weakly. */
final class ReadingMeters {
    private final MeterRegistry registry;
    private final PoolReading reading;
    private final Tags tags;
    private final List<Meter> meters = new ArrayList<>();

    /** None yet. */
    ReadingMeters(MeterRegistry registry, PoolReading reading, Tags tags) {
        this.registry = registry;
        this.reading = reading;
        this.tags = tags;
    }

    void counter(ArenaMeters meter, ToDoubleFunction<PoolStats> value) {
        counter(meter, Tags.empty(), value);
    }

    void counter(ArenaMeters meter, ArenaMeters.Key key, String tag, ToDoubleFunction<PoolStats> value) {
        counter(meter, Tags.of(key.asString(), tag), value);
    }

    private void counter(ArenaMeters meter, Tags more, ToDoubleFunction<PoolStats> value) {
        meters.add(FunctionCounter.builder(meter.getName(), reading, it -> value.applyAsDouble(it.stats()))
                .tags(tags.and(more)).baseUnit(meter.getBaseUnit()).description(meter.description())
                .register(registry));
    }

    void gauge(ArenaMeters meter, ToDoubleFunction<PoolStats> value) {
        gaugeOfReading(meter, Tags.empty(), it -> value.applyAsDouble(it.stats()));
    }

    void gauge(ArenaMeters meter, ArenaMeters.Key key, String tag, ToDoubleFunction<PoolStats> value) {
        gaugeOfReading(meter, Tags.of(key.asString(), tag), it -> value.applyAsDouble(it.stats()));
    }

    void byteBudget(ArenaMeters meter) {
        gaugeOfReading(meter, Tags.empty(), PoolReading::byteBudget);
    }

    void byteBudget(ArenaMeters meter, ArenaMeters.Key key, String tag) {
        gaugeOfReading(meter, Tags.of(key.asString(), tag), PoolReading::byteBudget);
    }

    private void gaugeOfReading(ArenaMeters meter, Tags more, ToDoubleFunction<PoolReading> value) {
        meters.add(Gauge.builder(meter.getName(), reading, value).tags(tags.and(more)).baseUnit(meter.getBaseUnit())
                .description(meter.description()).register(registry));
    }

    /** Removes them from the registry. */
    void remove() {
        meters.forEach(registry::remove);
    }
}
