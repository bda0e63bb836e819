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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that types of real applications are read and written as by databind. */
class ShapeTests {
    private static final long SEED = 20261129;
    private static final JsonMapper PLAIN = JsonMapper.builder().build();
    private static final JsonMapper SNAKE = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .changeDefaultPropertyInclusion(it -> it.withValueInclusion(JsonInclude.Include.NON_NULL))
            .build();

    /** Contains a value of a sealed interface, which is not a record. */
    record AroundC90(Shapes.C90.@Nullable P p) {}

    /**
     * A type, and the change that turns its stored documents into documents of this type.
     *
     * @param name name of the documents
     * @param type record type
     * @param document turns a stored document into one of this type
     */
    record Shape(String name, JavaType type, UnaryOperator<String> document) {
        List<String> documents() {
            return Stream.of("full", "nulls", "absent", "turned").map(kind -> "shapes/" + name + "-" + kind + ".json")
                    .filter(each -> ShapeTests.class.getResource(each) != null) // four types have fewer documents
                    .map(ShapeTests::resource).map(document).toList();
        }

        @Override
        public String toString() {
            return name + " " + type.toCanonical();
        }
    }

    private static String resource(String name) {
        try (InputStream in = ShapeTests.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Shape> shapes() {
        return Arrays.stream(Shapes.class.getDeclaredClasses()).filter(Class::isInterface)
                .sorted(Comparator.comparing(Class::getSimpleName))
                .map(around -> around == Shapes.C90.class
                        ? new Shape("C90", PLAIN.constructType(AroundC90.class),
                                document -> "{\"p\":" + document + "}")
                        : new Shape(around.getSimpleName(), typeOf(around), UnaryOperator.identity()));
    }

    private static JavaType typeOf(Class<?> around) {
        Class<?> type = Arrays.stream(around.getDeclaredClasses()).filter(it -> it.getSimpleName().equals("R"))
                .findFirst().orElseThrow();
        return type.getTypeParameters().length == 0
                ? PLAIN.constructType(type)
                : PLAIN.getTypeFactory().constructParametricType(type, Shapes.Item.class);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void documentsAreReadAndWrittenAsByDatabind(Shape shape) {
        var oracle = new DatabindOracle(PLAIN);
        for (String document : shape.documents()) {
            assertThat(oracle.differenceInReading(document, shape.type())).as(document).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void settingsOfTheMapperApply(Shape shape) {
        var oracle = new DatabindOracle(SNAKE);
        for (String document : shape.documents()) {
            String snake = SNAKE.writerFor(shape.type()).writeValueAsString(PLAIN.readValue(document, shape.type()));
            assertThat(oracle.differenceInReading(snake, shape.type())).as(snake).isNull();
            assertThat(oracle.differenceInReading(document, shape.type())).as(document).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @Tag("thorough")
    void documentsMayComeInPieces(Shape shape) {
        var oracle = new DatabindOracle(PLAIN);
        for (String document : shape.documents()) {
            assertThat(oracle.differenceInPieces(document, shape.type())).as(document).isNull();
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void recordsAreWrittenAsByDatabind(Shape shape) {
        for (JsonMapper mapper : List.of(PLAIN, SNAKE)) {
            var oracle = new DatabindOracle(mapper);
            for (String document : shape.documents()) {
                assertThat(oracle.differenceInWriting(PLAIN.readValue(document, shape.type()), shape.type()))
                        .as(document).isNull();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("shapes")
    @Tag("thorough")
    void randomDocumentsAreReadAsByDatabind(Shape shape) {
        List<DatabindOracle> oracles = MapperVariants.all().map(DatabindOracle::new).toList();
        List<String> differences = new ArrayList<>();
        for (String document : shape.documents()) {
            for (int round = 0; round < 40; round++) {
                var random = new Random(SEED + round);
                String changed = ChangedJson.of(PLAIN.readTree(document), random);
                DatabindOracle oracle = oracles.get(round % oracles.size());
                String difference = oracle.differenceInReading(changed, shape.type());
                if (difference != null) {
                    differences.add("seed " + (SEED + round) + ", mapper " + round % oracles.size() + ": " + changed
                            + "\n" + difference);
                }
            }
        }
        assertThat(differences).isEmpty();
    }
}
