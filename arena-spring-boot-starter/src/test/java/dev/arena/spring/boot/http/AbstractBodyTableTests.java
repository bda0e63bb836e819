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

package dev.arena.spring.boot.http;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Sends and receives each type of {@link BodyType} over HTTP. */
@SpringBootTest(classes = TableApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class AbstractBodyTableTests extends HttpTests {
    private static final String ITEMS = "{\"name\":\"ü\",\"count\":1},{\"name\":\"b\",\"count\":-2}";

    /** Returns the document of a type, as JSON or as plain bytes. */
    static String document(BodyType type) {
        return switch (type) {
            case SEGMENT, BYTES, TEXT -> "a\nü\"";
            case VALUE -> "{\"b\":[1.10,null,{\"ü\":\"\\n\"}],\"a\":true}";
            case RECORDS, SLICE, RECORD_SET -> "[" + ITEMS + "]";
            case BOOLEANS -> "[true,false]";
            case SHORTS -> "[1,-2,32767]";
            case INTS -> "[1,-2,2147483647]";
            case FLOATS -> "[1.5,-2.25,1.0E10]";
            case STRINGS -> "[\"ü\",\"\",null,\"b\",\"b\"]";
            case LONGS, LONG_SET -> "[1,-2,9007199254740993]";
            case DOUBLES -> "[1.5,-2.25,1.0E10]";
            case STRING_SET -> "[\"ü\",\"\",\"b\"]";
            case RECORD_MAP -> "[{\"key\":{\"street\":\"s\",\"number\":1},\"value\":{\"name\":\"a\",\"count\":1}}]";
            case STRING_MAP -> "{\"x\":{\"name\":\"a\",\"count\":1},\"ü\":{\"name\":\"b\",\"count\":2}}";
            case STRING_LONG_MAP -> "{\"x\":1,\"ü\":-9007199254740993}";
            case LONG_MAP -> "{\"7\":{\"name\":\"a\",\"count\":1},\"-1\":{\"name\":\"b\",\"count\":2}}";
        };
    }

    /** Returns the elements of the document, one in each line. */
    private static String lines(BodyType type) {
        String document = document(type);
        String elements = document.substring(1, document.length() - 1);
        return (type == BodyType.STRING_SET || elements.charAt(0) != '{'
                ? elements.replace(',', '\n')
                : elements.replace("},{", "}\n{")) + "\n";
    }

    static Stream<BodyType> typesOfJson() {
        return Arrays.stream(BodyType.values()).filter(BodyType::isJson);
    }

    static Stream<BodyType> typesWithLines() {
        return Arrays.stream(BodyType.values()).filter(BodyType::hasLines);
    }

    static Stream<BodyType> typesOfBytes() {
        return Arrays.stream(BodyType.values()).filter(it -> !it.isJson());
    }

    @ParameterizedTest
    @MethodSource("typesOfJson")
    void documentShouldBeReadAndWritten(BodyType type) throws Exception {
        for (String kind : List.of("", "/entity", "/any", "/mono")) {
            HttpResponse<byte[]> response = post("/" + type + kind, document(type), "Content-Type", "application/json");
            assertThat(text(response)).as(kind).isEqualTo(document(type));
            assertThat(contentType(response)).as(kind).isEqualTo("application/json");
            assertThat(response.headers().firstValue("X-Entity").isPresent()).isEqualTo(kind.equals("/entity"));
        }
        awaitNothingLive();
    }

    @ParameterizedTest
    @MethodSource("typesWithLines")
    void linesShouldBeReadAndWritten(BodyType type) throws Exception {
        for (String lines : List.of("application/x-ndjson", "application/jsonl")) {
            for (String kind : List.of("", "/entity", "/any")) {
                HttpResponse<byte[]> response = post("/" + type + kind, lines(type), "Content-Type", lines, "Accept",
                        lines);
                assertThat(text(response)).as(kind).isEqualTo(lines(type));
                assertThat(contentType(response)).as(kind).isEqualTo(lines);
            }
        }
        awaitNothingLive();
    }

    @ParameterizedTest
    @MethodSource("typesOfBytes")
    void bytesShouldBeReadAndWritten(BodyType type) throws Exception {
        byte[] body = document(type).getBytes(StandardCharsets.UTF_8);
        for (String kind : List.of("", "/entity", "/any", "/mono")) {
            for (String content : List.of("application/octet-stream", "application/json", "text/csv")) {
                HttpResponse<byte[]> response = post("/" + type + kind, body, "Content-Type", content, "Accept",
                        content);
                assertThat(response.body()).as(kind).isEqualTo(body);
                assertThat(contentType(response)).as(kind).startsWith(content);
                assertThat(response.headers().firstValueAsLong("Content-Length")).as(kind).hasValue(body.length);
            }
        }
        awaitNothingLive();
    }

    @ParameterizedTest
    @EnumSource(BodyType.class)
    void typeShouldHaveOneEntry(BodyType type) {
        assertThat(BodyTypes.of(type.type())).isEqualTo(type);
    }

    @Test
    void recordWithArenaTypesShouldBeReadAndWritten() throws Exception {
        String note = "{\"id\":1,\"text\":\"ü\",\"numbers\":[1,2]}";
        for (String kind : List.of("", "/entity", "/any", "/mono")) {
            HttpResponse<byte[]> response = post("/NOTE" + kind, note, "Content-Type", "application/json");
            assertThat(text(response)).isEqualTo(note);
            assertThat(contentType(response)).isEqualTo("application/json");
        }
        awaitNothingLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "application/x-ndjson"})
    void severalRecordsShouldBeWritten(String type) throws Exception {
        String body = text(get("/notes", "Accept", type)).strip();
        assertThat(body.lines().count()).isEqualTo(type.endsWith("ndjson") ? 3 : 1);
        assertThat(body).contains("{\"id\":1,\"text\":\"n1\",\"numbers\":[1]}",
                "{\"id\":3,\"text\":\"n3\",\"numbers\":[3]}");
        awaitNothingLive();
    }

    @Test
    void absentTextShouldHaveTheResponseOfAnAbsentString() throws Exception {
        HttpResponse<byte[]> text = get("/no-text");
        HttpResponse<byte[]> string = get("/no-string");
        assertThat(text.statusCode()).isEqualTo(string.statusCode());
        assertThat(text.headers().allValues("Content-Type")).isEqualTo(string.headers().allValues("Content-Type"));
        assertThat(text.headers().allValues("Content-Length")).isEqualTo(string.headers().allValues("Content-Length"));
    }
}
