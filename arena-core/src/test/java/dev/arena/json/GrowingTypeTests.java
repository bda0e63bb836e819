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
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.record.DocumentCodec;
import dev.arena.record.RecordLayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * Tests record types whose type arguments grow without end. In databind, each of the rejected types causes a stack overflow.
 */
class GrowingTypeTests {
    private final Arena arena = Arena.create();
    private final ArenaJson json = ArenaJson.create();

    record Node<T>(T value, @Nullable Node<List<T>> next) {}

    record Pair<A, B>(A a, Pair<B, List<A>> next) {}

    record Tree<T>(T value, List<Tree<Optional<T>>> children) {}

    /** Databind rejects it, because the JVM has no arrays of more than 255 dimensions. */
    record Arrays<T>(T value, Arrays<T[]> next) {}

    /** Databind does not terminate: it computes hash codes of types whose length doubles each time. */
    record Twice<T>(T value, Twice<Map<T, T>> next) {}

    record One<T>(T value, Other<List<T>> other) {}

    record Other<T>(One<T> one) {}

    @JsonDeserialize(using = CustomDeserializer.class)
    record Custom<T>(T value, @Nullable Custom<List<T>> next) {}

    static final class CustomDeserializer extends ValueDeserializer<Custom<?>> {
        @Override
        public Custom<?> deserialize(JsonParser parser, DeserializationContext context) {
            parser.skipChildren();
            return new Custom<>(7, null);
        }
    }

    static final class Chain<T> {
        public @Nullable T value;
        public @Nullable Chain<List<T>> next;
    }

    record Chained(int count, Chain<String> chain) {}

    record Holder(String name, Node<String> node) {}

    record Vectors(RecordVec<Node<String>> nodes) {}

    record Fixed<T>(T value, @Nullable Fixed<String> next) {}

    record Cons<H, T>(H head, T tail) {}

    static Stream<TypeReference<?>> growing() {
        return Stream.of(new TypeReference<Node<String>>() {
        }, new TypeReference<Pair<String, Integer>>() {
        },
                new TypeReference<Tree<String>>() {
                },
                new TypeReference<One<String>>() {
                },
                new TypeReference<Holder>() {
                }, new TypeReference<Cons<String, Node<String>>>() {
                });
    }

    @AfterEach
    void close() {
        arena.close();
    }

    private static JsonInput input(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("growing")
    void growingRecordIsRejectedWithItsName(TypeReference<?> type) {
        refuses(() -> json.readRecord(input("{}"), type.getType(), arena));
    }

    private static void refuses(Runnable reading) {
        assertThatIllegalArgumentException().isThrownBy(reading::run)
                .withMessageContaining("GrowingTypeTests$").withMessageContaining("grow without end");
    }

    @Test
    void everyMethodRejectsAGrowingRecord() {
        Type node = new TypeReference<Node<String>>() {
        }.getType();
        JavaType vector = json.mapper().getTypeFactory().constructParametricType(RecordVec.class,
                json.mapper().constructType(node));
        refuses(() -> json.readRecords(input("[]"), node, arena));
        refuses(() -> json.read(input("{}"), json.mapper().constructType(node), arena));
        refuses(() -> json.read(input("[]"), vector, arena));
        refuses(() -> json.readLines(input("{}"), vector, arena));
        refuses(() -> json.describe(node));
        refuses(() -> json.generatedClasses(node));
        refuses(() -> write(RecordLayout.of(node)));
    }

    @Test
    void messageShowsHowTheTypeGrows() {
        String name = Node.class.getName();
        assertThatIllegalArgumentException().isThrownBy(() -> json.describe(Holder.class))
                .withMessage(name + "<java.lang.String> has no JSON form, because its type arguments grow without end: "
                        + "it contains " + name + "<java.util.List<java.lang.String>>, which contains " + name
                        + "<java.util.List<java.util.List<java.lang.String>>>, and so on");
    }

    private <R extends Record> void write(RecordLayout<R> layout) {
        json.write(new RecordVec<>(arena, layout, 8), JsonOutput.of(new ByteArrayOutputStream()));
    }

    @Test
    void databindReportsAVectorOfSuchRecords() {
        JsonMapper mapper = JsonMapper.builder().addModule(new ArenaModule(json, () -> arena)).build();
        assertThatExceptionOfType(InvalidDefinitionException.class)
                .isThrownBy(() -> mapper.readValue("{\"nodes\":[]}", Vectors.class))
                .withMessageContaining("grow without end");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.read(input("{\"nodes\":[]}"), mapper.constructType(Vectors.class), arena))
                .withMessageContaining("grow without end");
    }

    @Test
    void layoutOfOtherGrowingTypesIsFound() {
        layoutDoesNotNeedTheTypesOfTheParts(new TypeReference<Twice<String>>() {
        });
        layoutDoesNotNeedTheTypesOfTheParts(new TypeReference<Arrays<String>>() {
        });
    }

    @ParameterizedTest
    @MethodSource("growing")
    void layoutDoesNotNeedTheTypesOfTheParts(TypeReference<?> type) {
        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            assertThat(RecordLayout.of(type.getType()).fields()).hasSize(2);
            assertThat(RecordLayout.of(type.getType(), DocumentCodec.standard()).fields()).hasSize(2);
            assertThat(RecordLayout.of(type.getType(), null).fields()).hasSize(2);
        });
    }

    @Test
    @SuppressWarnings("unchecked")
    void rowsTakeSuchRecords() {
        var layout = (RecordLayout<Node<String>>) RecordLayout.of(new TypeReference<Node<String>>() {
        }.getType());
        var nodes = new RecordVec<>(arena, layout, 8);
        var node = new Node<>("a", new Node<>(List.of("b"), new Node<>(List.of(List.of("c")), null)));
        nodes.add(node);
        assertThat(nodes.get(0)).isEqualTo(node);
    }

    @Test
    void recordsThatDatabindReadsAreRead() {
        assertThat(json.readRecord(input("{\"value\":1,\"next\":{\"value\":\"a\"}}"),
                new TypeReference<Fixed<Integer>>() {
                }.getType(), arena))
                .isEqualTo(new Fixed<>(1, new Fixed<>("a", null)));
        assertThat(json.readRecord(input("{}"), new TypeReference<Custom<Integer>>() {
        }.getType(), arena))
                .isEqualTo(new Custom<>(7, null));
    }

    @Test
    void otherOverflowNamesTheType() {
        assertThatIllegalArgumentException().isThrownBy(() -> json.describe(Chained.class))
                .withMessageContaining("Chained has no JSON form");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.describe(new TypeReference<Arrays<String>>() {
                }.getType()))
                .withMessageContaining("Databind cannot read").withMessageContaining("Arrays<java.lang.String>");
    }
}
