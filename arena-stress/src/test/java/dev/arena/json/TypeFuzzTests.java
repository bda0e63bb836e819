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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fails if the arena and databind read different values from a document, for any type of record. The first bytes of an input
 * choose the type, and the others are the document. Without {@code JAZZER_FUZZ=1}, it replays the stored inputs.
 */
class TypeFuzzTests {
    private static final int TYPE_BYTES = 12;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final ArenaJson JSON = ArenaJson.of(MAPPER);
    private static final List<Class<?>> LEAVES = List.of(Integer.class, Long.class, String.class, Boolean.class,
            Double.class,
            BigDecimal.class, BigInteger.class, UUID.class, Instant.class, LocalDate.class, LocalDateTime.class,
            LocalTime.class,
            Kind.class, Object.class, Plain.class);

    enum Kind {
        ONE, TWO
    }

    record Pair<A, B>(@Nullable A a, @Nullable B b) {}

    record Plain(int number, float single, char letter, @Nullable String text) {}

    @FuzzTest(maxDuration = "5m")
    void readsEveryTypeAsDatabind(byte[] input) {
        if (input.length < TYPE_BYTES) {
            return;
        }
        var types = new Types(input);
        JavaType type = types.pair();
        byte[] document = Arrays.copyOfRange(input, TYPE_BYTES, input.length);
        String text = new String(document, StandardCharsets.ISO_8859_1);
        Object expected = byDatabind(document, type);
        try (Arena arena = Arena.builder().byteBudget(1 << 20).build()) {
            Record actual = JSON.readRecord(JsonInput.of(document), type, arena);
            assertThat(actual).as("%s as %s", text, type.toCanonical()).isEqualTo(expected);
        } catch (JsonDecodingException e) {
            assertThat(expected instanceof JacksonException || expected == null || e.limit() != null
                    || e.reason().contains("surrogate")).as("%s as %s: databind %s, arena %s", text, type.toCanonical(),
                            expected, e)
                    .isTrue();
        } catch (ArenaExhaustedException e) {
            assertThat(document.length).as("bytes of %s", text).isGreaterThan(1000);
        }
    }

    private static @Nullable Object byDatabind(byte[] document, JavaType type) {
        try {
            return MAPPER.readValue(document, type);
        } catch (JacksonException e) {
            return e;
        }
    }

    /** The types that the bytes of an input choose. */
    private static final class Types {
        private final TypeFactory types = TypeFactory.createDefaultInstance();
        private final byte[] choices;
        private int next;

        Types(byte[] choices) {
            this.choices = choices;
        }

        private int choice(int count) {
            return next < TYPE_BYTES ? Math.floorMod(choices[next++], count) : 0;
        }

        JavaType pair() {
            return types.constructParametricType(Pair.class, type(), type());
        }

        private JavaType type() {
            return switch (choice(12)) {
                case 6 -> types.constructCollectionType(List.class, type());
                case 7 -> types.constructCollectionType(Set.class, type());
                case 8 -> types.constructMapType(Map.class, types.constructType(String.class), type());
                case 9 -> types.constructMapType(Map.class, types.constructType(Kind.class), type());
                case 10 -> types.constructParametricType(Optional.class, type());
                case 11 -> pair();
                default -> types.constructType(LEAVES.get(choice(LEAVES.size())));
            };
        }
    }
}
