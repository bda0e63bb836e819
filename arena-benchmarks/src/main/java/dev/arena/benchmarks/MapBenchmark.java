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

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import it.unimi.dsi.fastutil.objects.Object2LongOpenHashMap;
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

import dev.arena.Arena;
import dev.arena.collect.StringLongMap;

/**
 * Counts {@link #WORDS} words, of which {@link #KEYS} are different, in a map that is empty at first. A figure is the time of
 * one word.
 *
 * <p>The words of {@code text} are UTF-8 text, with a line feed after each word. The text is off the heap for {@code arena},
 * and an array for the other contenders, which create a string for each word. The words of {@code strings} are the same {@code
 * String} instances as the keys of the map, and their hash codes are cached. That is the best case for the other contenders,
 * and never occurs in a program that reads its words as bytes.
 *
 * <p>The map of the arena is large, so each pass requests some chunks that are not cached.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class MapBenchmark {
    static final int WORDS = 1_000_000;
    static final int KEYS = 10_000;

    /** What the words are at first. */
    @Param({"text", "strings"})
    public String input;

    private Arena arena;
    private byte[] text;
    private MemorySegment textOffHeap;
    private String[] words;

    /** Draws the words and opens the arena. */
    @Setup
    public void open() {
        var random = new Random(1);
        String[] keys = new String[KEYS];
        for (int i = 0; i < KEYS; i++) {
            keys[i] = word(random) + (char) ('a' + i % 26);
        }
        var bytes = new ByteArrayOutputStream();
        words = new String[WORDS];
        for (int i = 0; i < WORDS; i++) {
            String word = keys[random.nextInt(KEYS)];
            bytes.writeBytes((word + "\n").getBytes(StandardCharsets.UTF_8));
            words[i] = word;
        }
        text = bytes.toByteArray();
        textOffHeap = java.lang.foreign.Arena.ofAuto().allocate(text.length, Long.BYTES);
        textOffHeap.copyFrom(MemorySegment.ofArray(text));
        arena = Arena.create();
    }

    private static String word(Random random) {
        var word = new StringBuilder();
        for (int length = 2 + random.nextInt(11); length > 0; length--) {
            word.append(random.nextInt(50) == 0 ? 'é' : (char) ('a' + random.nextInt(26)));
        }
        return word.toString();
    }

    /** Closes the arena. */
    @TearDown
    public void close() {
        arena.close();
    }

    private boolean isText() {
        return input.equals("text");
    }

    @Benchmark
    @OperationsPerInvocation(WORDS)
    public long arena() {
        long size = isText() ? countText() : countStrings();
        arena.reset();
        return size;
    }

    private long countText() {
        var counts = new StringLongMap(arena);
        MemorySegment bytes = textOffHeap;
        long start = 0;
        for (long at = 0; at < bytes.byteSize(); at++) {
            if (bytes.get(ValueLayout.JAVA_BYTE, at) == '\n') {
                counts.addAt(counts.findOrAdd(bytes, start, (int) (at - start)), 1);
                start = at + 1;
            }
        }
        return counts.size();
    }

    private long countStrings() {
        var counts = new StringLongMap(arena);
        for (String word : words) {
            counts.add(word, 1);
        }
        return counts.size();
    }

    @Benchmark
    @OperationsPerInvocation(WORDS)
    public Object hashMap() {
        Map<String, Long> counts = new HashMap<>();
        if (isText()) {
            int start = 0;
            for (int at = 0; at < text.length; at++) {
                if (text[at] == '\n') {
                    counts.merge(new String(text, start, at - start, StandardCharsets.UTF_8), 1L, Long::sum);
                    start = at + 1;
                }
            }
        } else {
            for (String word : words) {
                counts.merge(word, 1L, Long::sum);
            }
        }
        return counts;
    }

    @Benchmark
    @OperationsPerInvocation(WORDS)
    public Object fastutil() {
        var counts = new Object2LongOpenHashMap<String>();
        if (isText()) {
            int start = 0;
            for (int at = 0; at < text.length; at++) {
                if (text[at] == '\n') {
                    counts.addTo(new String(text, start, at - start, StandardCharsets.UTF_8), 1);
                    start = at + 1;
                }
            }
        } else {
            for (String word : words) {
                counts.addTo(word, 1);
            }
        }
        return counts;
    }
}
