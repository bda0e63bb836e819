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
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.Shared;

/**
 * Values that escape. One row allocates, writes and closes {@link #COUNT} values of 8 bytes in a request, and ends the request.
 * Another row retains and closes a further handle to an existing value. A figure is the time of one value or handle.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class EscapeBenchmark {
    static final int COUNT = 100;

    private ArenaPool pool;
    private Arena keeper;
    private Shared<MemorySegment> value;
    private final ByteBufAllocator adaptive = new AdaptiveByteBufAllocator(true);
    private final ByteBufAllocator pooled = new PooledByteBufAllocator(true);
    private ByteBuf buffer;

    /** Opens what the contenders allocate from. */
    @Setup
    public void open(Blackhole hole) {
        pool = Arena.builder().buildPool();
        SteadyState.require(pool, () -> arena(hole));
        keeper = pool.open();
        value = keeper.allocateShared(8, 8);
        buffer = pooled.directBuffer(8, 8);
    }

    /** Closes it. */
    @TearDown
    public void close() {
        value.close();
        keeper.close();
        pool.close();
        buffer.release();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void arena(Blackhole hole) {
        try (Arena arena = pool.open()) {
            for (int i = 0; i < COUNT; i++) {
                try (Shared<MemorySegment> shared = arena.allocateShared(8, 8)) {
                    shared.get().set(ValueLayout.JAVA_LONG, 0, i);
                    hole.consume(shared.get().address());
                }
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void nettyAdaptive(Blackhole hole) {
        fill(adaptive, hole);
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void nettyPooled(Blackhole hole) {
        fill(pooled, hole);
    }

    private static void fill(ByteBufAllocator netty, Blackhole hole) {
        for (int i = 0; i < COUNT; i++) {
            ByteBuf piece = netty.directBuffer(8, 8);
            piece.setLong(0, i);
            hole.consume(piece.memoryAddress());
            piece.release();
        }
    }

    @Benchmark
    public void arenaRetain(Blackhole hole) {
        try (Shared<MemorySegment> another = value.retain()) {
            hole.consume(another);
        }
    }

    @Benchmark
    public void nettyPooledRetain(Blackhole hole) {
        ByteBuf another = buffer.retainedDuplicate();
        hole.consume(another);
        another.release();
    }
}
