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

package dev.arena.benchmarks.endtoend.service;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Aggregates measurements on the heap, as fast entries of the One Billion Row Challenge do. It reads the body into one array,
 * searches for the semicolon eight bytes at a time, parses temperatures without branches, and finds stations in a hash table by
 * their bytes. It creates objects only for stations. It does not check its input, which the engines of the demo do.
 */
final class BytesAggregation {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long SEMICOLONS = 0x3B3B3B3B3B3B3B3BL;
    private static final long LOWEST_BITS = 0x0101010101010101L;
    private static final long HIGHEST_BITS = 0x8080808080808080L;

    private static final int BUFFER = 64 << 10;

    /** Bytes after the text that a read of eight bytes may reach. */
    private static final int SLACK = 16;

    private final byte[] buffer = new byte[BUFFER + SLACK];
    private @Nullable Station[] table = new @Nullable Station[1024];
    private int size;
    private long rows;

    private static final class Station {
        private final byte[] name;
        private final int hash;
        private long sum;
        private int count;
        private int min = Integer.MAX_VALUE;
        private int max = Integer.MIN_VALUE;

        Station(byte[] name, int hash) {
            this.name = name;
            this.hash = hash;
        }

        StationSummary summary() {
            return new StationSummary(new String(name, StandardCharsets.UTF_8), min / 10.0,
                    Math.floorDiv(2 * sum + count, 2L * count) / 10.0, max / 10.0, count);
        }
    }

    /** Reads lines of {@code station;temperature}. Each ends with a line feed. */
    void read(InputStream body) throws IOException {
        int rest = 0;
        for (int count = body.read(buffer, 0, BUFFER); count >= 0; count = body.read(buffer, rest, BUFFER - rest)) {
            int end = rest + count;
            int lines = end;
            while (lines > 0 && buffer[lines - 1] != '\n') {
                lines--;
            }
            for (int at = 0; at < lines;) {
                at = addLine(at);
            }
            rest = end - lines;
            System.arraycopy(buffer, lines, buffer, 0, rest);
        }
    }

    private int addLine(int start) {
        long hash = 0;
        int at = start;
        long word = (long) WORD.get(buffer, at);
        long semicolon = semicolon(word);
        while (semicolon == 0) {
            hash = (hash ^ word) * 0x9E3779B97F4A7C15L;
            at += Long.BYTES;
            word = (long) WORD.get(buffer, at);
            semicolon = semicolon(word);
        }
        int tail = Long.numberOfTrailingZeros(semicolon) >>> 3;
        hash = (hash ^ (word & ((1L << (tail << 3)) - 1))) * 0x9E3779B97F4A7C15L;
        int length = at + tail - start;
        Station station = station(start, length, (int) (hash >>> 32));

        int temperature = at + tail + 1;
        long text = (long) WORD.get(buffer, temperature);
        int point = Long.numberOfTrailingZeros(~text & 0x10101000); // the bit that differs between digits and the point
        long negative = (~text << 59) >> 63;
        long digits = ((text & ~(negative & 0xFF)) << (28 - point)) & 0x0F000F0F00L;
        long absolute = ((digits * 0x640A0001) >>> 32) & 0x3FF;
        int tenths = (int) ((absolute ^ negative) - negative);
        station.sum += tenths;
        station.count++;
        station.min = Math.min(station.min, tenths);
        station.max = Math.max(station.max, tenths);
        rows++;
        return temperature + (point >>> 3) + 3;
    }

    private static long semicolon(long word) {
        long zero = word ^ SEMICOLONS;
        return (zero - LOWEST_BITS) & ~zero & HIGHEST_BITS;
    }

    private Station station(int start, int length, int hash) {
        int slot = hash & (table.length - 1);
        for (Station station = table[slot]; station != null; station = table[slot]) {
            if (station.hash == hash
                    && Arrays.equals(station.name, 0, station.name.length, buffer, start, start + length)) {
                return station;
            }
            slot = (slot + 1) & (table.length - 1);
        }
        var station = new Station(Arrays.copyOfRange(buffer, start, start + length), hash);
        table[slot] = station;
        if (++size > table.length / 2) {
            grow();
        }
        return station;
    }

    private void grow() {
        @Nullable
        Station[] before = table;
        table = new @Nullable Station[2 * before.length];
        for (Station station : before) {
            if (station != null) {
                int slot = station.hash & (table.length - 1);
                while (table[slot] != null) {
                    slot = (slot + 1) & (table.length - 1);
                }
                table[slot] = station;
            }
        }
    }

    long rows() {
        return rows;
    }

    /** The stations, sorted by name. */
    List<StationSummary> stations() {
        List<StationSummary> stations = new ArrayList<>(size);
        for (Station station : table) {
            if (station != null) {
                stations.add(station.summary());
            }
        }
        stations.sort(Comparator.comparing(StationSummary::name));
        return stations;
    }
}
