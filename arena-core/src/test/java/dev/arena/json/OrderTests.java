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

package dev.arena.json;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.record.FieldKind;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that records with lists, maps, decimals and times are read and written as by databind, without intermediate objects.
 */
class OrderTests {
    private final Arena arena = Arena.create();
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final ArenaJson json = ArenaJson.of(mapper);

    enum Status {
        NEW, PAID
    }

    record Item(UUID product, String name, int quantity, BigDecimal price, List<String> tags) {}

    record Order(long id, Instant created, @Nullable LocalDate due, LocalDateTime changed, LocalTime time,
            Status status, @Nullable String note, List<Item> items, Map<String, String> attributes,
            Map<String, List<BigInteger>> numbers, List<Status> history) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private static List<Order> orders(int count) {
        List<Order> orders = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> attributes = new LinkedHashMap<>();
            attributes.put("colour", "grün");
            attributes.put("size", "L" + i % 3);
            orders.add(new Order(i, Instant.ofEpochSecond(1_700_000_000L + i, i % 4 * 1_000_000L),
                    i % 5 == 0 ? null : LocalDate.ofEpochDay(20_000 + i), LocalDateTime.of(2026, 1, 2, 3, 4, i % 60),
                    LocalTime.of(i % 24, 5, 6, i % 7 * 10_000), Status.values()[i % 2],
                    i % 3 == 0 ? null : "note " + i,
                    List.of(new Item(new UUID(i, -i), "näme", i, BigDecimal.valueOf(i * 7L, 2), List.of("a", "b")),
                            new Item(new UUID(-1, i), "b", 1, new BigDecimal("12345.670"), List.of())),
                    attributes, Map.of("n", List.of(BigInteger.valueOf(i), BigInteger.TEN)),
                    List.of(Status.NEW, Status.PAID)));
        }
        return orders;
    }

    @Test
    void ordersAreReadAndWrittenAsByDatabind() {
        List<Order> orders = orders(300);
        byte[] document = mapper.writeValueAsBytes(orders);
        RecordVec<Order> rows = json.readRecords(JsonInput.of(document), Order.class, arena);
        assertThat(rows.stream().toList()).isEqualTo(orders);
        var out = new ByteArrayOutputStream();
        json.write(rows, JsonOutput.of(out));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(new String(document, StandardCharsets.UTF_8));
    }

    record Odd(int number, Set<String> set, @JsonFormat(pattern = "dd.MM.yyyy") LocalDate date, @JsonIgnore int hidden,
            Object anything) {}

    @Test
    void componentsReadByDatabindAreLogged() {
        assertThat(json.describe(Order.class)).allSatisfy(it -> {
            assertThat(it.read()).isEqualTo(JsonComponent.Way.DIRECT);
            assertThat(it.written()).isEqualTo(JsonComponent.Way.DIRECT);
        });
        assertThat(json.describe(Odd.class)).containsExactly(
                new JsonComponent("number", FieldKind.INT, JsonComponent.Way.DIRECT, JsonComponent.Way.DIRECT),
                new JsonComponent("set", FieldKind.SEQUENCE, JsonComponent.Way.DATABIND, JsonComponent.Way.DIRECT),
                new JsonComponent("date", FieldKind.LOCAL_DATE, JsonComponent.Way.DATABIND, JsonComponent.Way.DATABIND),
                new JsonComponent("hidden", FieldKind.INT, JsonComponent.Way.NONE, JsonComponent.Way.NONE),
                new JsonComponent("anything", FieldKind.DOCUMENT, JsonComponent.Way.DATABIND,
                        JsonComponent.Way.DATABIND));
    }

    @Test
    void lastOfManyEntriesOfANameApplies() {
        var document = new StringBuilder("{\"map\":{");
        for (int i = 0; i < 200; i++) {
            document.append("\"k").append(i % 90).append("\":").append(i).append(',');
        }
        String text = document.append("\"k\":null}}").toString();
        assertThat(json.readRecord(JsonInput.of(text.getBytes(StandardCharsets.UTF_8)), Counted.class, arena))
                .isEqualTo(mapper.readValue(text, Counted.class));
    }

    record Counted(Map<String, Integer> map) {}

    /** Would fail if intermediate objects were created: each order has some 40 of them. */
    @Test
    void ordersAreReadAndWrittenWithoutObjects() {
        int count = 10_000;
        byte[] document = mapper.writeValueAsBytes(orders(count));
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long read = Long.MAX_VALUE;
        long written = Long.MAX_VALUE;
        for (int round = 0; round < 100 && Math.max(read, written) > 4L * count; round++) { // until the code is compiled
            long before = threads.getCurrentThreadAllocatedBytes();
            RecordVec<Order> rows = json.readRecords(JsonInput.of(document), Order.class, arena);
            long between = threads.getCurrentThreadAllocatedBytes();
            json.write(rows, JsonOutput.of(OutputStream.nullOutputStream()));
            read = Math.min(read, between - before);
            written = Math.min(written, threads.getCurrentThreadAllocatedBytes() - between);
            arena.reset();
        }
        assertThat(read).as("bytes of heap to read %s orders", count).isLessThanOrEqualTo(4L * count);
        assertThat(written).as("bytes of heap to write %s orders", count).isLessThanOrEqualTo(4L * count);
    }
}
