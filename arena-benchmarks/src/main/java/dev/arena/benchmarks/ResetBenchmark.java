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
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import dev.arena.Arena;

/**
 * Ends a generation of {@link #count} segments of 64 bytes. {@link #arenaAtOnce} allocates the same bytes as one segment, and
 * shows that many segments cost no more to release than one. The rest of the difference to {@link #arena} is the cost of the
 * other allocations. {@link #scrub} only zeroes the same bytes.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class ResetBenchmark {

    /** Pieces allocated before the reset. */
    @Param({"1", "32", "1000"})
    public int count;

    private Arena arena;
    private java.lang.foreign.Arena backing;
    private MemorySegment block;

    /** Opens what the contenders allocate from. */
    @Setup
    public void open(Blackhole hole) {
        arena = Arena.builder().maxNormalAlloc(64 << 10).build();
        SteadyState.require(arena, () -> arena(hole));
        backing = java.lang.foreign.Arena.ofConfined();
        block = backing.allocate(64L * count, 64);
    }

    /** Closes it. */
    @TearDown
    public void close() {
        arena.close();
        backing.close();
    }

    @Benchmark
    public void arena(Blackhole hole) {
        for (int i = 0; i < count; i++) {
            hole.consume(arena.allocate(64, 8).address());
        }
        arena.reset();
    }

    @Benchmark
    public void arenaAtOnce(Blackhole hole) {
        hole.consume(arena.allocate(64L * count, 8).address());
        arena.reset();
    }

    @Benchmark
    public void scrub() {
        block.fill((byte) 0);
    }

    @Benchmark
    public void confined(Blackhole hole) {
        try (var confined = java.lang.foreign.Arena.ofConfined()) {
            for (int i = 0; i < count; i++) {
                hole.consume(confined.allocate(64, 8).address());
            }
        }
    }
}
