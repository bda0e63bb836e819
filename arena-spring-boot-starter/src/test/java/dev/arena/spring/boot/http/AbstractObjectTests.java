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
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Any object can have parts of arena types, and has the same meaning as without them. */
@SpringBootTest(classes = ObjectApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.jackson.property-naming-strategy=SNAKE_CASE", "arena.json.max-array-length=1000",
        "arena.byte-budget=1MB",
        "spring.http.codecs.max-in-memory-size=16MB"})
abstract class AbstractObjectTests extends HttpTests {
    private static final String JSON = "application/json";

    /** Returns the response for arena types, which must be the same as for JDK types. */
    private HttpResponse<byte[]> same(String path, byte[] body, String... headers) throws Exception {
        HttpResponse<byte[]> arena = post("/arena/" + path, body, headers);
        HttpResponse<byte[]> heap = post("/heap/" + path, body, headers);
        assertThat(arena.statusCode()).as("%s %s", text(arena), text(heap)).isEqualTo(heap.statusCode());
        if (heap.statusCode() == 200) {
            assertThat(text(arena)).isEqualTo(text(heap));
            assertThat(contentType(arena)).isEqualTo(contentType(heap));
        }
        awaitNothingLive();
        return arena;
    }

    private HttpResponse<byte[]> same(String path, String body) throws Exception {
        return same(path, body.getBytes(StandardCharsets.UTF_8), "Content-Type", JSON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"customer_name\":\"Zoë \\\"x\\\"\\n\"}",
            "{\"items\":[{\"item_name\":\"a\",\"count\":1}]}",
            "{\"items\":[],\"tags\":[],\"ids\":[],\"by_name\":{},\"counts\":{},\"ints\":[],\"customer_name\":\"\"}",
            "{\"ints\":[1,\"2\",3.0],\"longs\":[9007199254740993],\"doubles\":[1.5,\"2.5\",\"NaN\",1e10]}",
            "{\"bytes\":\"AQID\"}", "{\"tags\":[\"a\",\"ü\",\"a\"],\"ids\":[1,3,1]}",
            "{\"by_name\":{\"x\":{\"item_name\":\"a\",\"count\":1}},\"counts\":{\"a\":1,\"b\":-2}}",
            "{\"price\":1.10,\"date\":\"2026-11-29\",\"notes\":[\"a\",\"b\"],\"attributes\":{\"k\":\"v\"}}",
            "{\"anything\":{\"x\":[1,2.5]},\"parent\":{\"customer_name\":\"p\",\"items\":[{\"item_name\":\"q\",\"count\":2}]}}",
            "{\"customer_name\":5}", "{\"customer_name\":true}",
            "{\"customer_name\":null,\"items\":null,\"ints\":null}"})
    void objectShouldBeReadAndWrittenAsWithoutArenaTypes(String body) throws Exception {
        assertThat(same("order", body).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"customer_name\":[]}", "{\"items\":[{\"count\":\"x\"}]}", "{\"items\":{}}",
            "{\"ints\":[1,\"x\"]}", "{\"ints\":[3000000000]}", "{\"ints\":5}", "{\"bytes\":\"?\"}",
            "{\"counts\":{\"a\":\"x\"}}",
            "{\"customer_name\":\"\\ud800\"", "{\"date\":\"x\"}"})
    void malformedObjectShouldBe400(String body) throws Exception {
        assertThat(same("order", body).statusCode()).isEqualTo(400);
    }

    /** A header that results in 406 or 415 with Spring must not result in 500. */
    @ParameterizedTest
    @CsvSource({"application/json, foo", "application/json, 'application/json;q=x'", "foo, application/json",
            "application/json;charset=nope, */*", "'', */*", "application/json, 'text/event-stream, foo'"})
    void invalidMediaTypeShouldHaveTheResponseOfSpring(String contentType, String accept) throws Exception {
        byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
        assertThat(same("order", body, "Content-Type", contentType, "Accept", accept).statusCode()).isLessThan(500);
    }

    @Test
    void responseShouldContainTheLocationInThePart() throws Exception {
        HttpResponse<byte[]> response = post("/arena/order", "{\"items\":[{\"count\":1},\n{\"count\":\"x\"}]}",
                "Content-Type", JSON);
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(400);
        assertThat(problem.get("path").asString()).isEqualTo("/items/1/count");
        assertThat(problem.get("line").asInt()).isEqualTo(2);
    }

    @Test
    void partOverTheBudgetShouldBe413WithFigures() throws Exception {
        String body = "{\"customer_name\":\"" + "x".repeat(3_000_000) + "\"}";
        HttpResponse<byte[]> response = post("/arena/order", body, "Content-Type", JSON);
        JsonNode problem = JsonMapper.shared().readTree(response.body());
        assertThat(problem.get("status").asInt()).isEqualTo(413);
        assertThat(problem.get("scope").asString()).isEqualTo("arena");
        assertThat(problem.get("limit").asLong()).isEqualTo(1 << 20);
        awaitNothingLive();
    }

    @Test
    void limitInThePartShouldBe413() throws Exception {
        String body = "{\"ints\":[" + "1,".repeat(1000) + "1]}";
        HttpResponse<byte[]> response = post("/arena/order", body, "Content-Type", JSON);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(JsonMapper.shared().readTree(response.body()).get("exceeded").asString()).isEqualTo("array-length");
        awaitNothingLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"name\":\"ü\",\"price\":1.10,\"date\":\"2026-11-29\",\"tags\":[\"a\"],"
            + "\"data\":{\"item_name\":\"i\",\"count\":3},\"next\":{\"name\":\"n\"}}", "{\"price\":\"x\"}",
            "{\"data\":[]}",
            "{\"name\":", "{\"date\":20}", "null"})
    void recordShouldBeReadAndWrittenAsWithoutArenaTypes(String body) throws Exception {
        same("mixed", body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            ranges | [{"from":1,"to":2},{"from":2,"to":1}] | 400
            ranges | [{"from":1,"to":2}]                   | 200
            named  | {"name":"n","from":2,"to":1}          | 400
            named  | {"name":"n","from":1,"to":2}          | 200
            """)
    void valuesThatAConstructorRejectsShouldBe400(String path, String body, int status) throws Exception {
        HttpResponse<byte[]> response = same(path, body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(text(response)).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"value\":{\"a\":[1,true,\"x\",{}]}}", "{\"value\":12345678901234567890}",
            "{\"value\":[1.5,-0.25]}", "{\"value\":\"x\"}", "{}"})
    void valueOfAnyKindShouldBeReadAndWritten(String body) throws Exception {
        assertThat(same("holder", body).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[{\"item_name\":\"a\",\"count\":1}]",
            "[{\"item_name\":\"a\"}]", "[{\"count\":\"5\"}]", "[{\"count\":5.0}]",
            "[{\"count\":null}]", "[{\"itemName\":\"a\",\"count\":1}]", "null", "[", "{}", "[1]"})
    void recordsShouldHaveTheMeaningOfAList(String body) throws Exception {
        same("items", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1,\"2\",3.0]", "[1.5]", "[null]", "[\"x\"]", "[[]]", "null", "5", "[]"})
    void integersShouldHaveTheMeaningOfAnArray(String body) throws Exception {
        same("ints", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", " null "})
    void nullShouldBeAMissingBody(String body) throws Exception {
        same("optional", body);
        same("items", body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "windows-1252", "UTF-16", "US-ASCII", "UTF-8"})
    void charsetOfTheContentTypeShouldApply(String charset) throws Exception {
        String body = charset.equals("US-ASCII")
                ? "[{\"item_name\":\"a\",\"count\":1}]"
                : "[{\"item_name\":\"ü\",\"count\":1}]";
        HttpResponse<byte[]> response = post("/arena/items", body.getBytes(Charset.forName(charset)), "Content-Type",
                JSON + ";charset=" + charset);
        assertThat(text(response)).isEqualTo(body);
        awaitNothingLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"count\":1},{\"count\":1}]", "[{\"count\":1},{\"count\":1},{\"count\":1}]"})
    void constraintsOnTheSizeShouldBeChecked(String body) throws Exception {
        same("sized", body);
    }
}
