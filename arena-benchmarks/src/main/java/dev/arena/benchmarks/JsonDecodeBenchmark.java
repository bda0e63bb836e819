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

import java.io.ByteArrayInputStream;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.TypeReference;
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
import org.openjdk.jmh.infra.Blackhole;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.collect.RecordVec;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;

/**
 * Decodes a document into records in an arena, and into records on the heap with two other libraries. A further row only reads
 * the tokens with Jackson's parser and discards their values. It is the lower bound for each decoder that uses this parser.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = {"--enable-native-access=ALL-UNNAMED", "-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch"})
public class JsonDecodeBenchmark {

    /** What is decoded. */
    @Param
    public Document document;

    private final ArenaJson json = ArenaJson.create();
    private final JsonFactory factory = new JsonFactory();
    private ArenaPool pool;
    private byte[] bytes;
    private ObjectReader reader;
    private Type type;

    /** What is decoded. */
    public enum Document {
        /** Elements of three members: a short string, a number with a fraction, and a long. */
        READINGS(JsonDocuments.Reading.class, Form.ARRAY),
        /** The same elements as lines, read from a stream that returns 8 KB at a time. */
        READING_LINES(JsonDocuments.Reading.class, Form.LINES),
        /** Elements of five members: three strings and two integers. */
        FLIGHTS(JsonDocuments.Flight.class, Form.ARRAY),
        /** Nested elements: decimals, times, a list of two records, and a map of two texts. */
        ORDERS(JsonDocuments.Order.class, Form.ARRAY),
        /** The same, read by records whose constructors check their arguments and copy the list. */
        CHECKED_ORDERS(JsonDocuments.CheckedOrder.class, Form.ARRAY),
        /** One of them. */
        CHECKED_ORDER(JsonDocuments.CheckedOrder.class, Form.OBJECT),
        /** One object of 200 bytes with eight members. */
        CUSTOMER(JsonDocuments.Customer.class, Form.OBJECT);

        private final Class<? extends Record> type;
        private final Form form;

        Document(Class<? extends Record> type, Form form) {
            this.type = type;
            this.form = form;
        }
    }

    private enum Form {
        ARRAY, LINES, OBJECT
    }

    /** Returns a document in pieces, as a connection does. */
    private static final class Pieces extends ByteArrayInputStream {
        private static final int PIECE = 8192;

        Pieces(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(length, PIECE));
        }
    }

    /** Reads the document. */
    @Setup
    public void open() {
        bytes = switch (document) {
            case READINGS -> JsonDocuments.readings(10_000);
            case READING_LINES -> JsonDocuments.readingLines(10_000);
            case FLIGHTS -> JsonDocuments.file("flights-10k.json");
            case ORDERS, CHECKED_ORDERS -> JsonDocuments.orders(10_000);
            case CHECKED_ORDER -> JsonDocuments.order();
            case CUSTOMER -> JsonDocuments.customer();
        };
        var mapper = new JsonMapper();
        JavaType known = document.form == Form.ARRAY
                ? mapper.getTypeFactory().constructCollectionType(List.class, document.type)
                : mapper.constructType(document.type);
        type = document.form == Form.ARRAY ? TypeReference.parametricType(List.class, document.type) : document.type;
        reader = mapper.readerFor(known);
        pool = Arena.builder().buildPool();
        try (Arena arena = pool.open()) {
            Object expected = databind();
            if (!expected.equals(decode(arena)) || !expected.equals(fastjson2())) {
                throw new IllegalStateException("the contenders do not decode the same");
            }
        }
    }

    /** Closes the pool. */
    @TearDown
    public void close() {
        pool.close();
    }

    private Object decode(Arena arena) {
        Object decoded = arena(arena);
        return decoded instanceof RecordVec<?> records ? records.stream().toList() : decoded;
    }

    private Object arena(Arena arena) {
        return switch (document.form) {
            case ARRAY -> json.readRecords(JsonInput.of(bytes), document.type, arena);
            case LINES -> json.readRecordLines(JsonInput.of(new Pieces(bytes)), document.type, arena);
            case OBJECT -> json.readRecord(JsonInput.of(bytes), document.type, arena);
        };
    }

    @Benchmark
    public Object arena() {
        try (Arena arena = pool.open()) {
            return arena(arena);
        }
    }

    @Benchmark
    public Object databind() {
        if (document.form == Form.LINES) {
            try (MappingIterator<Object> lines = reader.readValues(new Pieces(bytes))) {
                return lines.readAll();
            }
        }
        return reader.readValue(bytes);
    }

    @Benchmark
    public Object fastjson2() {
        if (document.form == Form.LINES) {
            List<Object> values = new ArrayList<>();
            JSON.parseObject(new Pieces(bytes), type, values::add);
            return values;
        }
        return JSON.parseObject(bytes, type);
    }

    @Benchmark
    public void tokenScan(Blackhole hole) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), bytes)) {
            for (JsonToken token; (token = parser.nextToken()) != null;) {
                switch (token) {
                    case PROPERTY_NAME -> hole.consume(parser.currentName());
                    case VALUE_STRING -> {
                        hole.consume(parser.getStringCharacters());
                        hole.consume(parser.getStringOffset() + parser.getStringLength());
                    }
                    case VALUE_NUMBER_INT -> hole.consume(parser.getLongValue());
                    case VALUE_NUMBER_FLOAT -> hole.consume(parser.getDoubleValue());
                    default -> {
                    }
                }
            }
        }
    }
}
