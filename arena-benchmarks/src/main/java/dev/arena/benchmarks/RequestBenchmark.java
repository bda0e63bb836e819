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
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

import io.netty.buffer.AdaptiveByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
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

/**
 * A request opens an arena, allocates and writes the segments of a {@link Shape}, and closes the arena. The shape {@code
 * NOTHING} is a request that does not use its arena.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class RequestBenchmark {

    /** What a request allocates. */
    @Param
    public Shape shape;

    private ArenaPool pool;
    private final ByteBufAllocator adaptive = new AdaptiveByteBufAllocator(true);
    private final ByteBufAllocator pooled = new PooledByteBufAllocator(true);
    private ByteBuf[] buffers;
    private String[] words;

    /** What a request allocates. */
    public enum Shape {
        /** Not a byte. */
        NOTHING(0),
        /** Ten pieces of 64 bytes. */
        TEN_OF_64(10),
        /** A thousand segments: 8 bytes, 32 bytes and a short string in turn. */
        MIXED_1000(1000);

        private final int count;

        Shape(int count) {
            this.count = count;
        }
    }

    /** Opens what the contenders allocate from. */
    @Setup
    public void open(Blackhole hole) {
        buffers = new ByteBuf[shape.count];
        words = new String[shape.count];
        for (int i = 0; i < shape.count; i++) {
            words[i] = "word" + i;
        }
        pool = Arena.builder().buildPool();
        SteadyState.require(pool, () -> arena(hole));
        if (shape == Shape.NOTHING && pool.stats().normalChunksAllocated() != 0) {
            throw new IllegalStateException("an arena that was not used has cost a chunk");
        }
    }

    /** Closes it. */
    @TearDown
    public void close() {
        pool.close();
    }

    @Benchmark
    public void arena(Blackhole hole) {
        try (Arena arena = pool.open()) {
            fill(arena, hole);
        }
    }

    @Benchmark
    public void confined(Blackhole hole) {
        try (var confined = java.lang.foreign.Arena.ofConfined()) {
            fill(confined, hole);
        }
    }

    private void fill(SegmentAllocator allocator, Blackhole hole) {
        if (shape == Shape.TEN_OF_64) {
            for (int i = 0; i < 10; i++) {
                set(allocator.allocate(64, 8), i, hole);
            }
        } else {
            for (int i = 0; i < shape.count; i++) {
                switch (i % 3) {
                    case 0 -> set(allocator.allocate(8, 8), i, hole);
                    case 1 -> set(allocator.allocate(32, 8), i, hole);
                    default -> hole.consume(allocator.allocateFrom(words[i]).address());
                }
            }
        }
    }

    private static void set(MemorySegment piece, int value, Blackhole hole) {
        piece.set(ValueLayout.JAVA_LONG, 0, value);
        hole.consume(piece.address());
    }

    @Benchmark
    public void nettyAdaptive(Blackhole hole) {
        fill(adaptive, hole);
    }

    @Benchmark
    public void nettyPooled(Blackhole hole) {
        fill(pooled, hole);
    }

    private void fill(ByteBufAllocator netty, Blackhole hole) {
        for (int i = 0; i < shape.count; i++) {
            if (shape == Shape.TEN_OF_64) {
                buffers[i] = set(netty.directBuffer(64, 64), i, hole);
            } else {
                buffers[i] = switch (i % 3) {
                    case 0 -> set(netty.directBuffer(8, 8), i, hole);
                    case 1 -> set(netty.directBuffer(32, 32), i, hole);
                    default -> ByteBufUtil.writeUtf8(netty, words[i]);
                };
            }
        }
        for (ByteBuf buffer : buffers) {
            buffer.release();
        }
    }

    private static ByteBuf set(ByteBuf piece, int value, Blackhole hole) {
        piece.setLong(0, value);
        hole.consume(piece.memoryAddress());
        return piece;
    }

    @Benchmark
    public void heap(Blackhole hole) {
        for (int i = 0; i < shape.count; i++) {
            if (shape == Shape.TEN_OF_64) {
                hole.consume(set(new byte[64], i));
            } else {
                switch (i % 3) {
                    case 0 -> hole.consume(set(new byte[8], i));
                    case 1 -> hole.consume(set(new byte[32], i));
                    default -> hole.consume(words[i].getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private static byte[] set(byte[] piece, int value) {
        piece[0] = (byte) value;
        return piece;
    }
}
