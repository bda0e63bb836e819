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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Documents for the JSON benchmarks, and their records. The records are public, because some libraries are slower for records
 * that are not.
 */
public final class JsonDocuments {
    private static final long SEED = 20261122;
    private static final String[] STATIONS = {"Hamburg", "Palembang", "Hamilton", "Istanbul", "Zürich", "São Paulo",
            "Petropavlovsk-Kamchatsky", "Roseau", "Conakry", "Saint-Pierre"};

    /** An element of the array that {@link #readings} creates. */
    public record Reading(String station, double temperature, long timestamp) {}

    /** What is in {@code flights-10k.json}. */
    public record Flight(String date, int delay, int distance, String origin, String destination) {}

    /** An element of the array that {@link #orders} creates. The note can be null. */
    public record Order(long id, Instant created, List<Line> lines, Map<String, String> attributes, BigDecimal total,
            String note) {}

    /** Like {@link Order}, with a constructor that checks its arguments and copies the list. */
    public record CheckedOrder(long id, Instant created, List<CheckedLine> lines, Map<String, String> attributes,
            BigDecimal total, String note) {
        public CheckedOrder {
            Objects.requireNonNull(created);
            Objects.requireNonNull(attributes);
            lines = List.copyOf(lines);
        }
    }

    /** A line of a {@link CheckedOrder}. */
    public record CheckedLine(String sku, int quantity, BigDecimal price) {
        public CheckedLine {
            Objects.requireNonNull(sku);
            if (quantity < 1) {
                throw new IllegalArgumentException("quantity must be positive: " + quantity);
            }
        }
    }

    /** What {@link #customer} makes. */
    public record Customer(long id, String name, String email, int visits, double rating, boolean active,
            LocalDate since,
            String city) {}

    /** A line of an order. */
    public record Line(String sku, int quantity, BigDecimal price) {}

    private JsonDocuments() {}

    /** An object of 200 bytes. */
    static byte[] customer() {
        return """
                {"id":4711,"name":"Grace Brewster Murray Hopper","email":"grace.hopper@navy.example.org","visits":17,\
                "rating":4.75,"active":true,"since":"2019-12-09","city":"Arlington County, Virginia"}"""
                .getBytes(StandardCharsets.UTF_8);
    }

    /** An array of readings, 70 bytes each. */
    static byte[] readings(int count) {
        return readings(count, "[", ",", "]");
    }

    /** The same readings, a line each. */
    static byte[] readingLines(int count) {
        return readings(count, "", "\n", "\n");
    }

    private static byte[] readings(int count, String start, String separator, String end) {
        var random = new Random(SEED);
        var json = new StringBuilder(start);
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : separator).append("{\"station\":\"")
                    .append(STATIONS[random.nextInt(STATIONS.length)])
                    .append("\",\"temperature\":").append((random.nextInt(1200) - 400) / 10.0)
                    .append(",\"timestamp\":").append(1_700_000_000_000L + i * 60_000L).append('}');
        }
        return json.append(end).toString().getBytes(StandardCharsets.UTF_8);
    }

    /** The first order of the array. */
    static byte[] order() {
        String array = new String(orders(1), StandardCharsets.UTF_8);
        return array.substring(1, array.length() - 1).getBytes(StandardCharsets.UTF_8);
    }

    /** An array of orders with two lines and two attributes, about 310 bytes each. Every second order has a note. */
    static byte[] orders(int count) {
        var random = new Random(SEED);
        var json = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",").append("{\"id\":").append(i).append(",\"created\":\"")
                    .append(Instant.ofEpochSecond(1_700_000_000L + i)).append("\",\"lines\":[");
            for (int line = 0; line < 2; line++) {
                json.append(line == 0 ? "" : ",").append("{\"sku\":\"SKU-").append(random.nextInt(100_000))
                        .append("\",\"quantity\":").append(random.nextInt(1, 20)).append(",\"price\":")
                        .append(BigDecimal.valueOf(random.nextInt(1_000_000), 2)).append('}');
            }
            json.append("],\"attributes\":{\"channel\":\"web\",\"city\":\"")
                    .append(STATIONS[random.nextInt(STATIONS.length)]).append("\"},\"total\":")
                    .append(BigDecimal.valueOf(random.nextInt(10_000_000), 2)).append(",\"note\":")
                    .append(i % 2 == 0 ? "null" : "\"leave at the door\"").append('}');
        }
        return json.append(']').toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * A file of the folder {@code shared/data} beside the project, or of the folder that the system property {@code arena.data}
     * names.
     */
    static byte[] file(String name) {
        String folder = System.getProperty("arena.data");
        Path here = Path.of("").toAbsolutePath();
        while (folder == null && here != null) {
            Path candidate = here.resolve("shared").resolve("data");
            folder = Files.isDirectory(candidate) ? candidate.toString() : null;
            here = here.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("No folder shared/data beside the project: name another by -Darena.data=");
        }
        try {
            return Files.readAllBytes(Path.of(folder, name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
