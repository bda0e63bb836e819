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

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Aggregates measurements without arenas: with a {@link BufferedReader}, a {@link String} for each line and each name, and a
 * {@link HashMap}. {@link ArenaEngine} is compared with this class, so it is written with care, but in the usual way. It
 * streams the body, too. However, only the heap limits the memory of a request, for example if a line never ends.
 */
final class HeapEngine {
    /** The character that the decoder inserts in place of invalid UTF-8. */
    private static final char REPLACEMENT = '\uFFFD';

    private final Map<String, Accumulator> stations = new HashMap<>();
    private long rows;

    private HeapEngine() {}

    /**
     * Reads measurements to the end of {@code body}.
     *
     * @throws BadMeasurementsException if the measurements are malformed, or reading fails with an {@link IOException}
     */
    static Summary aggregate(InputStream body) {
        var engine = new HeapEngine();
        engine.read(body);
        return engine.summary();
    }

    private void read(InputStream body) {
        try {
            var reader = new BufferedReader(new InputStreamReader(new WithoutReadAhead(body), StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                add(line);
            }
        } catch (IOException e) {
            throw new BadMeasurementsException(rows + 1, Fault.CUT_BODY, e);
        }
        if (rows == 0) {
            throw fault(Fault.EMPTY_BODY);
        }
    }

    private void add(String line) {
        int semicolon = line.indexOf(';');
        String name = semicolon < 0 ? line : line.substring(0, semicolon);
        Accumulator station = semicolon < 0 ? null : stations.get(name);
        if (station == null) {
            checkName(name, semicolon >= 0);
            station = new Accumulator();
            stations.put(name, station);
        }
        station.add(parseTenths(line, semicolon + 1));
        rows++;
    }

    private void checkName(String name, boolean ended) {
        if (utf8Length(name) > Limits.NAME_BYTES) {
            throw fault(Fault.LONG_NAME);
        }
        if (name.indexOf(REPLACEMENT) >= 0) {
            throw fault(Fault.INVALID_UTF8);
        }
        if (!ended) {
            throw fault(Fault.NO_SEMICOLON);
        }
        if (name.isEmpty()) {
            throw fault(Fault.EMPTY_NAME);
        }
    }

    /** Returns the length in bytes before decoding. A replacement character counts 1, because it replaces at least one byte. */
    private static long utf8Length(String name) {
        return name.codePoints().mapToLong(c -> c < 0x80 || c == REPLACEMENT ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                .sum();
    }

    /** Parses {@code -?\d?\d\.\d} from {@code start} to the end of {@code line}. */
    private int parseTenths(String line, int start) {
        boolean negative = start < line.length() && line.charAt(start) == '-';
        int first = negative ? start + 1 : start;
        int point = line.length() - 2;
        if (point - first < 1 || point - first > 2 || line.charAt(point) != '.') {
            throw fault(Fault.BAD_TEMPERATURE);
        }
        int tenths = 0;
        for (int i = first; i < line.length(); i++) {
            if (i != point) {
                tenths = 10 * tenths + digit(line.charAt(i));
            }
        }
        return negative ? -tenths : tenths;
    }

    private int digit(char c) {
        if (c < '0' || c > '9') {
            throw fault(Fault.BAD_TEMPERATURE);
        }
        return c - '0';
    }

    private BadMeasurementsException fault(Fault fault) {
        return new BadMeasurementsException(rows + 1, fault);
    }

    private Summary summary() {
        List<Station> answer = new ArrayList<>(stations.size());
        stations.forEach((name, station) -> answer.add(station.answer(name)));
        return Summary.sorted(rows, answer);
    }

    /**
     * Prevents a reader from reading ahead while it still has characters. If that failed, the reader would lose these
     * characters, and with them the line at which the body ends.
     */
    private static final class WithoutReadAhead extends FilterInputStream {

        WithoutReadAhead(InputStream in) {
            super(in);
        }

        @Override
        public int available() {
            return 0;
        }
    }

    private static final class Accumulator {
        private int min = Integer.MAX_VALUE;
        private int max = Integer.MIN_VALUE;
        private long sum;
        private long count;

        void add(int tenths) {
            min = Math.min(min, tenths);
            max = Math.max(max, tenths);
            sum += tenths;
            count++;
        }

        Station answer(String name) {
            return Station.ofTenths(name, min, max, sum, count);
        }
    }
}
