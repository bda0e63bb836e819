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
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.io.IOContext;
import tools.jackson.core.io.OutputDecorator;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DefaultTyping;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MutableConfigOverride;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;
import tools.jackson.databind.ser.jdk.NumberSerializers;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if a rare setting of the mapper were ignored, or if a class named a setting that only databind follows. */
class CustomizedMapperTests {

    /** Writes a dash instead of null. */
    static final class Dash extends StdSerializer<Object> {
        Dash() {
            super(Object.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeString("-");
        }
    }

    /** Gives each property a serializer of null, as applications do that never write null. */
    private static final class Dashes extends ValueSerializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public List<BeanPropertyWriter> changeProperties(SerializationConfig config, BeanDescription.Supplier type,
                List<BeanPropertyWriter> properties) {
            properties.stream().filter(it -> !it.hasNullSerializer())
                    .forEach(it -> it.assignNullSerializer(new Dash()));
            return properties;
        }
    }

    record Nulls(@JsonInclude(JsonInclude.Include.NON_NULL) String left, List<String> list, Integer number,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) String empty,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSerialize(nullsUsing = Dash.class) Optional<String> own,
            @JsonInclude(JsonInclude.Include.NON_NULL) @JsonSerialize(nullsUsing = Dash.class) Nulls inner) {}

    record Setter(String name) {
        @JsonSetter("label")
        void label(int label) {
            if (label < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    /** With a getter that databind may call in order to add what it has read to the list. */
    record Getter(String name) {
        public List<String> getTags() {
            return name.isEmpty() ? List.of() : new ArrayList<>();
        }
    }

    /** Not public, so databind must change the access to its constructor. */
    record Hidden(int number, List<String> texts) {}

    /** Read from a text, and written as an object that nothing reads. */
    static final class Method {
        private final String name;

        private Method(String name) {
            this.name = name;
        }

        @JsonCreator
        static Method of(String name) {
            return new Method(name);
        }

        public String getVerb() {
            return name;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Method it && it.name.equals(name);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    record Cased(String name, @JsonProperty("Number") Integer count, @JsonAlias("other") Method method,
            List<Hidden> hidden, Map<String, Integer> map) {}

    record Colliding(String name, @JsonProperty("Name") String upper, int a) {}

    @JsonIgnoreProperties(value = "SECRET", allowGetters = true)
    record Ignoring(String secret, @JsonProperty(access = JsonProperty.Access.READ_ONLY) String id) {}

    record CasedParts(Cased outer,
            @JsonFormat(with = JsonFormat.Feature.ACCEPT_CASE_INSENSITIVE_PROPERTIES) Hidden part) {}

    private static JsonMapper.Builder builder() {
        return JsonMapper.builder();
    }

    record Case(String name, JsonMapper mapper, Class<? extends Record> type, List<String> documents) {}

    static Stream<Case> cases() {
        List<String> nulls = List.of("{}", "{\"left\":\"a\",\"empty\":\"\",\"inner\":{\"number\":1}}");
        List<String> setters = List.of("{\"name\":\"a\",\"label\":1}", "{\"label\":[],\"name\":\"a\"}",
                "{\"name\":\"a\",\"label\":-1}", "{\"name\":\"a\"}");
        List<String> getters = List.of("{\"name\":\"a\",\"tags\":[\"b\"]}", "{\"name\":\"\",\"tags\":[\"b\"]}",
                "{\"name\":\"a\",\"tags\":{}}");
        List<String> cased = List.of(
                "{\"name\":\"a\",\"Number\":1,\"method\":\"GET\",\"hidden\":[],\"map\":{\"k\":1,\"K\":2}}",
                "{\"NAME\":\"a\",\"number\":1,\"OTHER\":\"GET\",\"Hidden\":[{\"NUMBER\":1,\"texts\":[\"a\"]}],\"x\":1}",
                "{\"Name\":\"a\",\"name\":\"b\",\"NAME\":\"c\"}", "{\"n\\u0041me\":\"a\", \"NUMBER\" : \"x\"}",
                "{\"hidden\":[{\"number\":2,\"Number\":null}]}",
                "{\"hidden\" : [ { \"NUMBER\" : 2 , \"TEXTS\":null} ] }");
        JsonMapper anyCase = builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES).build();
        return Stream.of(new Case("names in any case", anyCase, Cased.class, cased),
                new Case("names in any case, and no unknown members", anyCase.rebuild()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build(), Cased.class, cased),
                new Case("names that differ in case only", anyCase, Colliding.class,
                        List.of("{\"name\":\"a\",\"Name\":\"b\",\"A\":1}", "{\"a\":1,\"NAME\":\"c\"}",
                                "{\"a\":1,\"name\":\"c\"}")),
                new Case("names that are ignored in one case", anyCase, Ignoring.class,
                        List.of("{\"SECRET\":\"a\",\"ID\":\"b\"}", "{\"Secret\":\"a\"}",
                                "{\"secret\":\"a\",\"id\":\"b\"}")),
                new Case("strict dates", builder().defaultLeniency(false).build(), Cased.class, cased),
                new Case("names of a component in any case", builder().build(), CasedParts.class,
                        List.of("{\"outer\":{\"NAME\":1},\"part\":{\"NUMBER\":1,\"Texts\":[\"a\"]}}")),
                new Case("null serializer of a component", builder().build(), Nulls.class, nulls),
                new Case("null serializer of a modifier",
                        builder().addModule(new SimpleModule().setSerializerModifier(new Dashes())).build(),
                        Nulls.class, nulls),
                new Case("setter", builder().build(), Setter.class, setters),
                new Case("setter, and no unknown members",
                        builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build(), Setter.class,
                        setters),
                new Case("getter", builder().build(), Getter.class, getters),
                new Case("getter as setter", builder().enable(MapperFeature.USE_GETTERS_AS_SETTERS).build(),
                        Getter.class, getters),
                new Case("no access to what is not public",
                        builder().disable(MapperFeature.CAN_OVERRIDE_ACCESS_MODIFIERS).build(), Hidden.class,
                        List.of("{\"number\":1,\"texts\":[\"a\"]}")),
                new Case("fields only", builder()
                        .changeDefaultVisibility(it -> it.withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                                .withGetterVisibility(JsonAutoDetect.Visibility.NONE))
                        .build(), Getter.class, getters));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void documentsAreReadAndWrittenAsByDatabind(Case each) {
        var oracle = new DatabindOracle(each.mapper());
        for (String document : each.documents()) {
            assertThat(oracle.differenceInReading(document, each.mapper().constructType(each.type()))).as(document)
                    .isNull();
        }
    }

    @Test
    void namesInAnyCaseAreReadWithoutDatabind() {
        JsonMapper mapper = builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_PROPERTIES).build();
        assertThat(ArenaJson.of(mapper).describe(Hidden.class))
                .allMatch(it -> it.read() == JsonComponent.Way.DIRECT);
    }

    interface Labelled {}

    static final class Label implements Labelled {
        public String value = "";
    }

    /** A class that the arena stores as JSON. */
    static final class Bean {
        public String text = "";
        public long number;
        public Instant instant = Instant.EPOCH;
        public Duration duration = Duration.ZERO;
        public ZonedDateTime zoned = Instant.EPOCH.atZone(ZoneOffset.UTC);
        public DefaultTyping constant = DefaultTyping.NON_FINAL;
        public List<String> list = List.of("default");
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        public List<String> included = List.of("default");
        @JsonFormat(shape = JsonFormat.Shape.NUMBER_INT)
        public Optional<Instant> seconds = Optional.empty();
        @JsonFormat(with = {JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
                JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES})
        public Map<String, List<String>> lists = Map.of();
        public Object any = "";
        @JsonDeserialize(as = Label.class)
        public Labelled label = new Label();
    }

    /** Databind reads it as a whole, so the arena has the objects, and not their JSON. */
    record Made(Object any, Map<String, Object> map, Bean bean, List<Bean> beans) {
        @JsonCreator
        static Made of(@JsonProperty("any") Object any, @JsonProperty("map") Map<String, Object> map,
                @JsonProperty("bean") Bean bean, @JsonProperty("beans") List<Bean> beans) {
            return new Made(any, map, bean, beans);
        }
    }

    /** Replaces the standard serializers and deserializers. */
    private static final class Replacing extends ValueSerializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public ValueSerializer<?> modifySerializer(SerializationConfig config, BeanDescription.Supplier type,
                ValueSerializer<?> serializer) {
            return serializer instanceof NumberSerializers.Base<?> || type.getBeanClass() == String.class
                    ? new Dash()
                    : serializer;
        }

        @Override
        public ValueSerializer<?> modifyKeySerializer(SerializationConfig config, JavaType type,
                BeanDescription.Supplier description, ValueSerializer<?> serializer) {
            return new Dash();
        }
    }

    private static final class ReplacingDeserializers extends ValueDeserializerModifier {
        private static final long serialVersionUID = 1;

        @Override
        public ValueDeserializer<?> modifyDeserializer(DeserializationConfig config, BeanDescription.Supplier type,
                ValueDeserializer<?> deserializer) {
            return type.getBeanClass() == String.class ? new Escaping() : deserializer;
        }

        @Override
        public KeyDeserializer modifyKeyDeserializer(DeserializationConfig config, JavaType type,
                KeyDeserializer deserializer) {
            return new KeyDeserializer() {
                @Override
                public Object deserializeKey(String key, DeserializationContext context) {
                    return key + "!";
                }
            };
        }
    }

    private static JsonMapper withSettings(Class<?> type, Consumer<MutableConfigOverride> settings) {
        return builder().withConfigOverride(type, settings).build();
    }

    private static final class Escaping extends StdDeserializer<String> {
        Escaping() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) {
            return parser.getString().replace("&", "&amp;");
        }
    }

    /** Begins each document with a prefix that browsers do not execute. */
    private static final class Prefixing extends OutputDecorator {
        private static final long serialVersionUID = 1;

        @Override
        public OutputStream decorate(IOContext context, OutputStream out) {
            try {
                out.write(")]}'\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return out;
        }

        @Override
        public Writer decorate(IOContext context, Writer out) {
            return out;
        }
    }

    static Stream<JsonMapper> mappersThatWriteWhatTheyDoNotRead() {
        return Stream.of(builder().build(), builder().addModule(new SimpleModule()
                .addSerializer(Long.class, ToStringSerializer.instance)
                .addSerializer(Integer.class, ToStringSerializer.instance)).build(),
                builder().addModule(new SimpleModule().addDeserializer(String.class, new Escaping())).build(),
                builder().addModule(new SimpleModule().setDefaultNullValueSerializer(new Dash())).build(),
                builder().withConfigOverride(Integer.class,
                        it -> it.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING))).build(),
                builder().enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS,
                        DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                        .disable(DateTimeFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS).build(),
                builder().enable(DateTimeFeature.TRUNCATE_TO_MSECS_ON_WRITE)
                        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE).build(),
                builder().enable(EnumFeature.WRITE_ENUMS_USING_INDEX, EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS).build(),
                builder().disable(SerializationFeature.WRITE_EMPTY_JSON_ARRAYS).build(),
                builder().enable(MapperFeature.USE_STATIC_TYPING).build(),
                builder().addModule(new SimpleModule().setSerializerModifier(new Replacing())).build(),
                builder().addModule(new SimpleModule().setDeserializerModifier(new ReplacingDeserializers())).build(),
                withSettings(Map.class, it -> it.setInclude(JsonInclude.Value.ALL_NON_NULL)),
                withSettings(Map.class, it -> it.setInclude(JsonInclude.Value.ALL_NON_EMPTY)),
                withSettings(Map.class, it -> it.setFormat(
                        JsonFormat.Value.empty().withFeature(JsonFormat.Feature.WRITE_SORTED_MAP_ENTRIES))),
                withSettings(List.class, it -> it.setFormat(
                        JsonFormat.Value.empty().withFeature(JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED))),
                withSettings(Instant.class, it -> it.setFormat(
                        JsonFormat.Value.forShape(JsonFormat.Shape.NUMBER_INT))),
                JsonMapper.builder(JsonFactory.builder().outputDecorator(new Prefixing()).build()).build());
    }

    /** Would fail if an object that databind has read became another one in the arena. */
    @ParameterizedTest
    @MethodSource("mappersThatWriteWhatTheyDoNotRead")
    void objectsStayWhatDatabindHasRead(JsonMapper mapper) {
        String bean = """
                {"text": "a & b", "number": 5, "instant": "2026-01-02T03:04:05.123456789Z", "duration": "PT1H0.5S",
                 "zoned": "2026-01-02T03:04:05+01:00[Europe/Berlin]", "constant": "NON_FINAL", "list": [], "included": [], "seconds": 1767323045,
                 "lists": {"z": ["one"], "a": [null]}, "label": {"value": "x"}, "any": [1, null]}""";
        String document = """
                {"any": {"b": [null], "a": [1, "x & y", null, 12345678901]}, "map": {"k": 7, "l": {"m": null, "n": ""}}, "bean": %s, "beans": [%s]}"""
                .formatted(bean, bean);
        try (Arena arena = Arena.create()) {
            Made expected = mapper.readValue(document, Made.class);
            RecordVec<Made> rows = ArenaJson.of(mapper).readRecords(
                    JsonInput.of(("[" + document + "]").getBytes(StandardCharsets.UTF_8)), Made.class, arena);
            assertThat(rows.get(0)).usingRecursiveComparison().isEqualTo(expected);
            assertThat(rows.get(0).any()).hasToString(expected.any().toString()); // in the same order
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by its elements
    record Containers(List<String> list, List<List<Integer>> lists, Map<String, Hidden> map, Set<String> set,
            Optional<List<String>> optional, Long[] array, Hidden inner, List<Object> any) {}

    private static JsonMapper typed(DefaultTyping typing) {
        return builder().activateDefaultTyping(
                BasicPolymorphicTypeValidator.builder().allowIfSubType(Object.class).build(), typing).build();
    }

    private static String encode(ArenaJson json, RecordVec<?> rows) {
        var out = new ByteArrayOutputStream();
        json.write(rows, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Would fail if a list were written with a class that the arena has chosen, or if that class got lost. */
    @ParameterizedTest
    @EnumSource(names = {"JAVA_LANG_OBJECT", "OBJECT_AND_NON_CONCRETE", "NON_CONCRETE_AND_ARRAYS", "NON_FINAL"})
    void defaultTypingKeepsTheClassesOfContainers(DefaultTyping typing) {
        JsonMapper mapper = typed(typing);
        var inner = new Hidden(1, new ArrayList<>(List.of("a")));
        var value = new Containers(new CopyOnWriteArrayList<>(List.of("a", "b")),
                new ArrayList<>(List.of(new ArrayList<>(List.of(1)))), new TreeMap<>(Map.of("k", inner)),
                new TreeSet<>(Set.of("y", "x")), Optional.of(new ArrayList<>(List.of("o"))),
                new Long[]{1L}, inner, new ArrayList<>(List.of("text", 1)));
        String document = mapper.writeValueAsString(value);
        ArenaJson json = ArenaJson.of(mapper);
        try (Arena arena = Arena.create()) {
            RecordVec<Containers> rows = json.readRecords(
                    JsonInput.of(("[" + document + "]").getBytes(StandardCharsets.UTF_8)), Containers.class, arena);
            assertThat(DatabindOracle.same(mapper.readValue(document, Containers.class), rows.get(0))).isTrue();
            assertThat(encode(json, rows))
                    .isEqualTo("[" + mapper.writeValueAsString(mapper.readValue(document, Containers.class)) + "]");
        }
    }

    @Test
    void layoutsOfOtherMappersAreUnaffected() {
        byte[] document = "[{\"number\":1,\"texts\":[\"a\"]}]".getBytes(StandardCharsets.UTF_8);
        byte[] withClass = "[{\"number\":1,\"texts\":[\"java.util.ArrayList\",[\"a\"]]}]"
                .getBytes(StandardCharsets.UTF_8);
        try (Arena arena = Arena.create()) {
            for (int i = 0; i < 2; i++) {
                assertThat(ArenaJson.of(typed(DefaultTyping.NON_FINAL))
                        .readRecords(JsonInput.of(withClass), Hidden.class, arena).get(0).texts())
                        .containsExactly("a");
                assertThat(ArenaJson.create().readRecords(JsonInput.of(document), Hidden.class, arena).get(0).texts())
                        .containsExactly("a");
            }
        }
    }

    record Linked(int id, URI link) {}

    record Color(String name) {}

    /** Writes other records when databind asks for it, as a serializer may that prepares its output. */
    private static final class PreparedLinks extends StdSerializer<URI> {
        private final Supplier<ArenaJson> json;

        PreparedLinks(Supplier<ArenaJson> json) {
            super(URI.class);
            this.json = json;
        }

        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
            try (Arena arena = Arena.create()) {
                for (Class<? extends Record> type : List.of(Color.class, Setter.class, Getter.class)) {
                    json.get().write(new RecordVec<>(arena, type), JsonOutput.of(OutputStream.nullOutputStream()));
                }
            }
            return this;
        }

        @Override
        public void serialize(URI value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(value.toString());
        }
    }

    /** Repeated, because a lock on a part of a map concerns only some of the layouts. Would fail with "Recursive update". */
    @Test
    void serializerCanWriteOtherRecordsWhenItIsCreated() {
        for (int i = 0; i < 200; i++) {
            var json = new AtomicReference<ArenaJson>();
            json.set(ArenaJson.of(builder()
                    .addModule(new SimpleModule().addSerializer(URI.class, new PreparedLinks(json::get))).build()));
            byte[] document = ("[{\"id\":" + i + ",\"link\":\"a\"}]").getBytes(StandardCharsets.UTF_8);
            try (Arena arena = Arena.create()) {
                var out = new ByteArrayOutputStream();
                json.get().write(json.get().readRecords(JsonInput.of(document), Linked.class, arena),
                        JsonOutput.of(out));
                assertThat(out.toByteArray()).isEqualTo(document);
            }
        }
    }
}
