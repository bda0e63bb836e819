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

package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.ArenaBuilder;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

/** The memory of a body while it arrives, and after it has arrived. */
class BodyBufferTests {
    private static final int HEAD = BodyBuffer.HEAD;

    private ArenaPool pool = Arena.builder().buildPool();

    @AfterEach
    void closePool() {
        assertThat(pool.stats().liveBytes()).isZero();
        pool.close();
    }

    private void usePool(ArenaBuilder builder) {
        pool.close();
        pool = builder.buildPool();
    }

    private Arena open(long byteBudget) {
        return pool.open(ArenaOptions.defaults().withByteBudget(byteBudget));
    }

    private BodySpace space(Arena arena, long byteBudget) {
        return new BodySpace(arena, byteBudget - arena.stats().bytesHeld(), pool.settings().maxNormalAlloc(),
                BodyAdmission.NOT_NEEDED);
    }

    private static byte[] randomBytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    /** Appends a body in pieces, as a network delivers it. */
    private static void append(byte[] body, int piece, BodyBuffer buffer) {
        for (int from = 0; from < body.length; from += piece) {
            byte[] bytes = Arrays.copyOfRange(body, from, Math.min(from + piece, body.length));
            buffer.append(bytes, bytes.length);
        }
    }

    private static void assertBody(byte[] body, MemorySegment whole) {
        assertThat(Arrays.equals(whole.toArray(ValueLayout.JAVA_BYTE), body)).isTrue();
        assertThat(whole.address() % 8).isZero();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "1000, 7", "16383, 1000", "16384, 16384", "16385, 16384", "65536, 1500", "65537, 16384",
            "1048576, 16384", "1048577, 1500", "3000000, 65536", "3000000, 3000000"})
    void announcedBodyShouldTakeItsSizeAndAQuarterMoreWhileItArrives(int length, int piece) {
        byte[] body = randomBytes(length);
        try (Arena arena = open(1L << 30)) {
            var buffer = new BodyBuffer(space(arena, 1L << 30), length);
            append(body, piece, buffer);
            assertBody(body, buffer.finish());
            assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(Math.max(length, HEAD));
            assertThat(arena.stats().peakBytesHeld())
                    .isLessThanOrEqualTo(Math.max(length + length / 4 + (32 << 10), HEAD));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1000, 7", "16384, 16384", "16385, 1500", "3000000, 16384", "3000000, 3000000"})
    void bodyOfUnknownLengthShouldTakeItsSizeAtItsEnd(int length, int piece) {
        byte[] body = randomBytes(length);
        try (Arena arena = open(1L << 30)) {
            var buffer = new BodyBuffer(space(arena, 1L << 30), -1);
            append(body, piece, buffer);
            assertBody(body, buffer.finish());
            assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(Math.max(length, HEAD));
            assertThat(arena.stats().peakBytesHeld()).isLessThanOrEqualTo(2L * length + (512 << 10));
        }
    }

    /** Every body that {@code required} accepts must fit, with any sizes of chunks. */
    @ParameterizedTest
    @CsvSource({"20000, 4096, 512, 16", "49152, 4096, 512, 16", "1048576, 4096, 512, 16", "1048577, 4096, 512, 16",
            "1100000, 4096, 512, 16", "5000000, 4096, 512, 16", "31000000, 4096, 512, 16", "5000000, 512, 8, 8",
            "5000000, 65536, 512, 16", "5000000, 4096, 1024, 1024", "1048576, 1048576, 1024, 16"})
    void announcedBodyShouldFitInABudgetOfTheRequiredSize(int length, int minChunk, int maxChunk, int normal) {
        usePool(Arena.builder().chunkSizes(minChunk, (long) maxChunk << 10).maxNormalAlloc((long) normal << 10));
        byte[] body = randomBytes(length);
        long budget = BodyBuffer.required(length);
        try (Arena arena = open(budget)) {
            var buffer = new BodyBuffer(space(arena, budget), length);
            append(body, 10_000, buffer);
            assertBody(body, buffer.finish());
            assertThat(arena.stats().peakBytesHeld()).isLessThanOrEqualTo(budget);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {20_000, 100_000, 1_000_000, 3_000_000, 30_000_000})
    void memoryShouldDependOnTheArrivedBytes(long announced) {
        byte[] piece = new byte[1000];
        try (Arena arena = open(1L << 30)) {
            var buffer = new BodyBuffer(space(arena, 1L << 30), announced);
            for (long arrived = piece.length; arrived <= announced; arrived += piece.length) {
                buffer.append(piece, piece.length);
                assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(arrived < HEAD ? 0 : 4 * arrived);
            }
            buffer.finish();
        }
    }

    /** A route that usually needs much memory starts with large chunks. A client that sends little must not cause one. */
    @ParameterizedTest
    @ValueSource(longs = {-1, 7_000_000})
    void memoryShouldDependOnTheArrivedBytesIfMoreAreExpected(long announced) {
        ArenaOptions options = ArenaOptions.defaults().withByteBudget(1L << 30).withExpectedBytes(512 << 10);
        try (Arena usual = pool.open(options)) {
            usual.allocate(1, 1);
            assertThat(usual.stats().bytesHeld()).as("first chunk of an arena").isEqualTo(512 << 10);
        }
        try (Arena arena = pool.open(options)) {
            var buffer = new BodyBuffer(space(arena, 1L << 30), announced);
            buffer.append(new byte[20_000], 20_000);
            assertThat(arena.stats().bytesHeld()).isLessThanOrEqualTo(64 << 10);
        }
    }

    @Test
    void bodiesShouldNotChangeTheDefaultChunkSizeOfThePool() {
        for (int i = 0; i < 100; i++) {
            try (Arena arena = open(1L << 30)) {
                var buffer = new BodyBuffer(space(arena, 1L << 30), i % 2 == 0 ? -1 : 300_000);
                append(new byte[300_000], 16_384, buffer);
                buffer.finish();
            }
        }
        try (Arena usual = pool.open()) {
            usual.allocate(1, 1);
            assertThat(usual.stats().bytesHeld()).isEqualTo(pool.settings().minChunkSize());
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 5", "100, 50000", "20000, 30000", "100000, 1000000", "1000000, 30000", "2000000, 300000",
            "2000000, 1000000", "20000, 20001"})
    void bodyShouldConsistOfTheArrivedBytesForAnyAnnouncedLength(int announced, int length) {
        byte[] body = randomBytes(length);
        for (int piece : new int[]{1000, 100_000, length}) {
            try (Arena arena = open(1L << 30)) {
                var buffer = new BodyBuffer(space(arena, 1L << 30), announced);
                append(body, piece, buffer);
                assertBody(body, buffer.finish());
            }
        }
    }
}
