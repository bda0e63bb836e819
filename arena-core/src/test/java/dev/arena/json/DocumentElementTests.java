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

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.ser.std.StdSerializer;

import dev.arena.Arena;
import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordVec;
import dev.arena.record.FieldKind;
import dev.arena.record.RecordLayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that elements of classes without a layout are stored as documents, and read with the settings of their component. */
@NullUnmarked
@SuppressWarnings({"unused", "ArrayRecordComponent"}) // reflection reads and writes the properties
class DocumentElementTests {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Arena arena = Arena.create();
    private final ArenaJson json = ArenaJson.of(MAPPER);

    /** A property with write-only access, so that the written JSON does not contain it. */
    static final class User {
        public String name;

        @JsonProperty(access = JsonProperty.Access.WRITE_ONLY)
        public String password;

        @Override
        public boolean equals(Object other) {
            return other instanceof User user && Objects.equals(name, user.name)
                    && Objects.equals(password, user.password);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, password);
        }

        @Override
        public String toString() {
            return name + ":" + password;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type", defaultImpl = Other.class)
    @JsonSubTypes(@JsonSubTypes.Type(value = Text.class, name = "text"))
    interface Message {}

    record Text(String text) implements Message {}

    /** Its written JSON cannot be read. */
    record Other(@JsonValue Map<String, Object> all) implements Message {}

    interface Animal {}

    record Cat(String name) implements Animal {}

    record Dog(int age) implements Animal {}

    static final class AnimalSerializer extends StdSerializer<Animal> {
        AnimalSerializer() {
            super(Animal.class);
        }

        @Override
        public void serialize(Animal value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(((Cat) value).name());
        }
    }

    static final class AnimalDeserializer extends StdDeserializer<Animal> {
        AnimalDeserializer() {
            super(Animal.class);
        }

        @Override
        public Animal deserialize(JsonParser parser, DeserializationContext context) {
            return new Cat(parser.getString());
        }
    }

    record Users(User one, List<User> list, Collection<User> collection, Set<User> set, User[] array,
            Optional<User> optional, Map<String, User> map, Map<Long, User> byNumber, List<List<User>> lists,
            Map<String, List<User>> groups, List<Optional<User>> optionals) {}

    record Page<T>(List<T> content, Map<String, T> named, int number) {}

    record Messages(List<Message> list, Map<String, Message> map) {}

    record As(@JsonDeserialize(contentAs = Cat.class) List<Animal> list,
            @JsonDeserialize(contentAs = Cat.class) Map<String, Animal> map,
            @JsonDeserialize(contentAs = Cat.class) Optional<Animal> optional,
            @JsonDeserialize(contentAs = Cat.class) Set<Animal> set) {}

    record Using(
            @JsonDeserialize(contentUsing = AnimalDeserializer.class) @JsonSerialize(contentUsing = AnimalSerializer.class) List<Animal> list,
            @JsonDeserialize(contentUsing = AnimalDeserializer.class) @JsonSerialize(contentUsing = AnimalSerializer.class) Map<String, Animal> map,
            @JsonDeserialize(contentUsing = AnimalDeserializer.class) @JsonSerialize(contentUsing = AnimalSerializer.class) Optional<Animal> optional) {}

    record Typed(
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind") @JsonSubTypes({
                    @JsonSubTypes.Type(value = Cat.class, name = "cat"),
                    @JsonSubTypes.Type(value = Dog.class, name = "dog")}) List<Animal> list,
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT) @JsonSubTypes(@JsonSubTypes.Type(value = Cat.class, name = "cat")) Map<String, Animal> map,
            @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) Animal object) {}

    /** Databind refuses to read arbitrary classes by their names. */
    record AnyClass(@JsonTypeInfo(use = JsonTypeInfo.Id.CLASS) List<Object> list) {}

    record External(String kind,
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY, property = "kind") @JsonSubTypes({
                    @JsonSubTypes.Type(value = Cat.class, name = "cat"),
                    @JsonSubTypes.Type(value = Dog.class, name = "dog")}) Object payload) {}

    record Nulled(@JsonSetter(contentNulls = Nulls.SKIP) List<User> skipped,
            @JsonSetter(contentNulls = Nulls.AS_EMPTY) Map<String, User> emptied, List<JsonNode> nodes) {}

    record Ignoring(@JsonIgnoreProperties("name") List<User> list, @JsonIgnoreProperties("name") User one) {}

    /** Like {@link Using}, {@link As} and {@link Nulled}, but the components have type variables as types. */
    record Variables<A, B, C>(
            @JsonDeserialize(using = AnimalDeserializer.class) @JsonSerialize(using = AnimalSerializer.class) A animal,
            @JsonDeserialize(contentAs = Cat.class) B animals, @JsonSetter(contentNulls = Nulls.SKIP) C users) {}

    record ExternalVariable<T>(String kind,
            @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXTERNAL_PROPERTY, property = "kind") @JsonSubTypes({
                    @JsonSubTypes.Type(value = Cat.class, name = "cat"),
                    @JsonSubTypes.Type(value = Dog.class, name = "dog")}) T payload) {}

    record Keys(@JsonDeserialize(keyAs = Integer.class) Map<Object, String> map) {}

    /** Stores unknown members beside the result of a getter, which is not one of them. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.EXISTING_PROPERTY, property = "type", visible = true)
    @JsonSubTypes(@JsonSubTypes.Type(value = Open.class, name = "open"))
    static final class Open {
        @JsonUnwrapped
        public Cat cat;

        @JsonAnySetter
        @JsonAnyGetter
        public Map<String, Object> others = new LinkedHashMap<>();

        public String getType() {
            return "open";
        }

        public int getCount() {
            return others.size();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Open open && Objects.equals(cat, open.cat) && others.equals(open.others);
        }

        @Override
        public int hashCode() {
            return others.hashCode();
        }
    }

    record Opens(Open one, List<Open> list, Map<String, Open> map, Optional<Open> optional) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes(@JsonSubTypes.Type(value = Note.class, name = "note"))
    interface Entry {}

    /** Databind does not write most of its values, and cannot read it without all of them. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    record Note(boolean pinned, int priority, @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> tags,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> text) implements Entry {}

    record Notes(Entry one, List<Entry> list, Map<String, Entry> map) {}

    /** Databind can read it, but not write it. */
    record Requested(@JsonDeserialize(contentAs = Cat.class) List<Animal> list,
            @JsonSerialize(as = Dog.class) String name) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private static Arguments of(TypeReference<?> type, String... documents) {
        return Arguments.of(MAPPER.constructType(type), List.of(documents));
    }

    static Stream<Arguments> documents() {
        String user = "{\"name\":\"a\",\"password\":\"b\"}";
        String users = "[" + user + ",null,{\"password\":\"c\"}]";
        return Stream.of(
                of(new TypeReference<Users>() {
                },
                        "{\"one\":%1$s,\"list\":%2$s,\"collection\":%2$s,\"set\":%2$s,\"array\":%2$s,\"optional\":%1$s,\"map\":{\"a\":%1$s,\"b\":null,\"a\":%1$s},\"byNumber\":{\"7\":%1$s},\"lists\":[%2$s,null,[]],\"groups\":{\"g\":%2$s},\"optionals\":%2$s}"
                                .formatted(user, users),
                        "{\"optional\":null,\"list\":[],\"map\":{}}", "{}", "{\"list\":[5]}", "{\"map\":{\"a\":[]}}",
                        "{\"lists\":[[[]]]}", "{\"list\":{}}", "{\"set\":[[]]}", "{\"list\":[{\"name\":{}}]}"),
                of(new TypeReference<Page<User>>() {
                },
                        "{\"content\":%s,\"named\":{\"n\":%s},\"number\":1}".formatted(users, user)),
                of(new TypeReference<Page<Page<User>>>() {
                },
                        "{\"content\":[{\"content\":%s,\"named\":{},\"number\":1}],\"number\":2}".formatted(users)),
                of(new TypeReference<Messages>() {
                },
                        "{\"list\":[{\"type\":\"text\",\"text\":\"x\"},{\"type\":\"odd\",\"y\":[1]},{\"z\":2}],\"map\":{\"a\":{\"z\":1}}}"),
                of(new TypeReference<As>() {
                },
                        "{\"list\":[{\"name\":\"a\"},null],\"map\":{\"k\":{\"name\":\"b\"}},\"optional\":{\"name\":\"c\"},\"set\":[{\"name\":\"d\"}]}",
                        "{\"list\":[{\"name\":[]}]}"),
                of(new TypeReference<Using>() {
                },
                        "{\"list\":[\"a\",null],\"map\":{\"k\":\"b\",\"l\":null},\"optional\":\"c\"}"),
                of(new TypeReference<Typed>() {
                },
                        "{\"list\":[{\"kind\":\"dog\",\"age\":1},{\"name\":\"a\",\"kind\":\"cat\"}],\"map\":{\"k\":{\"cat\":{\"name\":\"b\"}}},\"object\":{\"@class\":\"%s\",\"name\":\"c\"}}"
                                .formatted(Cat.class.getName()),
                        "{\"list\":[{\"kind\":\"cow\"}]}", "{\"list\":[{}]}"),
                of(new TypeReference<External>() {
                }, "{\"kind\":\"cat\",\"payload\":{\"name\":\"a\"}}",
                        "{\"payload\":{\"age\":1},\"kind\":\"dog\"}", "{\"kind\":\"cow\",\"payload\":{}}",
                        "{\"kind\":\"cat\",\"payload\":null}"),
                of(new TypeReference<Nulled>() {
                },
                        "{\"skipped\":%1$s,\"emptied\":{\"a\":null,\"b\":%2$s},\"nodes\":[null,1.50,{}]}"
                                .formatted(users, user)),
                of(new TypeReference<Ignoring>() {
                }, "{\"list\":%s,\"one\":%s}".formatted(users, user)),
                of(new TypeReference<Variables<Animal, List<Animal>, List<User>>>() {
                }, "{\"animal\":\"b\",\"animals\":[{\"name\":\"c\"}],\"users\":%s}".formatted(users)),
                of(new TypeReference<ExternalVariable<Animal>>() {
                }, "{\"kind\":\"cat\",\"payload\":{\"name\":\"a\"}}", "{\"kind\":\"cow\",\"payload\":{}}"),
                of(new TypeReference<Keys>() {
                }, "{\"map\":{\"1\":\"a\",\"2\":null}}", "{\"map\":{\"x\":\"a\"}}"),
                of(new TypeReference<Opens>() {
                },
                        "{\"one\":%1$s,\"list\":[%1$s,null],\"map\":{\"k\":%1$s},\"optional\":%1$s}"
                                .formatted("{\"type\":\"open\",\"name\":\"a\",\"x\":[1,null],\"y\":{}}"),
                        "{\"one\":{\"type\":\"open\",\"count\":7}}", "{\"one\":{}}"),
                of(new TypeReference<Notes>() {
                },
                        "{\"one\":%1$s,\"list\":[%1$s,null],\"map\":{\"k\":%1$s}}".formatted(
                                "{\"kind\":\"note\",\"pinned\":false,\"priority\":0,\"tags\":[],\"text\":null}"),
                        "{\"one\":{\"kind\":\"note\"}}"),
                of(new TypeReference<Requested>() {
                }, "{\"list\":[{\"name\":\"a\"},null],\"name\":\"b\"}"));
    }

    @ParameterizedTest
    @MethodSource("documents")
    void elementsAreReadAsByDatabind(JavaType type, List<String> documents) {
        var oracle = new DatabindOracle(MAPPER);
        for (String document : documents) {
            assertThat(oracle.differenceInReading(document, type)).as(document).isNull();
        }
        assertThat(oracle.differenceInPieces(documents.getFirst(), type)).isNull();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void elementsAreWrittenAsByDatabind(JavaType type, List<String> documents) {
        var oracle = new DatabindOracle(MAPPER);
        if (!List.of(Messages.class, Requested.class).contains(type.getRawClass())
                && type.getRawClass().getTypeParameters().length == 0) {
            Record value = MAPPER.readValue(documents.getFirst(), type);
            assertThat(oracle.differenceInWriting(value, type)).isNull();
        }
    }

    @Test
    void cursorReadsListsOfDocuments() {
        String document = "{\"list\":[{\"name\":\"a\",\"password\":\"b\"},null]}";
        RecordVec<Users> rows = json.readRecords(JsonInput.of(("[" + document + "]").getBytes(StandardCharsets.UTF_8)),
                Users.class, arena);
        RecordCursor<Users> cursor = rows.cursor();
        assertThat(cursor.next()).isTrue();
        var list = cursor.getList(rows.layout().field("list"));
        assertThat(list.size()).isEqualTo(2);
        assertThat(list.get(0)).hasToString("a:b");
        assertThat(list.isNull(1)).isTrue();
        assertThat(rows.layout().field("set").kind()).isEqualTo(FieldKind.DOCUMENT);
    }

    enum Level {
        LOW, HIGH
    }

    record Settings(Optional<Object> any, Object[] array, Map<Level, Object> map, Set<List<Level>> levels,
            EnumMap<Level, Integer> byLevel, LinkedHashMap<String, Integer> ordered) {}

    record Around(Optional<Settings> settings, Set<Settings> all) {}

    /** Would fail if stored values depended on settings for responses. */
    @Test
    void settingsForResponsesDoNotAffectStoredValues() {
        JsonMapper mapper = JsonMapper.builder()
                .enable(SerializationFeature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED,
                        SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE, EnumFeature.WRITE_ENUM_KEYS_USING_INDEX)
                .enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS).build();
        String settings = "{\"any\":1e400,\"array\":[[5]],\"map\":{\"HIGH\":[1]},\"levels\":[[\"HIGH\"]],"
                + "\"byLevel\":{\"HIGH\":1},\"ordered\":{\"b\":1,\"a\":2}}";
        String document = "{\"settings\":" + settings + ",\"all\":[" + settings + "]}";
        Around read = ArenaJson.of(mapper).readRecord(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)),
                Around.class, arena);
        Around expected = mapper.readValue(document, Around.class);
        assertThat(DatabindOracle.same(expected, read)).as("%s, %s", expected, read).isTrue();
        assertThat(read.settings().orElseThrow().ordered().keySet()).containsExactly("b", "a");
    }

    /** Has a getter without a setter, as is common. */
    static final class Labelled {
        public String name;

        public String getLabel() {
            return name + "!";
        }
    }

    record Labels(Labelled one, Set<Labelled> set) {}

    record AroundLabels(Optional<Labels> labels) {}

    /** Would fail if a stored document could not be read because it contains properties that only have getters. */
    @Test
    void propertiesWithoutSettersAreIgnoredInStoredValues() {
        JsonMapper mapper = JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES).build();
        String document = "{\"labels\":{\"one\":{\"name\":\"a\"},\"set\":[{\"name\":\"b\"}]}}";
        AroundLabels read = ArenaJson.of(mapper).readRecord(
                JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), AroundLabels.class, arena);
        assertThat(mapper.writeValueAsString(read))
                .isEqualTo(mapper.writeValueAsString(mapper.readValue(document, AroundLabels.class)));
    }

    /** Databind reads null as a null node, which has another class. */
    record Node(StringNode text) {}

    /** Would fail if a value of an incompatible class were only detected when the record is created. */
    @Test
    void valueOfAnotherClassIsRejected() {
        var oracle = new DatabindOracle(MAPPER);
        for (String document : List.of("{\"text\":null}", "{\"text\":\"a\"}", "{\"text\":5}")) {
            assertThat(oracle.differenceInReading(document, MAPPER.constructType(Node.class))).as(document).isNull();
        }
    }

    @Test
    void recordThatDatabindCannotReadHasALayout() {
        assertThat(RecordLayout.of(AnyClass.class).fields()).hasSize(1);
        assertThatThrownBy(
                () -> json.readRecord(JsonInput.of("{}".getBytes(StandardCharsets.UTF_8)), AnyClass.class, arena))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("AnyClass");
    }

    record Pets(int number, List<Animal> animals, Animal first) {}

    /** Would fail if the sender of a document were blamed for a type that databind cannot read. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"first\":{}}", "{\"animals\":[{\"name\":\"a\"}]}", "{\"number\":1,\"first\":5}"})
    void typeThatDatabindCannotReadIsNoFaultOfTheDocument(String document) {
        assertThatThrownBy(() -> MAPPER.readValue(document, Pets.class)).isInstanceOf(InvalidDefinitionException.class);
        for (ArenaJson each : List.of(json,
                ArenaJson.of(MAPPER.rebuild().addHandler(new DeserializationProblemHandler() {
                }).build()))) {
            assertThatThrownBy(
                    () -> each.readRecord(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), Pets.class, arena))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("Animal");
        }
        assertThatThrownBy(() -> json.readRecord(JsonInput.of("{\"number\":{}}".getBytes(StandardCharsets.UTF_8)),
                Pets.class, arena)).isInstanceOf(JsonDecodingException.class);
    }

    /** Databind loses its position here. Would fail if the rest of the value were ignored. */
    @Test
    void valueIsReadToItsEnd() {
        String document = "{\"list\":null,\"set\":[[\"a\"]]}";
        assertThatThrownBy(
                () -> json.readRecord(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), Users.class, arena))
                .isInstanceOf(JsonDecodingException.class);
    }
}
