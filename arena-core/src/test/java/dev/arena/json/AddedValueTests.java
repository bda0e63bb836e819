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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that values that databind does not read as their class can be added to a vector, and are written as by databind. */
@NullUnmarked
class AddedValueTests {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(Long.class, ToStringSerializer.instance))
            .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS).build();

    private final Arena arena = Arena.create();

    @AfterEach
    void close() {
        arena.close();
    }

    /** Databind cannot read it. */
    interface Animal {}

    record Cat(String givenName, @JsonInclude(JsonInclude.Include.NON_NULL) Integer age) implements Animal {}

    record Dog(Instant bornAt) implements Animal {}

    static class Base {
        public int number = 1;

        @Override
        public boolean equals(Object other) {
            return other instanceof Base base && getClass() == base.getClass() && number == base.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    static final class Derived extends Base {
        public String ownName = "own";
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    record Typed(int number) {}

    record Values(Object any, List<Object> list, Map<String, Object> map, Number number, Animal animal,
            List<Animal> animals, Base base, Comparable<?> comparable) {}

    private static Values any(Object value) {
        return new Values(value, List.of(value), Map.of("k", value), null, null, null, null, null);
    }

    static Stream<Values> values() {
        Animal cat = new Cat("a", null);
        Animal dog = new Dog(Instant.EPOCH);
        return Stream.of(any("text"), any(1), any(5L), any(1.5), any(1.5F), any(new BigDecimal("1.10")), any(true),
                any('c'), any(TimeUnit.DAYS), any(Instant.EPOCH), any(Duration.ofSeconds(3)), any(cat),
                any(new Derived()), any(new Typed(1)), any(List.of(1)), any(Map.of("key", "value")),
                new Values(null, null, null, 5L, cat, Arrays.asList(cat, null, dog), new Derived(), TimeUnit.DAYS),
                new Values(null, null, null, new BigDecimal("2.50"), dog, List.of(), new Base(), "text"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueIsWrittenAsByDatabind(Values values) {
        var vector = new RecordVec<>(arena, Values.class);
        vector.add(values);
        assertThat(vector.get(0)).isEqualTo(values);
        assertThat(written(MAPPER, vector)).isEqualTo("[" + MAPPER.writeValueAsString(values) + "]");
    }

    private static String written(JsonMapper mapper, Object value) {
        var out = new ByteArrayOutputStream();
        ArenaJson.of(mapper).write(value, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    /** Databind reads it from a text, and writes it as an object, as it does with the methods of HTTP. */
    static class Method {
        private final String name;

        Method(String name) {
            this.name = name;
        }

        @JsonCreator
        static Method of(String name) {
            return new Method(name);
        }

        public boolean isSafe() {
            return name.equals("GET");
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Method method && method.name.equals(name);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    record Call(String path, Method method, List<Method> others, Optional<Method> optional) {}

    private static final Call CALL = new Call("/", new Method("GET"), List.of(new Method("PUT")),
            Optional.of(new Method("POST")));

    @Test
    void valueWithATextIsWrittenAsByDatabind() {
        var vector = new RecordVec<>(arena, Call.class);
        vector.add(CALL);
        assertThat(vector).containsExactly(CALL);
        assertThat(written(MAPPER, vector)).isEqualTo("[" + MAPPER.writeValueAsString(CALL) + "]");
    }

    /** Would fail if a record that databind reads as a whole could not be in a row. */
    @Test
    void valueWithATextIsReadByAMapperWithProblemHandlers() {
        JsonMapper mapper = JsonMapper.builder().addHandler(new DeserializationProblemHandler() {
            @Override
            public Object handleNullForPrimitives(DeserializationContext context, Class<?> type,
                    JsonParser parser, ValueDeserializer<?> deserializer, String reason) {
                return 0;
            }
        }).build();
        String document = "[{\"path\":\"/\",\"method\":\"GET\",\"others\":[\"PUT\"],\"optional\":\"POST\"}]";
        RecordVec<Call> calls = ArenaJson.of(mapper)
                .readRecords(JsonInput.of(document.getBytes(StandardCharsets.UTF_8)), Call.class, arena);
        assertThat(calls).containsExactly(CALL);
        assertThat(written(mapper, calls)).isEqualTo("[" + mapper.writeValueAsString(CALL) + "]");
    }

    /** Its text does not contain its value. */
    static final class Secret extends Method {
        private Secret(String name) {
            super(name);
        }

        @JsonCreator
        static Secret of(String name) {
            return new Secret(name);
        }

        @Override
        public String toString() {
            return "***";
        }
    }

    record Masked(Secret secret) {}

    record Unreadable(Optional<Animal> animal) {}

    @Test
    void refusalNamesTheComponentThatCannotBeRead() {
        var masked = new RecordVec<>(arena, Masked.class);
        assertThatThrownBy(() -> masked.add(new Masked(new Secret("a")))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component secret of " + Masked.class.getName())
                .hasMessageContaining("reads only a text");
        var unreadable = new RecordVec<>(arena, Unreadable.class);
        assertThatThrownBy(() -> {
            unreadable.add(new Unreadable(Optional.of(new Cat("a", 1))));
            unreadable.get(0);
        }).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component animal of " + Unreadable.class.getName());
    }
}
