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
import java.nio.charset.StandardCharsets;
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
import org.openjdk.jmh.infra.Blackhole;

import dev.arena.Arena;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

/**
 * Text. Each nested class is a row: {@link Copy} copies a short string, {@link Push} appends a short word to a growing text,
 * and {@link Row} formats a line of five fields. A figure is the time of one string, word or line. It includes the reset of the
 * arena, but not the garbage collection of the heap.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public abstract class TextBenchmark {
    static final int COUNT = 1000;

    Arena arena;
    final String[] words = new String[COUNT];

    abstract void arena(Blackhole hole);

    /** Opens the arena. */
    @Setup
    public void open(Blackhole hole) {
        for (int i = 0; i < COUNT; i++) {
            words[i] = "word" + i;
        }
        arena = Arena.create();
        SteadyState.require(arena, () -> arena(hole));
    }

    /** Closes it. */
    @TearDown
    public void close() {
        arena.close();
    }

    /** {@code slicingAllocator} does not grow or release memory, and writes a terminating zero. */
    @State(Scope.Thread)
    public static class Copy extends TextBenchmark {
        private final java.lang.foreign.Arena backing = java.lang.foreign.Arena.ofAuto();
        private final MemorySegment block = backing.allocate(COUNT * 16, 8);

        @Override
        @Benchmark
        @OperationsPerInvocation(COUNT)
        public void arena(Blackhole hole) {
            for (String word : words) {
                hole.consume(Utf8String.copyOf(arena, word).byteLength());
            }
            arena.reset();
        }

        @Benchmark
        @OperationsPerInvocation(COUNT)
        public void slicingAllocator(Blackhole hole) {
            SegmentAllocator allocator = SegmentAllocator.slicingAllocator(block);
            for (String word : words) {
                hole.consume(allocator.allocateFrom(word).byteSize());
            }
        }

        @Benchmark
        @OperationsPerInvocation(COUNT)
        public void heap(Blackhole hole) {
            for (String word : words) {
                hole.consume(word.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** All words make one text. */
    @State(Scope.Thread)
    public static class Push extends TextBenchmark {

        @Override
        @Benchmark
        @OperationsPerInvocation(COUNT)
        public void arena(Blackhole hole) {
            var builder = new Utf8Builder(arena);
            for (String word : words) {
                builder.append(word);
            }
            hole.consume(builder.byteLength());
            arena.reset();
        }

        @Benchmark
        @OperationsPerInvocation(COUNT)
        public void stringBuilder(Blackhole hole) {
            var builder = new StringBuilder();
            for (String word : words) {
                builder.append(word);
            }
            hole.consume(builder.length());
        }
    }

    /** A word, an int, a long, a temperature and a boolean. The builder is cleared before each line. */
    @State(Scope.Thread)
    public static class Row extends TextBenchmark {

        @Override
        @Benchmark
        @OperationsPerInvocation(COUNT)
        public void arena(Blackhole hole) {
            var builder = new Utf8Builder(arena);
            for (int i = 0; i < COUNT; i++) {
                builder.clear();
                builder.append(words[i]).append(';')
                        .append(i * 31).append(';')
                        .append(1_700_000_000_000L + i).append(';')
                        .append((i - 300) / 10.0).append(';')
                        .append((i & 1) == 0).append('\n');
                hole.consume(builder.byteLength());
            }
            arena.reset();
        }

        @Benchmark
        @OperationsPerInvocation(COUNT)
        public void stringBuilder(Blackhole hole) {
            var builder = new StringBuilder();
            for (int i = 0; i < COUNT; i++) {
                builder.setLength(0);
                builder.append(words[i]).append(';')
                        .append(i * 31).append(';')
                        .append(1_700_000_000_000L + i).append(';')
                        .append((i - 300) / 10.0).append(';')
                        .append((i & 1) == 0).append('\n');
                hole.consume(builder.length());
            }
        }
    }
}
