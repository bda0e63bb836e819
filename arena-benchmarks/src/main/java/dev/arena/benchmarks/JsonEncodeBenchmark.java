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

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONWriter;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;
import dev.arena.json.JsonOutput;

/**
 * Encodes existing records to memory: from an arena, and from the heap with other libraries. The documents of fastjson2 have
 * the same content, but another order of members.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g",
        "-XX:+AlwaysPreTouch"})
public class JsonEncodeBenchmark {

    /** What is encoded. */
    @Param
    public Document document;

    private final ArenaJson json = ArenaJson.create();
    private final Buffer buffer = new Buffer();
    private ObjectWriter databind;
    private Arena arena;
    private RecordVec<?> records;
    private Object values;

    /** What is encoded. */
    public enum Document {
        /** 10,000 records of a short string, a number with a fraction, a long. */
        READINGS(JsonDocuments.Reading.class),
        /** 10,000 records with decimals, times, a list of two records, and a map of two texts. */
        ORDERS(JsonDocuments.Order.class),
        /** One object of 200 bytes with eight members. */
        CUSTOMER(JsonDocuments.Customer.class);

        private final Class<? extends Record> type;

        Document(Class<? extends Record> type) {
            this.type = type;
        }
    }

    /** Takes what is written. */
    private static final class Buffer extends OutputStream {
        private final byte[] bytes = new byte[8 << 20];
        private int size;

        @Override
        public void write(int b) {
            bytes[size++] = (byte) b;
        }

        @Override
        public void write(byte[] source, int offset, int length) {
            System.arraycopy(source, offset, bytes, size, length);
            size += length;
        }

        @Override
        public String toString() {
            return new String(bytes, 0, size, StandardCharsets.UTF_8);
        }
    }

    /** Makes the records. */
    @Setup
    public void open() {
        byte[] bytes = switch (document) {
            case READINGS -> JsonDocuments.readings(10_000);
            case ORDERS -> JsonDocuments.orders(10_000);
            case CUSTOMER -> JsonDocuments.customer();
        };
        arena = Arena.create();
        records = document == Document.CUSTOMER
                ? json.readRecordLines(JsonInput.of(bytes), document.type, arena)
                : json.readRecords(JsonInput.of(bytes), document.type, arena);
        var mapper = new JsonMapper();
        List<?> list = records.stream().toList();
        values = document == Document.CUSTOMER ? list.getFirst() : list;
        databind = mapper.writer();
        arena();
        String expected = buffer.toString().strip();
        databind();
        boolean isSame = buffer.toString().equals(expected);
        fastjson2();
        if (!isSame || !mapper.readTree(buffer.toString()).equals(mapper.readTree(expected))) {
            throw new IllegalStateException("the contenders do not write the same");
        }
    }

    /** Ends them. */
    @TearDown
    public void close() {
        arena.close();
    }

    @Benchmark
    public int arena() {
        buffer.size = 0;
        if (document == Document.CUSTOMER) {
            json.writeLines(records, buffer); // a line with an object
        } else {
            json.write(records, JsonOutput.of(buffer));
        }
        return buffer.size;
    }

    @Benchmark
    public int databind() {
        buffer.size = 0;
        databind.writeValue(buffer, values);
        return buffer.size;
    }

    @Benchmark
    public int fastjson2() {
        buffer.size = 0;
        JSON.writeTo(buffer, values, JSONWriter.Feature.WriteNulls);
        return buffer.size;
    }
}
