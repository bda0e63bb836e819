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

/**
 * Allocates {@link #COUNT} segments of {@link #size} bytes, writes to each, and releases them all together. A figure is the
 * time of one segment, and includes its share of the release.
 *
 * <p>The contenders do different work. {@code slicingAllocator} is the lower bound, because it does not grow, zero or release
 * memory. Netty's two allocators do not zero memory.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class AllocateBenchmark {
    static final int COUNT = 1000;

    /** Bytes of one piece. */
    @Param({"8", "64"})
    public int size;

    private Arena arena;
    private java.lang.foreign.Arena backing;
    private MemorySegment block;
    private final ByteBufAllocator adaptive = new AdaptiveByteBufAllocator(true);
    private final ByteBufAllocator pooled = new PooledByteBufAllocator(true);
    private final ByteBuf[] buffers = new ByteBuf[COUNT];

    /** Opens what the contenders allocate from. */
    @Setup
    public void open(Blackhole hole) {
        arena = Arena.builder().build();
        SteadyState.require(arena, () -> arena(hole));
        backing = java.lang.foreign.Arena.ofConfined();
        block = backing.allocate((long) COUNT * size, 8);
    }

    /** Closes it. */
    @TearDown
    public void close() {
        arena.close();
        backing.close();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void arena(Blackhole hole) {
        for (int i = 0; i < COUNT; i++) {
            MemorySegment piece = arena.allocate(size, 8);
            piece.set(ValueLayout.JAVA_LONG, 0, i);
            hole.consume(piece.address());
        }
        arena.reset();
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void slicingAllocator(Blackhole hole) {
        SegmentAllocator allocator = SegmentAllocator.slicingAllocator(block);
        for (int i = 0; i < COUNT; i++) {
            MemorySegment piece = allocator.allocate(size, 8);
            piece.set(ValueLayout.JAVA_LONG, 0, i);
            hole.consume(piece.address());
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void confined(Blackhole hole) {
        try (var confined = java.lang.foreign.Arena.ofConfined()) {
            fill(confined, hole);
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void shared(Blackhole hole) {
        try (var shared = java.lang.foreign.Arena.ofShared()) {
            fill(shared, hole);
        }
    }

    private void fill(java.lang.foreign.Arena jdk, Blackhole hole) {
        for (int i = 0; i < COUNT; i++) {
            MemorySegment piece = jdk.allocate(size, 8);
            piece.set(ValueLayout.JAVA_LONG, 0, i);
            hole.consume(piece.address());
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

    private void fill(ByteBufAllocator netty, Blackhole hole) {
        for (int i = 0; i < COUNT; i++) {
            ByteBuf piece = netty.directBuffer(size, size);
            piece.setLong(0, i);
            hole.consume(piece.memoryAddress());
            buffers[i] = piece;
        }
        for (ByteBuf buffer : buffers) {
            buffer.release();
        }
    }

    @Benchmark
    @OperationsPerInvocation(COUNT)
    public void heap(Blackhole hole) {
        for (int i = 0; i < COUNT; i++) {
            byte[] piece = new byte[size];
            piece[0] = (byte) i;
            hole.consume(piece);
        }
    }
}
