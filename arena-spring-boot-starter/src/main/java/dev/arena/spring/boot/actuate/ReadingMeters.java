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

package dev.arena.spring.boot.actuate;

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

    /** Creates an object without meters. */
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

    private void counter(ArenaMeters meter, Tags extraTags, ToDoubleFunction<PoolStats> value) {
        meters.add(FunctionCounter.builder(meter.getName(), reading, it -> value.applyAsDouble(it.stats()))
                .tags(tags.and(extraTags)).baseUnit(meter.getBaseUnit()).description(meter.description())
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

    private void gaugeOfReading(ArenaMeters meter, Tags extraTags, ToDoubleFunction<PoolReading> value) {
        meters.add(
                Gauge.builder(meter.getName(), reading, value).tags(tags.and(extraTags)).baseUnit(meter.getBaseUnit())
                        .description(meter.description()).register(registry));
    }

    /** Removes the meters from the registry. */
    void remove() {
        meters.forEach(registry::remove);
    }
}
