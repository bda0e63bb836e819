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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonIgnoreType;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.std.SimpleBeanPropertyFilter;
import tools.jackson.databind.ser.std.SimpleFilterProvider;
import tools.jackson.databind.ser.std.StdSerializer;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringMap;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that exactly those components are read and written that databind does not hide. */
class HiddenComponentsTests {
    private static final String DOCUMENT = "{\"name\":\"n\",\"secret\":\"s\",\"other\":\"o\",\"unknown\":[{}]}";

    private final Arena arena = Arena.create();

    /** Views. */
    interface Public {}

    interface Internal extends Public {}

    interface Unrelated {}

    record Plain(@Nullable String name, @Nullable String secret, @Nullable String other) {}

    record AroundPlain(@Nullable Plain inner) {}

    @JsonIgnoreProperties("secret")
    record IgnoredByName(@Nullable String name, @Nullable String secret, @Nullable String other) {}

    record AroundIgnoredByName(@Nullable IgnoredByName inner) {}

    @JsonIncludeProperties({"name", "other"})
    record IncludedByName(@Nullable String name, @Nullable String secret, @Nullable String other) {}

    record AroundIncludedByName(@Nullable IncludedByName inner) {}

    @JsonIgnoreProperties(value = "secret", allowGetters = true)
    record OnlyWritten(@Nullable String name, @Nullable String secret, @Nullable String other) {}

    record AroundOnlyWritten(@Nullable OnlyWritten inner) {}

    @JsonIgnoreProperties(value = "secret", allowSetters = true)
    record OnlyRead(@Nullable String name, @Nullable String secret, @Nullable String other) {}

    record AroundOnlyRead(@Nullable OnlyRead inner) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    record UnknownIgnored(@Nullable String name, @Nullable String secret, @Nullable String other) {}

    record AroundUnknownIgnored(@Nullable UnknownIgnored inner) {}

    record Ignored(@Nullable String name, @JsonIgnore @Nullable String secret, @Nullable String other) {}

    record AroundIgnored(@Nullable Ignored inner) {}

    record IgnoredAccessor(@Nullable String name, @Nullable String secret, @Nullable String other) {
        @Override
        @JsonIgnore
        public @Nullable String secret() {
            return secret;
        }
    }

    record AroundIgnoredAccessor(@Nullable IgnoredAccessor inner) {}

    record ReadOnly(@Nullable String name,
            @JsonProperty(access = JsonProperty.Access.READ_ONLY) @JsonAlias("other2") @Nullable String secret,
            @Nullable String other) {}

    record AroundReadOnly(@Nullable ReadOnly inner) {}

    record WriteOnly(@Nullable String name,
            @JsonProperty(access = JsonProperty.Access.WRITE_ONLY) @Nullable String secret, @Nullable String other) {}

    record AroundWriteOnly(@Nullable WriteOnly inner) {}

    record AroundIgnoring(@JsonIgnoreProperties("secret") @Nullable Plain inner) {}

    record AroundIncluding(@JsonIncludeProperties({"name", "other"}) @Nullable Plain inner) {}

    record AroundIgnoringMore(@JsonIgnoreProperties("name") @Nullable IgnoredByName inner) {}

    record AroundOnlyWriting(
            @JsonIgnoreProperties(value = "secret", allowGetters = true) @Nullable Plain inner) {}

    record AroundOnlyReading(
            @JsonIgnoreProperties(value = "secret", allowSetters = true) @Nullable Plain inner) {}

    record AroundUnknownIgnoring(@JsonIgnoreProperties(ignoreUnknown = true) @Nullable Plain inner) {}

    @JsonIgnoreType
    record Secret(@Nullable String name) {}

    record IgnoredType(@Nullable Secret inner, @Nullable String other) {}

    record Viewed(@JsonView(Public.class) @Nullable String name, @JsonView(Internal.class) @Nullable String secret,
            @Nullable String other) {}

    record AroundViewed(@JsonView(Public.class) @Nullable Viewed inner) {}

    @JsonView(Public.class)
    record ViewedAsAWhole(@Nullable String name, @JsonView(Internal.class) @JsonAlias("other2") @Nullable String secret,
            @Nullable String other) {}

    record AroundViewedAsAWhole(@Nullable ViewedAsAWhole inner) {}

    @JsonPropertyOrder({"other", "name"})
    @JsonNaming(PropertyNamingStrategies.UpperCamelCaseStrategy.class)
    record Renamed(@JsonAlias("name") @Nullable String name, @JsonAlias("secret") @Nullable String secret,
            @JsonProperty("oTHER") @JsonAlias("other") @Nullable String other) {}

    record AroundRenamed(@Nullable Renamed inner) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record WithoutNulls(@Nullable String name, @Nullable Integer secret, @Nullable Plain other) {}

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record WithoutEmpty(@Nullable String name, @Nullable String secret) {}

    record HiddenEntries(@JsonIgnoreProperties("secret") Map<String, Integer> ignored,
            @JsonIncludeProperties("name") Map<String, String> included,
            @JsonIgnoreProperties("secret") List<Map<String, List<String>>> inList,
            @JsonSerialize(keyUsing = MaskedKey.class) Map<String, Integer> masked) {}

    static final class MaskedKey extends StdSerializer<String> {
        MaskedKey() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeName(value.equals("secret") ? "***" : value);
        }
    }

    record FilteredEntries(@JsonFilter("names") Map<String, Integer> map) {}

    record AllIgnored(@JsonIgnore @Nullable String name, @JsonIgnore @Nullable String secret) {}

    record Masked(@Nullable String name, @JsonSerialize(using = Mask.class) @Nullable String secret) {}

    record AroundMasked(@Nullable Masked inner, @Nullable Utf8String text) {}

    @JsonFilter("names")
    record Filtered(@Nullable String name, @Nullable String secret) {}

    static final class Mask extends StdSerializer<String> {
        Mask() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeString("***");
        }
    }

    @JsonIgnoreProperties("secret")
    interface MixIn {}

    @AfterEach
    void close() {
        arena.close();
    }

    /** Returns one record of each type: with all components, and within another record. */
    static Stream<Record> records() {
        return Stream.of(new Plain("n", "s", "o"), new AroundPlain(new Plain("n", "s", "o")),
                new IgnoredByName("n", "s", "o"), new AroundIgnoredByName(new IgnoredByName("n", "s", "o")),
                new IncludedByName("n", "s", "o"), new AroundIncludedByName(new IncludedByName("n", "s", "o")),
                new OnlyWritten("n", "s", "o"), new AroundOnlyWritten(new OnlyWritten("n", "s", "o")),
                new OnlyRead("n", "s", "o"), new AroundOnlyRead(new OnlyRead("n", "s", "o")),
                new UnknownIgnored("n", "s", "o"), new AroundUnknownIgnored(new UnknownIgnored("n", "s", "o")),
                new Ignored("n", "s", "o"), new AroundIgnored(new Ignored("n", "s", "o")),
                new IgnoredAccessor("n", "s", "o"), new AroundIgnoredAccessor(new IgnoredAccessor("n", "s", "o")),
                new ReadOnly("n", "s", "o"), new AroundReadOnly(new ReadOnly("n", "s", "o")),
                new WriteOnly("n", "s", "o"), new AroundWriteOnly(new WriteOnly("n", "s", "o")),
                new AroundIgnoring(new Plain("n", "s", "o")), new AroundIncluding(new Plain("n", "s", "o")),
                new AroundIgnoringMore(new IgnoredByName("n", "s", "o")),
                new AroundOnlyWriting(new Plain("n", "s", "o")), new AroundOnlyReading(new Plain("n", "s", "o")),
                new AroundUnknownIgnoring(new Plain("n", "s", "o")), new Secret("n"),
                new IgnoredType(new Secret("n"), "o"),
                new Viewed("n", "s", "o"), new AroundViewed(new Viewed("n", "s", "o")),
                new ViewedAsAWhole("n", "s", "o"), new AroundViewedAsAWhole(new ViewedAsAWhole("n", "s", "o")),
                new Renamed("n", "s", "o"), new AroundRenamed(new Renamed("n", "s", "o")),
                new WithoutNulls("n", null, null), new WithoutNulls(null, 1, new Plain(null, null, null)),
                new WithoutEmpty("", "s"), new AllIgnored("n", "s"),
                new HiddenEntries(Map.of("secret", 1), Map.of("secret", "s"), List.of(Map.of("secret", List.of("s"))),
                        Map.of("secret", 1)),
                new Masked("n", "s"),
                new AroundMasked(new Masked("n", "s"), null));
    }

    private static List<JsonMapper> mappers() {
        return Stream.<Supplier<JsonMapper.Builder>>of(JsonMapper::builder,
                () -> JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES),
                () -> JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES),
                () -> JsonMapper.builder().addMixIn(Plain.class, MixIn.class),
                () -> JsonMapper.builder().addModule(new ArenaModule()))
                .flatMap(builder -> Stream.of(builder.get().enable(MapperFeature.DEFAULT_VIEW_INCLUSION).build(),
                        builder.get().disable(MapperFeature.DEFAULT_VIEW_INCLUSION).build()))
                .flatMap(mapper -> Stream.of(mapper, mapper.rebuild().defaultView(Public.class).build(),
                        mapper.rebuild().defaultView(Internal.class).build(),
                        mapper.rebuild().defaultView(Unrelated.class).build()))
                .toList();
    }

    private static String encode(ArenaJson json, Object value) {
        var out = new ByteArrayOutputStream();
        json.write(value, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonInput in(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    @SuppressWarnings("unchecked")
    private <R extends Record> RecordVec<R> vector(R value) {
        var vector = new RecordVec<>(arena, (Class<R>) value.getClass());
        vector.add(value);
        vector.add(value);
        return vector;
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesTheSameAsDatabind(Record value) {
        for (JsonMapper mapper : mappers()) {
            ArenaJson json = ArenaJson.of(mapper);
            String expected = mapper.writeValueAsString(value);
            assertThat(encode(json, value)).isEqualTo(expected);
            RecordVec<?> vector = vector(value);
            assertThat(encode(json, vector)).isEqualTo("[" + expected + "," + expected + "]");
            try (Arena other = Arena.create()) {
                var map = new StringMap<>(other, value.getClass());
                put(map, value);
                assertThat(encode(json, map)).isEqualTo("{\"key\":" + expected + "}");
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <R extends Record> void put(StringMap<R> map, Record value) {
        map.put("key", (R) value);
    }

    @ParameterizedTest
    @MethodSource("records")
    void writesTheSameAsDatabindWithinOrdinaryObjects(Record value) {
        RecordVec<?> vector = vector(value);
        for (JsonMapper each : mappers()) {
            JsonMapper mapper = each.rebuild().addModule(new ArenaModule()).build();
            assertThat(mapper.writeValueAsString(Map.of("rows", vector)))
                    .isEqualTo(mapper.writeValueAsString(Map.of("rows", List.of(value, value))));
            assertThat(mapper.writerWithView(Internal.class).writeValueAsString(vector))
                    .isEqualTo(mapper.writerWithView(Internal.class).writeValueAsString(List.of(value, value)));
        }
    }

    record Response(@JsonIgnoreProperties("secret") RecordVec<Plain> arena,
            @JsonIgnoreProperties("secret") List<Plain> heap) {}

    @Test
    void annotationsOfAPropertyApplyToRecordsInAVector() {
        JsonMapper mapper = JsonMapper.builder().addModule(new ArenaModule()).build();
        var plain = new Plain("n", "s", "o");
        assertThat(mapper.writeValueAsString(new Response(vector(plain), List.of(plain, plain)))).isEqualTo("""
                {"arena":[{"name":"n","other":"o"},{"name":"n","other":"o"}],\
                "heap":[{"name":"n","other":"o"},{"name":"n","other":"o"}]}""");
    }

    @ParameterizedTest
    @MethodSource("records")
    void readsTheSameAsDatabind(Record value) {
        boolean around = value.getClass().getRecordComponents()[0].getName().equals("inner");
        for (String inner : List.of(DOCUMENT, "{}", "{\"other2\":\"o\"}", "{\"name\":\"n\",\"Other\":\"o\"}",
                "{\"name\":null,\"secret\":null}", "{\"secret\":null,\"secret2\":5}")) {
            String document = around ? "{\"inner\":" + inner + "}" : inner;
            for (JsonMapper mapper : mappers()) {
                assertReads(mapper, document, value.getClass());
            }
        }
    }

    private <R extends Record> void assertReads(JsonMapper mapper, String document, Class<R> type) {
        ArenaJson json = ArenaJson.of(mapper);
        R expected;
        try {
            expected = mapper.readValue(document, type);
        } catch (JacksonException e) {
            assertThatThrownBy(() -> json.readRecord(in(document), type, arena)).as(document)
                    .isInstanceOf(JsonDecodingException.class);
            return;
        }
        assertThat(json.readRecord(in(document), type, arena)).isEqualTo(expected);
        assertThat(json.readRecords(in("[" + document + "," + document + "]"), type, arena))
                .containsExactly(expected, expected);
        assertThat(json.readRecordLines(in(document + document), type, arena)).containsExactly(expected, expected);
        assertThat(json.readMap(in("{\"key\":" + document + "}"), type, arena).valueAt(0)).isEqualTo(expected);
        json.forEach(in("[" + document + "]"), type, arena, element -> {
            assertThat(element.toRecord()).isEqualTo(expected);
            return true;
        });
    }

    @Test
    void componentsAreHiddenWithoutAMapper() {
        ArenaJson json = ArenaJson.create();
        assertThat(encode(json, new IgnoredByName("n", "s", "o"))).isEqualTo("{\"name\":\"n\",\"other\":\"o\"}");
        assertThat(json.readRecord(in(DOCUMENT), IgnoredByName.class, arena))
                .isEqualTo(new IgnoredByName("n", null, "o"));
    }

    @Test
    void ignoredNamesAndUnknownNamesAreDistinguished() {
        ArenaJson strict = ArenaJson.builder().failOnUnknownFields(true).build();
        assertThat(strict.readRecord(in("{\"secret\":1}"), IgnoredByName.class, arena))
                .isEqualTo(new IgnoredByName(null, null, null));
        assertThatThrownBy(() -> strict.readRecord(in("{\"unknown\":1}"), IgnoredByName.class, arena))
                .isInstanceOf(JsonDecodingException.class).hasMessageContaining("has no component of this name")
                .hasMessageContaining("/unknown");
        ArenaJson refusing = ArenaJson.builder().failOnUnknownFields(false).mapper(
                JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES)
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build())
                .build();
        assertThat(refusing.readRecord(in("{\"unknown\":1}"), IgnoredByName.class, arena))
                .isEqualTo(new IgnoredByName(null, null, null));
        assertThatThrownBy(() -> refusing.readRecord(in("{\"secret\":1}"), IgnoredByName.class, arena))
                .isInstanceOf(JsonDecodingException.class).hasMessageContaining("does not take a member of this name")
                .hasMessageContaining("/secret");
    }

    @Test
    void viewHidesOtherProperties() {
        ArenaJson json = ArenaJson.create();
        var viewed = new Viewed("n", "s", "o");
        assertThat(encode(json, viewed)).isEqualTo("{\"name\":\"n\",\"secret\":\"s\",\"other\":\"o\"}");
        ArenaJson open = json.withView(Public.class);
        assertThat(encode(open, vector(viewed))).doesNotContain("secret").contains("name");
        assertThat(open.readRecord(in(DOCUMENT), Viewed.class, arena).secret()).isNull();
        assertThat(encode(open.withView(Internal.class), viewed)).contains("secret");
        assertThat(json.withView(Public.class)).isSameAs(open);
    }

    @Test
    void mapperIsResolvedWhenTheFirstDocumentIsRead() {
        int[] asked = {0};
        ArenaJson json = ArenaJson.builder().mapper(() -> {
            asked[0]++;
            return JsonMapper.builder().addMixIn(Plain.class, MixIn.class).build();
        }).build();
        assertThat(asked[0]).isZero();
        assertThat(json.readInts(in("[1]"), arena).get(0)).isEqualTo(1);
        assertThat(encode(json, new Plain("n", "s", "o"))).isEqualTo("{\"name\":\"n\",\"other\":\"o\"}");
        assertThat(json.readRecord(in(DOCUMENT), Plain.class, arena)).isEqualTo(new Plain("n", null, "o"));
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void filterOfTheMapperHidesProperties() {
        var filters = new SimpleFilterProvider().addFilter("names",
                SimpleBeanPropertyFilter.serializeAllExcept("secret"));
        ArenaJson json = ArenaJson.of(JsonMapper.builder().filterProvider(filters).build());
        assertThat(encode(json, vector(new Filtered("n", "s")))).isEqualTo("[{\"name\":\"n\"},{\"name\":\"n\"}]");
        assertThat(encode(json, vector(new FilteredEntries(Map.of("secret", 1)))))
                .isEqualTo("[{\"map\":{}},{\"map\":{}}]");
        ArenaJson without = ArenaJson.create();
        assertThatThrownBy(() -> encode(without, new Filtered("n", "s"))).isInstanceOf(JacksonException.class);
    }

    @Test
    void databindWritesAndReadsTextInTheArena() {
        ArenaJson json = ArenaJson.create();
        var value = new AroundMasked(new Masked("n", "s"), Utf8String.copyOf(arena, "zwölf"));
        assertThat(encode(json, vector(value))).startsWith(
                "[{\"inner\":{\"name\":\"n\",\"secret\":\"***\"},\"text\":\"zwölf\"}");
    }
}
