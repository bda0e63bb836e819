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
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.EnumNamingStrategies;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.annotation.EnumNaming;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that enum constants have the same names as in databind. */
class EnumAgreementTests {
    private final Arena arena = Arena.create();

    enum Bare {
        GOOD, BAD
    }

    enum Named {
        @JsonProperty("fine")
        GOOD, @JsonAlias({"poor", "worse"})
        BAD, @JsonEnumDefaultValue
        UNKNOWN
    }

    enum Spoken {
        GOOD {
            @Override
            public String toString() {
                return "all is well";
            }
        },
        BAD {
            @Override
            public String toString() {
                return "alas";
            }
        }
    }

    @EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
    enum Renamed {
        VERY_GOOD, VERY_BAD
    }

    enum Coded {
        GOOD, BAD;

        @JsonValue
        String code() {
            return "code-" + name().toLowerCase(Locale.ROOT);
        }
    }

    enum Numbered {
        GOOD, BAD;

        @JsonValue
        int number() {
            return 10 + name().length();
        }
    }

    enum Made {
        GOOD, BAD;

        @JsonCreator
        static Made of(String name) {
            return name.startsWith("g") ? GOOD : BAD;
        }
    }

    @JsonFormat(shape = JsonFormat.Shape.NUMBER)
    enum Shaped {
        GOOD, BAD
    }

    record All(@Nullable Bare bare, @Nullable Named named, @Nullable Spoken spoken, @Nullable Renamed renamed,
            @Nullable Coded coded, @Nullable Made made) {}

    record Numbers(@Nullable Numbered numbered, @Nullable Shaped shaped,
            @JsonFormat(shape = JsonFormat.Shape.NUMBER) @Nullable Bare bare,
            @JsonFormat(shape = JsonFormat.Shape.STRING) @Nullable Shaped string) {}

    @AfterEach
    void close() {
        arena.close();
    }

    static Stream<JsonMapper> mappers() {
        return Stream.of(new JsonMapper(),
                JsonMapper.builder().disable(EnumFeature.WRITE_ENUMS_USING_TO_STRING)
                        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING).build(),
                JsonMapper.builder().enable(EnumFeature.WRITE_ENUMS_USING_INDEX).build(),
                JsonMapper.builder().enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE).build(),
                JsonMapper.builder().enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS).build(),
                JsonMapper.builder().enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL).build(),
                JsonMapper.builder().enable(EnumFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE).build(),
                JsonMapper.builder().enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS).build());
    }

    private static String encode(ArenaJson json, Object value) {
        var out = new ByteArrayOutputStream();
        json.write(value, JsonOutput.of(out));
        return out.toString(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void constantsAreWrittenAsDatabindWritesThem(JsonMapper mapper) {
        ArenaJson json = ArenaJson.of(mapper);
        for (Record value : List.of(
                new All(Bare.GOOD, Named.GOOD, Spoken.GOOD, Renamed.VERY_GOOD, Coded.GOOD, Made.GOOD),
                new All(Bare.BAD, Named.BAD, Spoken.BAD, Renamed.VERY_BAD, Coded.BAD, Made.BAD),
                new All(null, Named.UNKNOWN, null, null, null, null),
                new Numbers(Numbered.GOOD, Shaped.GOOD, Bare.GOOD, Shaped.BAD),
                new Numbers(Numbered.BAD, Shaped.BAD, null, null))) {
            assertThat(encode(json, value)).isEqualTo(mapper.writeValueAsString(value));
        }
    }

    @ParameterizedTest
    @MethodSource("mappers")
    void constantsAreReadAsDatabindReadsThem(JsonMapper mapper) {
        ArenaJson json = ArenaJson.of(mapper);
        for (String name : List.of("bare", "named", "spoken", "renamed", "coded", "made")) {
            for (String value : List.of("\"GOOD\"", "\"good\"", "\"fine\"", "\"FINE\"", "\"BAD\"", "\"poor\"",
                    "\"worse\"", "\"all is well\"", "\"alas\"", "\"veryGood\"", "\"VERY_GOOD\"", "\"code-good\"",
                    "\"code-\"", "\"\"", "\" \"", "\" GOOD \"", "\"0\"", "\"1\"", "\"01\"", "\"7\"", "null", "0", "1",
                    "7", "-1")) {
                assertReads(mapper, json, "{\"" + name + "\":" + value + "}", All.class);
            }
        }
        for (String value : List.of("14", "13", "0", "\"14\"", "\"GOOD\"", "1.5", "true", "[]", "{}")) {
            for (String name : List.of("numbered", "shaped", "bare", "string")) {
                assertReads(mapper, json, "{\"" + name + "\":" + value + "}", Numbers.class);
            }
        }
    }

    private <R extends Record> void assertReads(JsonMapper mapper, ArenaJson json, String document, Class<R> type) {
        JsonInput in = JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
        R expected;
        try {
            expected = mapper.readValue(document, type);
        } catch (JacksonException e) {
            assertThatThrownBy(() -> json.readRecord(in, type, arena)).as(document)
                    .isInstanceOf(JsonDecodingException.class);
            return;
        }
        assertThat(json.readRecord(in, type, arena)).as(document).isEqualTo(expected);
    }

    @Test
    void unknownNameIsRejectedWithItsPositionAndTheKnownNames() {
        ArenaJson json = ArenaJson.create();
        JsonInput in = JsonInput.of("[{\"named\":\"secret\"}]".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> json.readRecords(in, All.class, arena)).isInstanceOf(JsonDecodingException.class)
                .hasMessageContainingAll("fine", "BAD", "poor", "worse", "UNKNOWN", "/0/named")
                .hasMessageNotContaining("secret");
    }
}
