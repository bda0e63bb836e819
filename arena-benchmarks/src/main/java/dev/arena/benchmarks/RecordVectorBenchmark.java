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

package dev.arena.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import dev.arena.Arena;
import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordVec;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

/**
 * Adds {@link #COUNT} records to a growing list, adds up one component, and releases the records. A figure is the time of the
 * whole. {@code arena} reads each record again, and {@code arenaCursor} reads only the component.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class RecordVectorBenchmark {
    static final int COUNT = 10_000;

    /** Largest allocation that uses cached chunks. The default is 16 KiB, which is less than the rows need. */
    private static final long LARGEST = 256 << 10;

    private static final RecordLayout<Reading> LAYOUT = RecordLayout.of(Reading.class);

    private static final Field TEMPERATURE = LAYOUT.field("temperature");

    private Arena arena;

    record Reading(int station, double temperature, long timestamp) {}

    /** Opens what the vectors are in. */
    @Setup
    public void open() {
        arena = Arena.builder().maxNormalAlloc(LARGEST).build();
        SteadyState.require(arena, this::arena);
    }

    /** Closes it. */
    @TearDown
    public void close() {
        arena.close();
    }

    private static Reading reading(int i) {
        return new Reading(i & 127, i * 0.5, 1_700_000_000_000L + i);
    }

    @Benchmark
    public double arena() {
        RecordVec<Reading> readings = fill();
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            sum += readings.get(i).temperature();
        }
        arena.reset();
        return sum;
    }

    @Benchmark
    public double arenaCursor() {
        RecordCursor<Reading> cursor = fill().cursor();
        double sum = 0;
        while (cursor.next()) {
            sum += cursor.getDouble(TEMPERATURE);
        }
        arena.reset();
        return sum;
    }

    private RecordVec<Reading> fill() {
        var readings = new RecordVec<>(arena, Reading.class);
        for (int i = 0; i < COUNT; i++) {
            readings.add(reading(i));
        }
        return readings;
    }

    @Benchmark
    public double arrayList() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            readings.add(reading(i));
        }
        double sum = 0;
        for (Reading each : readings) {
            sum += each.temperature();
        }
        return sum;
    }
}
