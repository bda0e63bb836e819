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

package dev.arena.demo.measurements;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.PoolStats;

/** Runs both engines on bodies that are given as bytes. */
final class Bodies {

    private Bodies() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Joins strings as UTF-8, and integers as single bytes. */
    static byte[] bytes(Object... parts) {
        var bytes = new ByteArrayOutputStream();
        for (Object part : parts) {
            if (part instanceof Integer b) {
                bytes.write(b);
            } else {
                bytes.writeBytes(utf8((String) part));
            }
        }
        return bytes.toByteArray();
    }

    static Summary onHeap(byte[] body) {
        return HeapEngine.aggregate(new ByteArrayInputStream(body));
    }

    static Summary inArena(byte[] body) {
        return inArena(body, body.length, new Random(0));
    }

    /** Aggregates a body that is read in pieces of 1 to {@code maxPiece} bytes. */
    static Summary inArena(byte[] body, int maxPiece, Random random) {
        return inArena(pieces(new ByteArrayInputStream(body), maxPiece, random));
    }

    static Summary inArena(ReadableByteChannel body) {
        try (ArenaPool pool = Arena.builder().buildPool()) {
            try (Arena arena = pool.open()) {
                ArenaSummary summary = ArenaEngine.aggregate(body, arena);
                return new Summary(summary.rows(), summary.stations().stream().toList());
            } finally {
                requireNothingLive(pool.stats());
            }
        }
    }

    private static void requireNothingLive(PoolStats stats) {
        if (stats.liveBytes() != 0) {
            throw new AssertionError(stats.liveBytes() + " bytes are still live");
        }
    }

    /** Returns a channel that returns 1 to {@code maxPiece} bytes at a time. */
    static ReadableByteChannel pieces(InputStream body, int maxPiece, Random random) {
        return new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer to) throws IOException {
                byte[] piece = new byte[Math.min(to.remaining(), 1 + random.nextInt(Math.max(1, maxPiece)))];
                int bytes = body.read(piece);
                to.put(piece, 0, Math.max(0, bytes));
                return bytes;
            }

            @Override
            public boolean isOpen() {
                return true;
            }

            @Override
            public void close() {}
        };
    }
}
