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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import dev.arena.Arena;
import dev.arena.record.RecordLayout;

/** Reads and writes {@link #COUNT} rows with generated code and with handwritten code. A figure is the time of one row. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class RecordAccessBenchmark {
    static final int COUNT = 1000;

    private static final RecordLayout<Reading> LAYOUT = RecordLayout.of(Reading.class);

    private static final long BYTES = 24;

    private Arena arena;
    private MemorySegment rows;

    record Reading(int station, double temperature, long timestamp) {}

    /** Allocates the rows. */
    @Setup
    public void open() {
        arena = Arena.builder().build();
        rows = arena.allocate(COUNT * BYTES, 8);
    }

    /** Ends them. */
    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double readByLayout() {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            Reading each = LAYOUT.read(rows, i * BYTES);
            sum += each.station() + each.temperature() + each.timestamp();
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public double readByHand() {
        double sum = 0;
        for (int i = 0; i < COUNT; i++) {
            long at = i * BYTES;
            var each = new Reading(rows.get(ValueLayout.JAVA_INT, at), rows.get(ValueLayout.JAVA_DOUBLE, at + 8),
                    rows.get(ValueLayout.JAVA_LONG, at + 16));
            sum += each.station() + each.temperature() + each.timestamp();
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void writeByLayout() {
        for (int i = 0; i < COUNT; i++) {
            LAYOUT.write(rows, i * BYTES, new Reading(i, i * 0.5, i));
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void writeByHand() {
        for (int i = 0; i < COUNT; i++) {
            long at = i * BYTES;
            var each = new Reading(i, i * 0.5, i);
            rows.set(ValueLayout.JAVA_INT, at, each.station());
            rows.set(ValueLayout.JAVA_DOUBLE, at + 8, each.temperature());
            rows.set(ValueLayout.JAVA_LONG, at + 16, each.timestamp());
        }
    }
}
