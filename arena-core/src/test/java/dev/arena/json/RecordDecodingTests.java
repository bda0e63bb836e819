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

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that records contain the values of their document. */
class RecordDecodingTests {
    private static final JsonMapper LENIENT = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

    private final Arena arena = Arena.create();
    private final ArenaJson json = ArenaJson.of(Mappers.LENIENT);

    record Point(int x, int y) {}

    enum Colour {
        RED, @JsonProperty("dark-green")
        @JsonAlias("forest")
        GREEN
    }

    record Everything(boolean flag, byte tiny, short small, char letter, int number, long big, float single,
            double real,
            @Nullable Colour colour, @Nullable String string, @Nullable Utf8String utf8, @Nullable Point point,
            @Nullable Integer boxed, @Nullable Boolean maybe) {}

    record Named(@JsonProperty("first name") @Nullable String first,
            @JsonAlias({"surname", "family"}) @Nullable String last,
            @JsonIgnore int secret, @JsonProperty(access = JsonProperty.Access.READ_ONLY) int id) {}

    record Required(@JsonProperty(required = true) @Nullable Integer number,
            @JsonProperty(defaultValue = "1") @Nullable Integer other) {}

    @AfterEach
    void close() {
        arena.close();
    }

    private static JsonInput in(String document) {
        return JsonInput.of(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyKindOfComponentIsRead() {
        Everything all = json.readRecord(in("""
                {"flag":true,"tiny":-128,"small":32767,"letter":"ß","number":-2147483648,"big":9223372036854775807,
                "single":1.5,"real":1e-3,"colour":"dark-green","string":"a\\n\\u00e9\\ud83d\\ude00","utf8":"zwölf",
                "point":{"y":2,"x":1},"boxed":7,"maybe":false}"""), Everything.class, arena);
        assertThat((Object) all.utf8()).isEqualTo(Utf8String.copyOf(arena, "zwölf"));
        assertThat(all.string()).isEqualTo("a\né😀");
        assertThat(all.toString()).isEqualTo("Everything[flag=true, tiny=-128, small=32767, letter=ß, "
                + "number=-2147483648, big=9223372036854775807, single=1.5, real=0.001, colour=GREEN, "
                + "string=a\né😀, utf8=zwölf, point=Point[x=1, y=2], boxed=7, maybe=false]");
    }

    @Test
    void absentComponentsAreZeroOrNull() {
        Everything none = json.readRecord(in("{}"), Everything.class, arena);
        assertThat(none)
                .isEqualTo(new Everything(false, (byte) 0, (short) 0, '\0', 0, 0, 0, 0, null, null, null, null, null,
                        null));
    }

    @Test
    void nullIsReadForNullableComponents() {
        Everything nulls = json.readRecord(in("""
                {"colour":null,"string":null,"utf8":null,"point":null,"boxed":null,"maybe":null}"""), Everything.class,
                arena);
        assertThat(nulls)
                .isEqualTo(new Everything(false, (byte) 0, (short) 0, '\0', 0, 0, 0, 0, null, null, null, null, null,
                        null));
    }

    @Test
    void nullForAPrimitiveIsRejectedUnlessTheMapperReadsItAsZero() {
        for (String document : List.of("{\"x\":null,\"y\":3}", "{\"y\":3}")) {
            assertThatThrownBy(() -> ArenaJson.create().readRecord(in(document), Point.class, arena))
                    .isInstanceOf(JsonDecodingException.class).hasMessageContaining("x");
            assertThat(json.readRecord(in(document), Point.class, arena)).isEqualTo(new Point(0, 3));
        }
    }

    @Test
    void namesFollowTheAnnotations() {
        assertThat(json.readRecord(in("{\"first name\":\"Ada\",\"family\":\"L\"}"), Named.class, arena))
                .isEqualTo(new Named("Ada", "L", 0, 0));
        assertThat(json.readRecord(in("{\"first\":\"Ada\",\"last\":\"L\"}"), Named.class, arena))
                .isEqualTo(new Named(null, "L", 0, 0));
        assertThat(json.readRecord(in("{\"f\\u0069rst name\":\"Ada\"}"), Named.class, arena))
                .isEqualTo(new Named("Ada", null, 0, 0));
    }

    @Test
    void unreadablePropertiesAreNotRead() {
        assertThat(json.readRecord(in("{\"secret\":1,\"id\":2}"), Named.class, arena))
                .isEqualTo(new Named(null, null, 0, 0));
    }

    @Test
    void requiredMembersMustBePresent() {
        assertThatThrownBy(() -> json.readRecord(in("{}"), Required.class, arena))
                .isInstanceOf(JsonDecodingException.class).hasMessageContaining("There is no value for number");
        assertThat(json.readRecord(in("{\"number\":null}"), Required.class, arena)).isEqualTo(new Required(null, null));
    }

    record TwoOfAName(int a, @JsonProperty("a") int b) {}

    @Test
    void invalidAnnotationsAreRejectedAtOnce() {
        assertThatThrownBy(() -> json.readRecord(in("{}"), TwoOfAName.class, arena))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll("TwoOfAName", "a");
    }

    @Test
    void unknownMembersAreSkippedOrRejected() {
        String document = "{\"x\":1,\"z\":{\"a\":[1,{\"b\":\"c\"}],\"x\":9},\"y\":2,\"\":\"\"}";
        assertThat(json.readRecord(in(document), Point.class, arena)).isEqualTo(new Point(1, 2));
        ArenaJson strict = ArenaJson.builder().failOnUnknownFields(true).build();
        assertThatThrownBy(() -> strict.readRecord(in(document), Point.class, arena))
                .isInstanceOf(JsonDecodingException.class).hasMessageContainingAll("Point", "/z");
    }

    @Test
    void depthOfSkippedValuesUsesNoStack() {
        int depth = 200_000;
        ArenaJson deep = ArenaJson.builder().mapper(Mappers.LENIENT).limits(JsonLimits.DEFAULTS.withMaxDepth(depth))
                .build();
        String skipped = "[{\"a\":".repeat(depth / 2 - 1) + "[1,\"b\"]" + "}]".repeat(depth / 2 - 1);
        assertThat(deep.readRecord(in("{\"x\":1,\"z\":" + skipped + ",\"y\":2}"), Point.class, arena))
                .isEqualTo(new Point(1, 2));
        assertThatThrownBy(() -> deep.readRecord(in("{\"z\":[" + skipped + "]}"), Point.class, arena))
                .isInstanceOfSatisfying(JsonDecodingException.class,
                        e -> assertThat(e.limit()).isEqualTo(JsonLimit.DEPTH));
    }

    @Test
    void skippedValuesAreCounted() {
        ArenaJson strict = ArenaJson.builder().mapper(Mappers.LENIENT).limits(new JsonLimits(10, 3, 3, 5, 12)).build();
        assertThat(strict.readRecord(in("{\"x\":1,\"z\":[1,[2,3],{\"a\":4,\"b\":{\"c\":\"12345\"}}]}"),
                Point.class, arena)).isEqualTo(new Point(1, 0));
        for (var each : Map.of("[1,2,3,4]", JsonLimit.ARRAY_LENGTH, "[[],[1,2,3,4]]", JsonLimit.ARRAY_LENGTH,
                "[{},{\"a\":1,\"b\":2,\"c\":3,\"d\":4}]", JsonLimit.OBJECT_LENGTH, "{\"a\":[\"123456\"]}",
                JsonLimit.STRING_LENGTH, "\"123456\"", JsonLimit.STRING_LENGTH, "[[1,2,3],[1,2,3],[1,2,3]]",
                JsonLimit.VALUES).entrySet()) {
            assertThatThrownBy(() -> strict.readRecord(in("{\"z\":" + each.getKey() + "}"), Point.class, arena))
                    .as(each.getKey()).isInstanceOfSatisfying(JsonDecodingException.class,
                            e -> assertThat(e.limit()).isEqualTo(each.getValue()));
        }
    }

    @Test
    void lastOfTwoMembersAppliesUnlessTheMapperRejectsDuplicates() {
        String document = "{\"string\":\"a\",\"point\":{\"x\":1,\"y\":2},\"point\":{\"y\":3},\"string\":\"b\"}";
        Everything last = json.readRecord(in(document), Everything.class, arena);
        assertThat(last.point()).isEqualTo(new Point(0, 3));
        assertThat(last.string()).isEqualTo("b");
        assertThat(json.readRecord(in("{\"x\":1,\"x\":0}"), Point.class, arena)).isEqualTo(new Point(0, 0));
        ArenaJson strict = ArenaJson.of(
                Mappers.LENIENT.rebuild().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build());
        assertThatThrownBy(() -> strict.readRecord(in(document), Everything.class, arena))
                .isInstanceOf(JsonDecodingException.class).hasMessageContaining("/point");
    }

    @Test
    void recordsMayHaveMoreThan64Components() {
        String document = "{\"c63\":1,\"c64\":2,\"c0\":3,\"c65\":4}";
        assertThat(json.readRecord(in(document), Wide.class, arena).sum()).isEqualTo(10);
        assertThat(json.readRecord(in("{\"c64\":2,\"c64\":1}"), Wide.class, arena).sum()).isEqualTo(1);
    }

    record Wide(int c0, int c1, int c2, int c3, int c4, int c5, int c6, int c7, int c8, int c9, int c10, int c11,
            int c12,
            int c13, int c14, int c15, int c16, int c17, int c18, int c19, int c20, int c21, int c22, int c23, int c24,
            int c25, int c26, int c27, int c28, int c29, int c30, int c31, int c32, int c33, int c34, int c35, int c36,
            int c37, int c38, int c39, int c40, int c41, int c42, int c43, int c44, int c45, int c46, int c47, int c48,
            int c49, int c50, int c51, int c52, int c53, int c54, int c55, int c56, int c57, int c58, int c59, int c60,
            int c61, int c62, int c63, int c64, int c65) {

        int sum() {
            return c0 + c63 + c64 + c65;
        }
    }

    @Test
    void arrayIsReadAsVector() {
        RecordVec<Point> points = json.readRecords(in(" [ {\"x\":1,\"y\":2} , {\"y\":4,\"x\":3} ] "), Point.class,
                arena);
        assertThat(points).containsExactly(new Point(1, 2), new Point(3, 4));
        assertThat(json.readRecords(in("[]"), Point.class, arena)).isEmpty();
    }

    @Test
    void linesAreReadAsVector() {
        RecordVec<Point> points = json.readRecordLines(in("{\"x\":1,\"y\":2}\n{\"x\":3}\r\n\n{\"y\":4}"), Point.class,
                arena);
        assertThat(points).containsExactly(new Point(1, 2), new Point(3, 0), new Point(0, 4));
        assertThat(json.readRecordLines(in(" \n"), Point.class, arena)).isEmpty();
    }

    @Test
    void nestedRecordsTrackTheirOwnMembers() {
        record Segment(Point from, @Nullable Point to, @Nullable Point via) {}
        assertThat(json.readRecord(in("{\"from\":{\"x\":1},\"to\":{\"x\":2,\"y\":3}}"), Segment.class, arena))
                .isEqualTo(new Segment(new Point(1, 0), new Point(2, 3), null));
        assertThat(json.readRecords(in("[{\"from\":{\"x\":1}},{\"from\":{\"x\":2}}]"), Segment.class, arena))
                .containsExactly(new Segment(new Point(1, 0), null, null), new Segment(new Point(2, 0), null, null));
    }

    record Sample(@Nullable String name, double value, long time, @Nullable String unit) {}

    /** Blocks end within rows. The reader moves the rest of a block to its beginning. */
    @ParameterizedTest
    @ValueSource(ints = {1, 100, 150, 200, 250, 1_000, 5_000})
    void streamsAreReadAsByDatabindWithAnyMembersMissing(int count) {
        List<Sample> all = new ArrayList<>();
        var random = new Random(count);
        var json = new StringBuilder();
        for (String shape : List.of("{'value':1,'time':1}", "{'name':'abc','value':2.5,'time':%d}",
                "{'unit':'C','time':%d,'value':3,'name':'n'}", "{'name':'x','value':1,'time':%d,'unit':'unit%<d'}",
                "mixed")) {
            json.setLength(0);
            for (int i = 0; i < count; i++) {
                String row = shape.equals("mixed")
                        ? List.of("{'value':%d}", "{'name':'%d','value':1,'time':2,'unit':'K'}", "{ 'time' : %d }")
                                .get(random.nextInt(3))
                        : shape;
                json.append(i == 0 ? '[' : ',').append(String.format(Locale.ROOT, row, i).replace('\'', '"'));
            }
            byte[] document = json.append(']').toString().getBytes(StandardCharsets.UTF_8);
            all.clear();
            all.addAll(List.of(LENIENT.readValue(document, Sample[].class)));
            for (String kind : List.of("array", "lines")) {
                byte[] bytes = kind.equals("array")
                        ? document
                        : new String(document, 1, document.length - 2, StandardCharsets.UTF_8).replace("},{", "}\n{")
                                .getBytes(StandardCharsets.UTF_8);
                JsonInput input = JsonInput.of(new ByteArrayInputStream(bytes));
                ArenaJson lenient = ArenaJson.of(LENIENT);
                RecordVec<Sample> rows = kind.equals("array")
                        ? lenient.readRecords(input, Sample.class, arena)
                        : lenient.readRecordLines(input, Sample.class, arena);
                assertThat(rows).as("%s of %s", kind, shape).containsExactlyElementsOf(all);
            }
        }
    }
}
