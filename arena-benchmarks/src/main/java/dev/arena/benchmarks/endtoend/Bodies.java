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

package dev.arena.benchmarks.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Creates files with request bodies. The same number of rows always gives the same body. */
final class Bodies {
    private static final long SEED = 20261122;

    /** The number of stations in the One Billion Row Challenge. */
    private static final int STATIONS = 413;

    private final Path directory;

    Bodies() throws IOException {
        this.directory = Files.createTempDirectory("bodies");
    }

    /** A JSON array of readings. */
    Path readings(int rows) throws IOException {
        var random = new Random(SEED);
        return array("readings-" + rows + ".json", rows,
                i -> "{\"station\":\"" + station(random) + "\",\"temperature\":"
                        + temperature(random) + ",\"timestamp\":" + (1_700_000_000_000L + i * 60_000L) + "}");
    }

    /** A JSON array of orders of one to five lines. */
    Path orders(int rows) throws IOException {
        var random = new Random(SEED);
        return array("orders-" + rows + ".json", rows, i -> "{\"id\":" + (100_000 + i) + ",\"customer\":\"Customer "
                + random.nextInt(500) + "\",\"placed\":\"2026-11-22T10:" + (10 + i % 50)
                + ":00Z\",\"shipTo\":{\"street\":\""
                + (1 + random.nextInt(200)) + " Harbour Road\",\"city\":\"City " + random.nextInt(90)
                + "\",\"postcode\":\""
                + (10_000 + random.nextInt(80_000)) + "\",\"country\":\"DE\"},\"lines\":["
                + IntStream.range(0, 1 + random.nextInt(5)).mapToObj(_ -> line(random)).collect(Collectors.joining(","))
                + "]}");
    }

    private static String line(Random random) {
        return "{\"sku\":\"SKU-" + random.nextInt(10_000) + "\",\"description\":\"Article number "
                + random.nextInt(10_000)
                + "\",\"quantity\":" + (1 + random.nextInt(9)) + ",\"price\":" + (1 + random.nextInt(99)) + "."
                + (10 + random.nextInt(90)) + "}";
    }

    private Path array(String name, int rows, IntFunction<String> row) throws IOException {
        return write(name, IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining(",", "[", "]")));
    }

    /** Lines of measurements. */
    Path measurements(int rows) throws IOException {
        var random = new Random(SEED);
        return write("measurements-" + rows + ".txt", IntStream.range(0, rows)
                .mapToObj(_ -> station(random) + ";" + temperature(random) + "\n").collect(Collectors.joining()));
    }

    private Path write(String name, String text) throws IOException {
        return Files.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private static String station(Random random) {
        int number = random.nextInt(STATIONS);
        return "Station " + "Ürümqi-".substring(0, number % 7) + number;
    }

    private static double temperature(Random random) {
        return (random.nextInt(1200) - 400) / 10.0;
    }
}
