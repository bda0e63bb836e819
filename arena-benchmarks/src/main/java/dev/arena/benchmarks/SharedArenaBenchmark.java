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
import java.lang.foreign.SegmentAllocator;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.CountDownLatch;
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
import dev.arena.ArenaPool;
import dev.arena.Confinement;

/**
 * A request with a shared arena: opens it, allocates ten segments of 64 bytes, and closes it. {@link #otherThreads} further
 * threads exist and do nothing. The JDK performs a handshake with each thread when it closes a shared session.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class SharedArenaBenchmark {

    /** Number of platform threads that wait during the measurement. */
    @Param({"0", "200"})
    public int otherThreads;

    private ArenaPool pool;
    private final CountDownLatch over = new CountDownLatch(1);

    /** Opens what the contenders allocate from. */
    @Setup
    public void open(Blackhole hole) throws InterruptedException {
        var started = new CountDownLatch(otherThreads);
        for (int i = 0; i < otherThreads; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                started.countDown();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        started.await();
        pool = Arena.builder().buildPool();
        SteadyState.require(pool, () -> arena(hole));
    }

    /** Closes it. */
    @TearDown
    public void close() {
        over.countDown();
        pool.close();
    }

    @Benchmark
    public void arena(Blackhole hole) {
        try (Arena arena = pool.open(Confinement.SHARED)) {
            fill(arena, hole);
        }
    }

    @Benchmark
    public void shared(Blackhole hole) {
        try (var shared = java.lang.foreign.Arena.ofShared()) {
            fill(shared, hole);
        }
    }

    @Benchmark
    public void confined(Blackhole hole) {
        try (var confined = java.lang.foreign.Arena.ofConfined()) {
            fill(confined, hole);
        }
    }

    private static void fill(SegmentAllocator allocator, Blackhole hole) {
        for (int i = 0; i < 10; i++) {
            MemorySegment piece = allocator.allocate(64, 8);
            piece.set(ValueLayout.JAVA_LONG, 0, i);
            hole.consume(piece.address());
        }
    }
}
