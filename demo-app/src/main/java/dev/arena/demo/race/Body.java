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

package dev.arena.demo.race;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.arena.demo.MeasurementFile;

/** Bodies of requests. They are created before the race, so that sending costs almost nothing. */
final class Body {

    /** The number of stations in the One Billion Row Challenge. */
    private static final int STATIONS = 413;

    private static final long SEED = 1;
    private static final long FIRST_TIMESTAMP = 1_700_000_000_000L;

    private Body() {}

    /** Returns the body of a job's requests. It is empty for a job that receives rows. */
    static byte[] of(Job job, int rows) throws IOException {
        return switch (job) {
            case MEASUREMENTS -> lines(rows);
            case READINGS, HOLD -> readings(rows);
            case EXPORT -> new byte[0];
        };
    }

    private static byte[] lines(int rows) throws IOException {
        var file = new ByteArrayOutputStream();
        MeasurementFile.fromRealStations(STATIONS).write(rows, file, SEED);
        return file.toByteArray();
    }

    private static byte[] readings(int rows) throws IOException {
        List<String> readings = new ArrayList<>();
        for (String line : new String(lines(rows), StandardCharsets.UTF_8).lines().toList()) {
            String[] fields = line.split(";", 2);
            readings.add(
                    "{\"station\":\"" + fields[0].replace("\\", "\\\\").replace("\"", "\\\"") + "\",\"temperature\":"
                            + fields[1] + ",\"timestamp\":" + (FIRST_TIMESTAMP + readings.size()) + "}");
        }
        return ("[" + String.join(",", readings) + "]").getBytes(StandardCharsets.UTF_8);
    }
}
