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

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** JSON as body of requests. */
class JsonBodyTests extends AbstractBodyTests {
    private static final String TWO = """
            [{"station":"Zürich","temperature":-3.5,"timestamp":7},
             {"timestamp":8,"unknown":[{}],"station":"東京","temperature":12}]""";

    private HttpResponse<byte[]> postJson(String path, String body) throws IOException, InterruptedException {
        return post(path, body, "Content-Type", "application/json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/json/records", "/json/records-later", "/json/valid-records"})
    void arrayShouldBeReadAsRecords(String path) throws Exception {
        assertThat(text(postJson(path, TWO))).isEqualTo("2 Zürich 東京 85 15");
        assertEnded();
    }

    @Test
    void linesShouldBeReadAsRecords() throws Exception {
        HttpResponse<byte[]> response = post("/json/records", """
                {"station":"A","temperature":1.5,"timestamp":1}
                {"station":"B","temperature":2.5,"timestamp":2}
                """, "Content-Type", "application/x-ndjson");
        assertThat(text(response)).isEqualTo("2 A B 40 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=UTF-8", "application/vnd.readings+json",
            "application/json;charset=UTF-16"})
    void otherNamesAndEncodingsOfJsonShouldBeRead(String type) throws Exception {
        byte[] body = TWO.getBytes(type.endsWith("16") ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        assertThat(text(post("/json/records", body, "Content-Type", type))).isEqualTo("2 Zürich 東京 85 15");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/csv", "application/octet-stream"})
    void otherTypesShouldBe415(String type) throws Exception {
        assertThat(post("/json/records", TWO, "Content-Type", type).statusCode()).isEqualTo(415);
    }

    @Test
    void manyRecordsShouldBeReadWithAndWithoutALength() throws Exception {
        String body = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"station\":\"s" + i + "\",\"temperature\":" + i % 50 + ".5,\"timestamp\":" + i + "}")
                .collect(Collectors.joining(",", "[", "]"));
        String expected = "20000 5000000 199990000";
        assertThat(text(postJson("/json/records", body))).isEqualTo(expected);
        assertThat(text(postChunked("/json/records", body.getBytes(StandardCharsets.UTF_8), "Content-Type",
                "application/json"))).isEqualTo(expected);
        assertEnded();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /json/ints    | [1,-2,3]              | [1, -2, 3]
            /json/longs   | [9007199254740993]    | [9007199254740993]
            /json/doubles | [1.5,1e3]             | [1.5, 1000.0]
            /json/value   | {"b":[1.10,null],"a":"x"} | OBJECT {"b":[1.10,null],"a":"x"}
            /json/record  | {"station":"Köln","temperature":5.5,"timestamp":9} | Reading[station=Köln, temperature=5.5, timestamp=9]
            /json/outer   | {"id":3,"reading":{"station":"K","temperature":0,"timestamp":1}} | Outer[id=3, reading=Reading[station=K, temperature=0.0, timestamp=1]]
            /json/plain   | {"name":"n","numbers":[1,2]} | Plain[name=n, numbers=[1, 2]]
            """)
    void otherTypesShouldBeRead(String path, String body, String expected) throws Exception {
        HttpResponse<byte[]> response = postJson(path, body);
        assertThat(text(response)).isEqualTo(expected);
        assertThat(response.statusCode()).isEqualTo(200);
        awaitNothingLive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /json/records | [{"station":"A","temperature":1,"timestamp":1},\\n  {"temperature":tru}] | 2 | /1/temperature
            /json/records | [{"timestamp":1e400}]    | 1 | /0/timestamp
            /json/records | [{"temperature":"warm"}] | 1 | /0/temperature
            /json/records | [{"temperature":1,"timestamp":1} | 1 | /0
            /json/records | [] []                    | 1 | ''
            /json/records | {}                       | 1 | ''
            /json/ints    | [1,3000000000]           | 1 | /1
            /json/value   | {"a":[1,}                | 1 | /a/1
            /json/record  | {"timestamp":"x"}        | 1 | /timestamp
            """)
    void malformedBodyShouldBe400WithLocationAndReason(String path, String body, int line, String pointer)
            throws Exception {
        JsonNode problem = problem(postJson(path, body.replace("\\n", "\n")), 400);
        assertThat(problem.get("line").asInt()).isEqualTo(line);
        assertThat(problem.get("column").asInt()).isPositive();
        assertThat(problem.get("path").asString()).isEqualTo(pointer.equals("''") ? "" : pointer);
        assertThat(problem.get("detail").asString()).isNotBlank();
        assertThat(problem.get("exceeded")).isNull();
        awaitNothingLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"depth", "array-length", "string-length"})
    void exceededLimitShouldBe413WithLocation(String limit) throws Exception {
        String body = switch (limit) {
            case "depth" -> "[{\"unknown\":" + "[".repeat(30) + "]".repeat(30) + "}]";
            case "array-length" -> "[" + "{\"temperature\":1,\"timestamp\":1},".repeat(20_000) + "{}]";
            default -> "[{\"station\":\"" + "x".repeat(1001) + "\"}]";
        };
        JsonNode problem = problem(postJson("/json/records", body), 413);
        assertThat(problem.get("exceeded").asString()).isEqualTo(limit);
        assertThat(problem.get("line").asInt()).isEqualTo(1);
        assertThat(problem.get("path").asString()).startsWith("/");
        assertThat(problem.get("detail").asString()).containsAnyOf("20", "1000");
        awaitNothingLive();
    }

    @Test
    void budgetExhaustedWithinADocumentShouldBe413WithFigures() throws Exception {
        String body = "[" + "\"" + "x".repeat(999) + "\"";
        byte[] large = (body + (",\"" + "x".repeat(999) + "\"").repeat(9000) + "]").getBytes(StandardCharsets.US_ASCII);
        JsonNode problem = problem(postChunked("/json/value", large, "Content-Type", "application/json"), 413);
        assertThat(problem.get("scope").asString()).isEqualTo("arena");
        assertThat(problem.get("limit").asLong()).isEqualTo(8 << 20);
        awaitNothingLive();
    }

    @Test
    void invalidRecordsShouldBe400WithIndexAndMessage() throws Exception {
        String body = """
                [{"station":"A","temperature":1,"timestamp":1},{"station":" ","temperature":60.5,"timestamp":1},
                 {"station":"C","temperature":99,"timestamp":1}]""";
        JsonNode problem = problem(postJson("/json/valid-records", body), 400);
        assertThat(problem.get("detail").asString()).isEqualTo("The body has invalid records.");
        assertThat(problem.get("errors")).hasToString("""
                [{"index":1,"path":"/1/station","message":"must not be blank"},\
                {"index":1,"path":"/1/temperature","message":"must be less than or equal to 60.0"},\
                {"index":2,"path":"/2/temperature","message":"must be less than or equal to 60.0"}]""");
        assertThat(postJson("/json/records", body).statusCode()).isEqualTo(200);
        awaitNothingLive();
    }

    @Test
    void onlyTheRequestedGroupsShouldBeChecked() throws Exception {
        assertThat(postJson("/json/strict-records", "[{\"temperature\":99,\"timestamp\":1}]").statusCode())
                .isEqualTo(200);
        JsonNode problem = problem(postJson("/json/strict-records", "[{\"temperature\":1,\"timestamp\":11}]"), 400);
        assertThat(problem.get("errors").get(0).get("path").asString()).isEqualTo("/0/timestamp");
    }

    @Test
    void violationsShouldStopAtAHundred() throws Exception {
        JsonNode problem = problem(postJson("/json/valid-records",
                "[" + "{\"temperature\":1,\"timestamp\":1},".repeat(150) + "{\"temperature\":1,\"timestamp\":1}]"),
                400);
        assertThat(problem.get("errors")).hasSize(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/json/echo-records", "/json/echo-later", "/json/echo-slice"})
    void recordsShouldBeWrittenAsAnArray(String path) throws Exception {
        HttpResponse<byte[]> response = postJson(path, TWO);
        assertThat(text(response)).isEqualTo("""
                [{"station":"Zürich","temperature":-3.5,"timestamp":7},\
                {"station":"東京","temperature":12.0,"timestamp":8}]""");
        assertThat(contentType(response)).isEqualTo("application/json");
        awaitNothingLive();
    }

    @Test
    void recordsShouldBeWrittenAsLinesIfThatIsAccepted() throws Exception {
        HttpResponse<byte[]> response = post("/json/echo-records", TWO, "Content-Type", "application/json", "Accept",
                "application/x-ndjson");
        assertThat(text(response).strip()).isEqualTo("""
                {"station":"Zürich","temperature":-3.5,"timestamp":7}
                {"station":"東京","temperature":12.0,"timestamp":8}""");
        assertThat(contentType(response)).isEqualTo("application/x-ndjson");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            /json/echo-ints    | [1,-2,3]
            /json/echo-doubles | [1.5,-2.25]
            /json/echo-value   | {"b":[1.10,null,{"ü":"\\n"}],"a":true}
            /json/echo-record  | {"station":"Köln","temperature":5.5,"timestamp":9}
            """)
    void otherTypesShouldBeWritten(String path, String body) throws Exception {
        HttpResponse<byte[]> response = postJson(path, body);
        assertThat(text(response)).isEqualTo(body);
        assertThat(contentType(response)).isEqualTo("application/json");
        awaitNothingLive();
    }

    @Test
    void recordsShouldBeWrittenInsideOfOrdinaryObjects() throws Exception {
        assertThat(text(postJson("/json/wrapped", "[{\"station\":\"A\",\"temperature\":1.5,\"timestamp\":0}]")))
                .isEqualTo("{\"readings\":[{\"station\":\"A\",\"temperature\":1.5,\"timestamp\":0}]}");
    }

    @Test
    void otherAcceptedTypesShouldBe406() throws Exception {
        assertThat(
                post("/json/echo-records", TWO, "Content-Type", "application/json", "Accept", "text/csv").statusCode())
                .isEqualTo(406);
        assertThat(post("/json/echo-value", "{}", "Content-Type", "application/json", "Accept", "application/x-ndjson")
                .statusCode()).isEqualTo(406);
    }

    @Test
    void staleRecordsShouldBe500() throws Exception {
        HttpResponse<byte[]> response = postJson("/json/stale", TWO);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).doesNotContain("station");
        awaitNothingLive();
    }

    @Test
    void requestWithoutArenaShouldBe500() throws Exception {
        assertThat(postJson("/excluded/records", TWO).statusCode()).isEqualTo(500);
    }
}
