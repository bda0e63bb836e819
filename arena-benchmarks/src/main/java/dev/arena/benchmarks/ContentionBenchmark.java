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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.PooledByteBufAllocator;
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
import dev.arena.ArenaPool;

/**
 * {@link #threads} threads serve requests from one pool at the same time. Each thread serves {@link #REQUESTS} requests of ten
 * segments of 64 bytes. A figure is the time of one request on one thread. Without contention it does not grow with the number
 * of threads, if each thread has a processor.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class ContentionBenchmark {
    static final int REQUESTS = 20_000;

    /** Threads at a time. */
    @Param({"1", "2", "4"})
    public int threads;

    /** Whether they are virtual. */
    @Param({"false", "true"})
    public boolean virtual;

    private ArenaPool pool;
    private final ByteBufAllocator adaptive = new AdaptiveByteBufAllocator(true);
    private final ByteBufAllocator pooled = new PooledByteBufAllocator(true);
    private ExecutorService executor;

    /** Opens what the contenders allocate from. */
    @Setup
    public void open(Blackhole hole) {
        executor = virtual ? Executors.newVirtualThreadPerTaskExecutor() : Executors.newFixedThreadPool(threads);
        pool = Arena.builder().buildPool();
        SteadyState.require(pool, () -> arenaRequest(hole));
    }

    /** Closes it. */
    @TearDown
    public void close() {
        executor.close();
        pool.close();
    }

    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public void arena(Blackhole hole) throws Exception {
        inAllThreads(() -> arenaRequest(hole));
    }

    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public void confined(Blackhole hole) throws Exception {
        inAllThreads(() -> {
            try (var confined = java.lang.foreign.Arena.ofConfined()) {
                fill(confined, hole);
            }
        });
    }

    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public void nettyAdaptive(Blackhole hole) throws Exception {
        inAllThreads(() -> nettyRequest(adaptive, hole));
    }

    @Benchmark
    @OperationsPerInvocation(REQUESTS)
    public void nettyPooled(Blackhole hole) throws Exception {
        inAllThreads(() -> nettyRequest(pooled, hole));
    }

    private void inAllThreads(Runnable request) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            running.add(executor.submit(() -> {
                for (int j = 0; j < REQUESTS; j++) {
                    request.run();
                }
            }));
        }
        for (Future<?> each : running) {
            each.get();
        }
    }

    private void arenaRequest(Blackhole hole) {
        try (Arena arena = pool.open()) {
            fill(arena, hole);
        }
    }

    private static void fill(SegmentAllocator allocator, Blackhole hole) {
        for (int i = 0; i < 10; i++) {
            MemorySegment piece = allocator.allocate(64, 8);
            piece.set(ValueLayout.JAVA_LONG, 0, i);
            hole.consume(piece.address());
        }
    }

    private static void nettyRequest(ByteBufAllocator netty, Blackhole hole) {
        var buffers = new ByteBuf[10];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = netty.directBuffer(64, 64);
            buffers[i].setLong(0, i);
            hole.consume(buffers[i].memoryAddress());
        }
        for (ByteBuf buffer : buffers) {
            buffer.release();
        }
    }
}
