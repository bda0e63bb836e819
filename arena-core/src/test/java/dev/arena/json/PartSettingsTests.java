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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonFilter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.Base64Variants;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.SimpleBeanPropertyFilter;
import tools.jackson.databind.ser.std.SimpleFilterProvider;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.databind.util.StdConverter;

import dev.arena.Arena;
import dev.arena.collect.ByteVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;
import dev.arena.text.Utf16String;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that annotations of a component and settings of the mapper have the same meaning for a list, map or text in an arena as
 * for one of the JDK.
 */
@NullUnmarked
@SuppressWarnings("ArrayRecordComponent")
class PartSettingsTests {
    private static Arena current;

    record Item(String name, String secret, Integer n) {}

    record Heap(List<Item> rows, Map<String, Item> byName, Map<Long, Item> byNumber, LinkedHashSet<Item> set,
            List<Integer> ints, Map<String, Long> counts, List<String> texts, LinkedHashSet<String> names,
            List<Long> longs, LinkedHashSet<Long> numbers, String text, byte[] bytes, String wide, String built,
            List<List<Item>> nested) {}

    record InArena(RecordVec<Item> rows, StringMap<Item> byName, LongMap<Item> byNumber, RecordSet<Item> set,
            IntVec ints, StringLongMap counts, StringVec texts, StringSet names, LongVec longs, LongSet numbers,
            Utf8String text, ByteVec bytes, Utf16String wide, Utf8Builder built, List<RecordVec<Item>> nested) {}

    static final class Masked extends StdSerializer<Object> {
        Masked() {
            super(Object.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeString("***");
        }
    }

    static final class MaskedKey extends StdSerializer<Object> {
        MaskedKey() {
            super(Object.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeName(value.toString().equals("secret") ? "***" : value.toString());
        }
    }

    static final class LowerKey extends KeyDeserializer {
        @Override
        public Object deserializeKey(String key, DeserializationContext context) {
            return key.toLowerCase(Locale.ROOT);
        }
    }

    static final class Fixed extends StdDeserializer<Item> {
        Fixed() {
            super(Item.class);
        }

        @Override
        public Item deserialize(JsonParser parser, DeserializationContext context) {
            parser.skipChildren();
            return new Item("fixed", null, 1);
        }
    }

    static final class Shouting extends StdConverter<Object, Object> {
        @Override
        public Object convert(Object value) {
            return value + "!";
        }
    }

    /** Equal to omitted values. */
    static final class Zero {
        @Override
        public boolean equals(Object other) {
            return other == null || other.equals(0L);
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    record HeapRows(@JsonIgnoreProperties("secret") List<Item> ignored,
            @JsonIgnoreProperties(value = "secret", allowGetters = true) List<Item> onlyWritten,
            @JsonIncludeProperties("name") List<Item> included, @JsonFilter("names") List<Item> filtered,
            @JsonFormat(with = {JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                    JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED}) List<Item> single,
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) List<Item> arrays,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES) List<Item> anyCase,
            @JsonSerialize(contentUsing = Masked.class) List<Item> masked,
            @JsonDeserialize(contentUsing = Fixed.class) List<Item> fixed,
            @JsonSerialize(contentConverter = Shouting.class) List<Item> shouting,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Item> present,
            @JsonIgnoreProperties("secret") List<List<Item>> nested) {}

    record ArenaRows(@JsonIgnoreProperties("secret") RecordVec<Item> ignored,
            @JsonIgnoreProperties(value = "secret", allowGetters = true) RecordVec<Item> onlyWritten,
            @JsonIncludeProperties("name") RecordVec<Item> included, @JsonFilter("names") RecordVec<Item> filtered,
            @JsonFormat(with = {JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
                    JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED}) RecordVec<Item> single,
            @JsonFormat(shape = JsonFormat.Shape.ARRAY) RecordVec<Item> arrays,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES) RecordVec<Item> anyCase,
            @JsonSerialize(contentUsing = Masked.class) RecordVec<Item> masked,
            @JsonDeserialize(contentUsing = Fixed.class) RecordVec<Item> fixed,
            @JsonSerialize(contentConverter = Shouting.class) RecordVec<Item> shouting,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) RecordVec<Item> present,
            @JsonIgnoreProperties("secret") List<RecordVec<Item>> nested) {}

    record HeapSets(@JsonIgnoreProperties("secret") LinkedHashSet<Item> ignored,
            @JsonIncludeProperties("name") LinkedHashSet<Item> included,
            @JsonFilter("names") LinkedHashSet<Item> filtered,
            @JsonSerialize(contentUsing = Masked.class) LinkedHashSet<Item> masked) {}

    record ArenaSets(@JsonIgnoreProperties("secret") RecordSet<Item> ignored,
            @JsonIncludeProperties("name") RecordSet<Item> included, @JsonFilter("names") RecordSet<Item> filtered,
            @JsonSerialize(contentUsing = Masked.class) RecordSet<Item> masked) {}

    record HeapMaps(@JsonIgnoreProperties("secret") Map<String, Item> ignored,
            @JsonIgnoreProperties(value = "secret", allowSetters = true) Map<String, Item> onlyRead,
            @JsonIncludeProperties({"name", "secret"}) Map<String, Item> included,
            @JsonFilter("names") Map<String, Item> filtered,
            @JsonPropertyOrder(alphabetic = true) Map<String, Item> sorted,
            @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES) Map<String, Item> ordered,
            @JsonSerialize(keyUsing = MaskedKey.class) Map<String, Item> maskedKeys,
            @JsonDeserialize(keyUsing = LowerKey.class) Map<String, Item> lowerKeys,
            @JsonSerialize(contentUsing = Masked.class) Map<String, Item> masked) {}

    record ArenaMaps(@JsonIgnoreProperties("secret") StringMap<Item> ignored,
            @JsonIgnoreProperties(value = "secret", allowSetters = true) StringMap<Item> onlyRead,
            @JsonIncludeProperties({"name", "secret"}) StringMap<Item> included,
            @JsonFilter("names") StringMap<Item> filtered, @JsonPropertyOrder(alphabetic = true) StringMap<Item> sorted,
            @JsonFormat(with = JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES) StringMap<Item> ordered,
            @JsonSerialize(keyUsing = MaskedKey.class) StringMap<Item> maskedKeys,
            @JsonDeserialize(keyUsing = LowerKey.class) StringMap<Item> lowerKeys,
            @JsonSerialize(contentUsing = Masked.class) StringMap<Item> masked) {}

    record HeapCounts(@JsonIgnoreProperties("secret") Map<String, Long> ignored,
            @JsonIncludeProperties({"name", "z"}) Map<String, Long> included,
            @JsonFormat(shape = JsonFormat.Shape.STRING) Map<String, Long> strings,
            @JsonInclude(content = JsonInclude.Include.NON_DEFAULT) Map<String, Long> present,
            @JsonInclude(value = JsonInclude.Include.NON_EMPTY, content = JsonInclude.Include.CUSTOM, contentFilter = Zero.class) Map<String, Long> notZero,
            @JsonSerialize(keyUsing = MaskedKey.class) Map<String, Long> maskedKeys) {}

    record ArenaCounts(@JsonIgnoreProperties("secret") StringLongMap ignored,
            @JsonIncludeProperties({"name", "z"}) StringLongMap included,
            @JsonFormat(shape = JsonFormat.Shape.STRING) StringLongMap strings,
            @JsonInclude(content = JsonInclude.Include.NON_DEFAULT) StringLongMap present,
            @JsonInclude(value = JsonInclude.Include.NON_EMPTY, content = JsonInclude.Include.CUSTOM, contentFilter = Zero.class) StringLongMap notZero,
            @JsonSerialize(keyUsing = MaskedKey.class) StringLongMap maskedKeys) {}

    record HeapNumbers(@JsonFormat(shape = JsonFormat.Shape.STRING) List<Long> strings,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<Long> single,
            @JsonSerialize(contentUsing = ToStringSerializer.class) List<Long> texts,
            @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED) List<Long> unwrapped) {}

    record ArenaNumbers(@JsonFormat(shape = JsonFormat.Shape.STRING) LongVec strings,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) LongVec single,
            @JsonSerialize(contentUsing = ToStringSerializer.class) LongVec texts,
            @JsonFormat(with = JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED) LongVec unwrapped) {}

    private static final String ITEM = "{\"name\":\" <n>\",\"secret\":\"s\",\"n\":0}";
    private static final String MAP = "{\"secret\":%1$s,\"name\":%1$s,\"Z\":%1$s,\"b\":%1$s}".formatted(ITEM);

    static Stream<Arguments> components() {
        return Stream.of(
                Arguments.of(HeapRows.class, ArenaRows.class,
                        List.of("[" + ITEM + "," + ITEM + "]", "[" + ITEM + "]", ITEM, "[]", "[[" + ITEM + "]]",
                                "[{\"NAME\":\"x\"}]", "[[\"a\",\"b\",1]]")),
                Arguments.of(HeapSets.class, ArenaSets.class, List.of("[" + ITEM + "]", "[]")),
                Arguments.of(HeapMaps.class, ArenaMaps.class, List.of(MAP, "{}")),
                Arguments.of(HeapCounts.class, ArenaCounts.class,
                        List.of("{\"secret\":1,\"name\":2,\"z\":0}", "{\"z\":0}", "{}", "{\"name\":\"5\"}")),
                Arguments.of(HeapNumbers.class, ArenaNumbers.class, List.of("[5]", "5", "[1,2]", "[]")),
                Arguments.of(Heap.class, InArena.class, List.of("[" + ITEM + "]", MAP, "{\"5\":" + ITEM + "}", "[5]",
                        "{\"a\":0}", "[\" <x>\"]", "\" <x>\"", "\"_-8=\"", "\"/+8=\"", "[[" + ITEM + "]]")));
    }

    /** Strips texts, as deserializers of many applications do. */
    static final class Stripping extends StdDeserializer<String> {
        Stripping() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            return parser.hasToken(JsonToken.VALUE_STRING)
                    ? parser.getString().strip()
                    : (String) context.handleUnexpectedToken(getValueType(context), parser);
        }
    }

    /** Escapes texts, as serializers of many applications do. */
    static final class Escaping extends StdSerializer<String> {
        Escaping() {
            super(String.class);
        }

        @Override
        public void serialize(String value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.replace("<", "&lt;"));
        }
    }

    private static List<JsonMapper> mappers() {
        var filters = new SimpleFilterProvider().addFilter("names",
                SimpleBeanPropertyFilter.serializeAllExcept("secret"));
        return Stream.<UnaryOperator<JsonMapper.Builder>>of(it -> it,
                it -> it.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES),
                it -> it.addModule(new SimpleModule("longs").addSerializer(Long.class, ToStringSerializer.instance)
                        .addSerializer(long.class, ToStringSerializer.instance)),
                it -> it.addModule(new SimpleModule("texts").addDeserializer(String.class, new Stripping())
                        .addSerializer(String.class, new Escaping())),
                it -> it.changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withContentInclusion(JsonInclude.Include.NON_DEFAULT)),
                it -> it.changeDefaultPropertyInclusion(
                        inclusion -> inclusion.withContentInclusion(JsonInclude.Include.NON_EMPTY)),
                it -> it.defaultBase64Variant(Base64Variants.MODIFIED_FOR_URL),
                it -> it.withConfigOverride(Long.class,
                        override -> override.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING))))
                .map(settings -> settings.apply(JsonMapper.builder().filterProvider(filters)).build()).toList();
    }

    /** Returns a decoder that supports arena types within any object, as in a request. */
    private static ArenaJson json(JsonMapper plain) {
        var mapper = new JsonMapper[1];
        ArenaJson json = ArenaJson.builder().mapper(() -> mapper[0]).build();
        mapper[0] = plain.rebuild().addModule(new ArenaModule(json, () -> current)).build();
        return json;
    }

    private static String byDatabind(JsonMapper mapper, String document, JavaType type) {
        try {
            return mapper.writerFor(type).writeValueAsString(mapper.<Object>readValue(document, type));
        } catch (JacksonException e) {
            return "refused";
        }
    }

    private static String byArena(ArenaJson json, String document, JavaType type) {
        try {
            return written(json, json.read(input(document), type, current));
        } catch (JsonDecodingException | JacksonException e) {
            return "refused";
        }
    }

    private static String written(ArenaJson json, Object value) {
        var out = new ByteArrayOutputStream();
        json.write(value, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonInput input(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("components")
    void settingsApplyToComponents(Class<?> heap, Class<?> inArena, List<String> values) {
        List<String> documents = new ArrayList<>();
        for (var component : heap.getRecordComponents()) {
            values.forEach(value -> documents.add("{\"" + component.getName() + "\":" + value + "}"));
        }
        for (JsonMapper plain : mappers()) {
            ArenaJson json = json(plain);
            JavaType type = plain.constructType(inArena);
            for (String document : documents) {
                try (Arena arena = Arena.create()) {
                    current = arena;
                    String expected = byDatabind(plain, document, plain.constructType(heap));
                    assertThat(byDatabind(json.mapper(), document, type)).as(document).isEqualTo(expected);
                    assertThat(byArenaAsRecord(json, document, type)).as(document).isEqualTo(expected);
                }
            }
        }
    }

    private static String byArenaAsRecord(ArenaJson json, String document, JavaType type) {
        try {
            return written(json, json.readRecord(input(document), type, current));
        } catch (JsonDecodingException | JacksonException e) {
            return "refused";
        }
    }

    static Stream<Arguments> documents() {
        Map<TypeReference<?>, TypeReference<?>> types = new LinkedHashMap<>();
        types.put(new TypeReference<List<Item>>() {
        }, new TypeReference<RecordVec<Item>>() {
        });
        types.put(new TypeReference<Map<String, Item>>() {
        }, new TypeReference<StringMap<Item>>() {
        });
        types.put(new TypeReference<Map<String, Long>>() {
        }, new TypeReference<StringLongMap>() {
        });
        types.put(new TypeReference<List<Long>>() {
        }, new TypeReference<LongVec>() {
        });
        types.put(new TypeReference<List<String>>() {
        }, new TypeReference<StringVec>() {
        });
        types.put(new TypeReference<String>() {
        }, new TypeReference<Utf8String>() {
        });
        types.put(new TypeReference<byte[]>() {
        }, new TypeReference<ByteVec>() {
        });
        List<String> documents = List.of("[" + ITEM + "]", MAP, "{\"a\":0,\"b\":5}", "[0,5]", "[\" <x>\"]", "\" <x>\"",
                "\"_-8\"", "\"/+8=\"");
        return types.entrySet().stream().map(it -> Arguments.of(it.getKey(), it.getValue(), documents));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void settingsApplyToDocuments(TypeReference<?> heap, TypeReference<?> inArena, List<String> documents) {
        for (JsonMapper plain : mappers()) {
            ArenaJson json = json(plain);
            for (String document : documents) {
                try (Arena arena = Arena.create()) {
                    current = arena;
                    assertThat(byArena(json, document, plain.constructType(inArena))).as(document)
                            .isEqualTo(byDatabind(plain, document, plain.constructType(heap)));
                }
            }
        }
    }

    @Test
    void readersOfOneTypeFollowTheMapper() {
        ArenaJson json = json(JsonMapper.builder()
                .addModule(new SimpleModule().addDeserializer(String.class, new Stripping())).build());
        try (Arena arena = Arena.create()) {
            current = arena;
            assertThat(json.readText(input("\" a \""), arena).toString()).isEqualTo("a");
        }
    }

    @Test
    void linesFollowTheMapper() {
        ArenaJson json = json(JsonMapper.builder()
                .addModule(new SimpleModule().addSerializer(Long.class, ToStringSerializer.instance)).build());
        try (Arena arena = Arena.create()) {
            var longs = new LongVec(arena);
            longs.addAll(1, 2);
            var out = new ByteArrayOutputStream();
            json.writeLines(longs, out);
            assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("\"1\"\n\"2\"\n");
        }
    }
}
