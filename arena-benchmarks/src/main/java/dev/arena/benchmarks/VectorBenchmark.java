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

import it.unimi.dsi.fastutil.doubles.DoubleArrayList;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import dev.arena.Arena;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongVec;

/**
 * Adds {@link #COUNT} elements to a new vector of unknown size. A figure is the time of one element. It includes its share of
 * the growth, and for the arena its share of the reset.
 *
 * <p>{@code arrayList} boxes its elements, because the JDK has no list of primitives.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class VectorBenchmark {
    static final int COUNT = 1000;

    /** Type of the elements. */
    @Param({"int", "long", "double"})
    public String type;

    private Arena arena;

    /** Opens the arena. */
    @Setup
    public void open(Blackhole hole) {
        arena = Arena.create();
        SteadyState.require(arena, () -> arena(hole));
    }

    /** Closes it. */
    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void arena(Blackhole hole) {
        switch (type) {
            case "int" -> {
                var vector = new IntVec(arena);
                for (int i = 0; i < COUNT; i++) {
                    vector.add(i);
                }
                hole.consume(vector);
            }
            case "long" -> {
                var vector = new LongVec(arena);
                for (int i = 0; i < COUNT; i++) {
                    vector.add(i);
                }
                hole.consume(vector);
            }
            default -> {
                var vector = new DoubleVec(arena);
                for (int i = 0; i < COUNT; i++) {
                    vector.add(i);
                }
                hole.consume(vector);
            }
        }
        arena.reset();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void fastutil(Blackhole hole) {
        switch (type) {
            case "int" -> {
                var list = new IntArrayList();
                for (int i = 0; i < COUNT; i++) {
                    list.add(i);
                }
                hole.consume(list);
            }
            case "long" -> {
                var list = new LongArrayList();
                for (int i = 0; i < COUNT; i++) {
                    list.add(i);
                }
                hole.consume(list);
            }
            default -> {
                var list = new DoubleArrayList();
                for (int i = 0; i < COUNT; i++) {
                    list.add(i);
                }
                hole.consume(list);
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void arrayList(Blackhole hole) {
        switch (type) {
            case "int" -> {
                List<Integer> list = new ArrayList<>();
                for (int i = 0; i < COUNT; i++) {
                    list.add(i);
                }
                hole.consume(list);
            }
            case "long" -> {
                List<Long> list = new ArrayList<>();
                for (int i = 0; i < COUNT; i++) {
                    list.add((long) i);
                }
                hole.consume(list);
            }
            default -> {
                List<Double> list = new ArrayList<>();
                for (int i = 0; i < COUNT; i++) {
                    list.add((double) i);
                }
                hole.consume(list);
            }
        }
    }
}
