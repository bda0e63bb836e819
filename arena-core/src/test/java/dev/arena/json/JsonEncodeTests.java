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
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.TokenBuffer;

import dev.arena.Arena;
import dev.arena.collect.ArenaCollection;
import dev.arena.collect.BooleanVec;
import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordSlice;
import dev.arena.collect.RecordVec;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf16String;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class JsonEncodeTests {
    private static final long SEED = 44;

    private final Arena arena = Arena.create();
    private final ArenaJson json = ArenaJson.create();
    private final JsonMapper mapper = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    enum Quality {
        GOOD, @JsonProperty("poor!")
        POOR
    }

    record Position(double latitude, float longitude) {}

    record Sample(@Nullable String name, boolean valid, byte small, short number, char letter, int count, long time,
            float share,
            double value, @Nullable Quality quality, @Nullable Integer optional, @Nullable Position position) {}

    record Named(String name, int id) {}

    record Renamed(@JsonProperty("n\"ame") int name, @JsonIgnore int hidden, int shown) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private String encode(@Nullable Object value) {
        var out = new ByteArrayOutputStream();
        json.write(value, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private JsonValue read(String document) {
        return json.readValue(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), arena);
    }

    private static Sample sample(Random random) {
        return new Sample(random.nextInt(5) == 0 ? null : text(random), random.nextBoolean(), (byte) random.nextInt(),
                (short) random.nextInt(), (char) (' ' + random.nextInt(0x3000)), random.nextInt(), random.nextLong(),
                random.nextFloat(), random.nextInt(3) == 0 ? random.nextGaussian() : random.nextInt(10_000) / 10.0,
                random.nextInt(3) == 0 ? null : random.nextBoolean() ? Quality.GOOD : Quality.POOR,
                random.nextBoolean() ? null : random.nextInt(),
                random.nextBoolean() ? null : new Position(random.nextDouble(), random.nextFloat()));
    }

    private static String text(Random random) {
        int length = random.nextInt(20) == 0 ? random.nextInt(40_000) : random.nextInt(20);
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(switch (random.nextInt(20)) {
                case 0 -> random.nextInt(' ');
                case 1 -> random.nextBoolean() ? '"' : '\\';
                case 2 -> 0x80 + random.nextInt(0x700);
                case 3 -> 0x4E00 + random.nextInt(0x1000);
                case 4 -> 0x1F600 + random.nextInt(0x40);
                default -> 'a' + random.nextInt(26);
            });
        }
        return text.toString();
    }

    @Test
    void recordsAreWrittenWithTheContentOfDatabind() {
        var random = new Random(SEED);
        var rows = new RecordVec<>(arena, Sample.class);
        List<Sample> list = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Sample sample = sample(random);
            rows.add(sample);
            list.add(sample);
        }
        assertThat(mapper.readTree(encode(rows))).as("seed %d", SEED)
                .isEqualTo(mapper.readTree(mapper.writeValueAsBytes(list)));
        assertThat(encode(rows.freeze())).isEqualTo(encode(list(rows, list)));
    }

    private RecordVec<Sample> list(RecordVec<Sample> frozen, List<Sample> values) {
        assertThatIllegalStateException().isThrownBy(frozen::size);
        var rows = new RecordVec<>(arena, Sample.class);
        rows.addAll(values);
        return rows;
    }

    @Test
    void recordOnTheHeapIsWrittenLikeARow() {
        var random = new Random(SEED);
        Sample sample = sample(random);
        var rows = new RecordVec<>(arena, Sample.class);
        rows.add(sample);
        assertThat("[" + encode(sample) + "]").isEqualTo(encode(rows));
    }

    @Test
    void recordsAreWrittenWithTheNamesForReading() {
        assertThat(encode(new Renamed(1, 2, 3))).isEqualTo("{\"n\\\"ame\":1,\"shown\":3}");
        assertThat(encode(
                new Sample(null, true, (byte) 1, (short) 2, 'x', 3, 4, 0.5f, 1e7, Quality.POOR, 6, new Position(1, 2))))
                .isEqualTo(
                        "{\"name\":null,\"valid\":true,\"small\":1,\"number\":2,\"letter\":\"x\",\"count\":3,\"time\":4,"
                                + "\"share\":0.5,\"value\":1.0E7,\"quality\":\"poor!\",\"optional\":6,"
                                + "\"position\":{\"latitude\":1.0,\"longitude\":2.0}}");
    }

    @Test
    void writtenValuesAreReadBack() {
        var random = new Random(SEED);
        var rows = new RecordVec<>(arena, Sample.class);
        for (int i = 0; i < 200; i++) {
            rows.add(sample(random));
        }
        byte[] document = encode(rows).getBytes(StandardCharsets.UTF_8);
        assertThat(json.readRecords(JsonInput.of(document), Sample.class, arena)).isEqualTo(rows);
    }

    @Test
    void vectorsAreWrittenAsArrays() {
        var ints = new IntVec(arena);
        ints.addAll(1, -2, Integer.MIN_VALUE);
        var longs = new LongVec(arena);
        longs.addAll(Long.MAX_VALUE, 0);
        var doubles = new DoubleVec(arena);
        doubles.addAll(0.1, -0.0, 1e300, Double.NaN, Double.NEGATIVE_INFINITY);
        assertThat(encode(ints)).isEqualTo("[1,-2,-2147483648]");
        assertThat(encode(longs)).isEqualTo("[9223372036854775807,0]");
        assertThat(encode(doubles)).isEqualTo("[0.1,-0.0,1.0E300,\"NaN\",\"-Infinity\"]");
        assertThat(encode(new IntVec(arena))).isEqualTo("[]");
    }

    @Test
    void textsBytesSetsAndMapsAreWritten() {
        assertThat(encode(Utf8String.copyOf(arena, "a\"\\\n漢😀"))).isEqualTo("\"a\\\"\\\\\\n漢😀\"");
        var bytes = new ByteVec(arena);
        bytes.addAll(new byte[]{1, 2, 3});
        assertThat(encode(bytes)).isEqualTo("\"AQID\"");
        var strings = new StringSet(arena);
        strings.add("x");
        strings.add("ÿ");
        assertThat(encode(strings)).isEqualTo("[\"x\",\"ÿ\"]");
        var counts = new StringLongMap(arena);
        counts.add("to\"be", 2);
        assertThat(encode(counts)).isEqualTo("{\"to\\\"be\":2}");
        assertThat(encode(null)).isEqualTo("null");
    }

    @Test
    void mapsWithRecordValuesAreWrittenAsObjects() {
        var named = new StringMap<>(arena, Position.class);
        named.put("Oslo", new Position(59.9, 10.8f));
        named.put("gone", new Position(0, 0));
        named.put("Ürümqi", new Position(43.8, 87.6f));
        named.remove("gone");
        assertThat(mapper.readTree(encode(named)))
                .isEqualTo(mapper.readTree("{\"Oslo\":{\"latitude\":59.9,\"longitude\":10.8},"
                        + "\"Ürümqi\":{\"latitude\":43.8,\"longitude\":87.6}}"));
        var numbered = new LongMap<>(arena, Renamed.class);
        numbered.put(-7, new Renamed(1, 2, 3));
        assertThat(encode(numbered)).isEqualTo("{\"-7\":{\"n\\\"ame\":1,\"shown\":3}}");
        assertThat(encode(new LongMap<>(arena, Renamed.class))).isEqualTo("{}");
    }

    @Test
    void recordSetsAndMapsWithRecordKeysAreWrittenAsArrays() {
        var set = new RecordSet<>(arena, Named.class);
        assertThat(encode(set)).isEqualTo("[]");
        set.add(new Named("é", 1));
        set.add(new Named("a much longer name", 2));
        set.add(new Named("é", 1));
        assertThat(encode(set)).isEqualTo("[{\"name\":\"é\",\"id\":1},{\"name\":\"a much longer name\",\"id\":2}]");
        var map = new RecordMap<>(arena, Named.class, Named.class);
        assertThat(encode(map)).isEqualTo("[]");
        map.put(new Named("k", 1), new Named("v", 2));
        map.put(new Named("l", 3), new Named("", 4));
        assertThat(encode(map)).isEqualTo("[{\"key\":{\"name\":\"k\",\"id\":1},\"value\":{\"name\":\"v\",\"id\":2}},"
                + "{\"key\":{\"name\":\"l\",\"id\":3},\"value\":{\"name\":\"\",\"id\":4}}]");
    }

    @Test
    void databindWritesEveryTypeAndReadsItOnlyWithAnArena() {
        JsonMapper databind = JsonMapper.builder().addModule(new ArenaModule(json)).build();
        List<Object> values = List.of(new RecordVec<>(arena, Named.class), read("[]"), Utf8String.copyOf(arena, ""),
                new Utf8Builder(arena), Utf16String.copyOf(arena, ""), new Utf16Builder(arena), new IntVec(arena),
                new LongVec(arena), new DoubleVec(arena), new BooleanVec(arena), new ShortVec(arena),
                new FloatVec(arena),
                new StringVec(arena), new ByteVec(arena), new StringSet(arena), new LongSet(arena),
                new RecordSet<>(arena, Named.class), new StringLongMap(arena), new StringMap<>(arena, Named.class),
                new LongMap<>(arena, Named.class), new RecordMap<>(arena, Named.class, Named.class));
        assertThat(values).extracting(Object::getClass).containsAll(publicSubclasses(ArenaCollection.class)
                .filter(it -> it != RecordSlice.class).toList()); // slices are only written
        for (Object value : values) {
            assertThat(databind.writeValueAsString(value)).isEqualTo(encode(value));
            assertThatExceptionOfType(InvalidDefinitionException.class)
                    .isThrownBy(() -> databind.readValue("[]", value.getClass())).withMessageContaining("rena");
        }
    }

    private static Stream<Class<?>> publicSubclasses(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(JsonEncodeTests::publicSubclasses)
                : Stream.<Class<?>>of(type).filter(it -> Modifier.isPublic(it.getModifiers()));
    }

    @Test
    void textsOfAnySizeAreWritten() {
        for (int length : new int[]{0, 1, 127, 128, 129, 7990, 7999, 8000, 8001, 16_384, 16_385, 100_000}) {
            for (String unit : List.of("x", "\"", "漢")) {
                String text = unit.repeat(length);
                assertThat(mapper.readTree(encode(Utf8String.copyOf(arena, text))).stringValue()).isEqualTo(text);
                assertThat(mapper.readTree(encode(Utf16String.copyOf(arena, text))).stringValue()).isEqualTo(text);
            }
        }
    }

    @Test
    void documentsAreWrittenAsTheyWereRead() {
        for (long seed = 0; seed < 500; seed++) {
            String document = RandomJson.document(seed, true);
            JsonValue value = read(document);
            assertThat(encode(value)).as("seed %d", seed).isEqualTo(value.toString());
            assertThat(mapper.readTree(encode(value))).as("seed %d", seed).isEqualTo(mapper.readTree(document));
        }
    }

    @Test
    void partOfADocumentIsWritten() {
        assertThat(encode(read("[1,{\"a\":[2,\"x\"]},3]").at("/1/a"))).isEqualTo("[2,\"x\"]");
    }

    @Test
    void externalGeneratorsReceiveTheSameValues() {
        String document = "{\"a\":[1,2.50,\"x\\ny\",null,true,{\"b\":123456789012345678901234567890123456789}],\"a\":1e5}";
        JsonValue value = read(document);
        var text = new StringWriter();
        try (var generator = mapper.createGenerator(text)) {
            json.write(value, JsonOutput.of(generator));
        }
        assertThat(text).hasToString(document);
        var rows = new RecordVec<>(arena, Sample.class);
        rows.addAll(List.of(sample(new Random(SEED)), sample(new Random(SEED + 1))));
        var buffer = TokenBuffer.forGeneration();
        json.write(rows, JsonOutput.of(buffer));
        var copied = new ByteArrayOutputStream();
        try (var generator = mapper.createGenerator(copied)) {
            buffer.serialize(generator);
        }
        assertThat(mapper.readTree(copied.toByteArray())).isEqualTo(mapper.readTree(encode(rows)));
    }

    @Test
    void linesEndWithALineFeed() {
        var rows = new RecordVec<>(arena, Renamed.class);
        assertThat(lines(rows)).isEmpty();
        rows.add(new Renamed(1, 0, 2));
        rows.add(new Renamed(3, 0, 4));
        assertThat(lines(rows)).isEqualTo("{\"n\\\"ame\":1,\"shown\":2}\n{\"n\\\"ame\":3,\"shown\":4}\n");
        assertThat(lines(read("[1,[2],\"x\"]").elements())).isEqualTo("1\n[2]\n\"x\"\n");
        assertThat(lines(List.of())).isEmpty();
    }

    private String lines(Iterable<?> values) {
        var out = new ByteArrayOutputStream();
        json.writeLines(values, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void elementsAreWrittenIntoAnOpenArray() {
        var out = new ByteArrayOutputStream();
        var records = new RecordVec<>(arena, Renamed.class);
        records.add(new Renamed(1, 2, 3));
        String one = lines(records).strip();
        try (JsonGenerator generator = JsonMapper.builder().build().createGenerator(out)) {
            generator.writeStartArray();
            json.writeElements(records, generator);
            json.writeElements(List.of(), generator);
            json.writeElements(List.of(read("[7]")), generator);
            generator.writeEndArray();
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[" + one + ",[7]]");
    }

    @Test
    void generatorWritesTheSameAsAGeneratorOfTheMapper() {
        for (JsonMapper mapper : List.of(new JsonMapper(),
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build(),
                JsonMapper.builder()
                        .enable(JsonWriteFeature.ESCAPE_NON_ASCII, JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
                        .build(),
                JsonMapper.builder().propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).build())) {
            ArenaJson ours = ArenaJson.of(mapper);
            var records = new RecordVec<>(arena, Renamed.class);
            records.add(new Renamed(1, 2, 3));
            assertThat(document(ours::createGenerator, ours, records))
                    .isEqualTo(document(mapper::createGenerator, ours, records)).contains("Zürich");
        }
    }

    private static String document(Function<OutputStream, JsonGenerator> factory, ArenaJson json,
            RecordVec<Renamed> rows) {
        var out = new ByteArrayOutputStream();
        try (JsonGenerator generator = factory.apply(out)) {
            generator.writeStartArray();
            json.writeElements(rows, generator);
            generator.writePOJO(Map.of("cityName", "Zürich"));
            generator.writePOJO(new Renamed(4, 5, 6));
            generator.writeNumber(1.5);
            generator.writeEndArray();
        }
        return out.toString(StandardCharsets.UTF_8).replace("\\u00FC", "ü");
    }

    @Test
    void streamIsLeftOpenAndItsFailureIsPropagated() {
        var out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        json.write(read("[1]"), JsonOutput.of(out));
        json.createGenerator(out).writeNumber(2).close();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[1]2");
        var failure = new IOException("full");
        var full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw failure;
            }
        };
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> json.write(read("[1]"), JsonOutput.of(full))).withCause(failure);
    }

    @Test
    void incompleteDocumentIsNotCompleted() {
        var out = new ByteArrayOutputStream();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.writeLines(List.of(read("[1]"), new Object()), out))
                .withMessageContaining("java.lang.Object");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[1]");
        var ended = new RecordVec<>(arena, Renamed.class);
        ended.add(new Renamed(1, 2, 3));
        arena.reset();
        var rest = new ByteArrayOutputStream();
        assertThatIllegalStateException().isThrownBy(() -> json.write(ended, JsonOutput.of(rest)));
        assertThat(rest.toString(StandardCharsets.UTF_8)).doesNotEndWith("]");
    }

    /** Would fail if these settings applied to collections of the JDK only. */
    @Test
    void settingsOfTheMapperForArraysAndMapsApply() {
        ArenaJson json = ArenaJson.of(JsonMapper.builder()
                .enable(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED)
                .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build());
        var out = new ByteArrayOutputStream();
        var ints = new IntVec(arena);
        ints.add(5);
        json.write(ints, JsonOutput.of(out));
        ints.add(6);
        json.write(ints, JsonOutput.of(out));
        var counts = new StringLongMap(arena);
        counts.put("b", 1);
        counts.put("a", 2);
        json.write(counts, JsonOutput.of(out));
        var rows = new LongMap<>(arena, Point.class);
        rows.put(10, new Point(1));
        rows.put(9, new Point(2));
        json.write(rows, JsonOutput.of(out));
        assertThat(out).hasToString("5[5,6]{\"a\":2,\"b\":1}{\"9\":{\"x\":2},\"10\":{\"x\":1}}");
    }

    @Test
    void linesAreNotIndented() {
        ArenaJson json = ArenaJson.of(JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build());
        var rows = new RecordVec<>(arena, Point.class);
        rows.add(new Point(1));
        rows.add(new Point(2));
        var out = new ByteArrayOutputStream();
        json.writeLines(rows, out);
        assertThat(out).hasToString("{\"x\":1}\n{\"x\":2}\n");
        json.write(rows, JsonOutput.of(out));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("\"x\" : 1");
    }

    record Point(int x) {}
}
