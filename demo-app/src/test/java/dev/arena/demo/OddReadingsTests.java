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

package dev.arena.demo;

import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that both engines accept and reject the same unusual input. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class OddReadingsTests {
    static final List<String> ARRAYS = List.of("[]", "[null]", "[1]", "[[]]", "null", "{}", "", "[", "[] []",
            "\"x\"",
            "[{\"station\":\"a\",\"temperature\":1,\"timestamp\":2}] x",
            "{\"station\":\"a\",\"temperature\":1,\"timestamp\":2}");

    static final List<String> ELEMENTS = List.of(
            "{\"station\":\"a\",\"temperature\":null,\"timestamp\":2}",
            "{\"station\":\"a\",\"temperature\":\"\",\"timestamp\":2}",
            "{\"temperature\":1,\"timestamp\":2}",
            "{\"Station\":\"a\",\"temperature\":1,\"timestamp\":2}",
            "{\"station\":null,\"temperature\":1,\"timestamp\":2}",
            "{\"station\":\"a\",\"temperature\":\"NaN\",\"timestamp\":2}",
            "{\"station\":\"a\",\"temperature\":1,\"timestamp\":9223372036854775808}",
            "{\"station\":\"a\",\"temperature\":true,\"timestamp\":2}",
            "{\"station\":[\"a\"],\"temperature\":1,\"timestamp\":2}",
            "{\"station\":{},\"temperature\":1,\"timestamp\":2}",
            "{\"station\":\"a\",\"temperature\":1,\"timestamp\":2,\"other\":{\"x\":[1]}}",
            "{\"station\":\"\\ud83d\\ude00\",\"temperature\":1,\"timestamp\":2}",
            "{'station':'a','temperature':1,'timestamp':2}",
            "{\"station\":\"a\",\"temperature\":01,\"timestamp\":2}",
            "{\"station\":\"a\",\"temperature\":.5,\"timestamp\":2}",
            "{\"station\":\"a\",\"temperature\":1,\"timestamp\":2,}");

    /** Values that a mapper coerces or completes. */
    static final List<String> COERCED = List.of(
            "{}",
            "{\"station\":\"a\",\"timestamp\":2}",
            "{\"station\":\"a\",\"temperature\":1}",
            "{\"station\":\"a\",\"temperature\":\"1.5\",\"timestamp\":\"2\"}",
            "{\"station\":\"a\",\"temperature\":1,\"timestamp\":2.0}",
            "{\"station\":\"a\",\"temperature\":1,\"timestamp\":2.5}",
            "{\"station\":\"a\",\"temperature\":1,\"timestamp\":1e2}",
            "{\"station\":\"a\",\"temperature\":1e400,\"timestamp\":2}",
            "{\"station\":5,\"temperature\":1,\"timestamp\":2}",
            "{\"station\":true,\"temperature\":1,\"timestamp\":2}",
            "{\"station\":\"a\",\"station\":\"b\",\"temperature\":1,\"timestamp\":2}",
            "{\"station\":\"a\",\"temperature\":1,\"temperature\":2,\"timestamp\":2}");

    private final DemoClient client;

    @Autowired
    OddReadingsTests(Environment environment) {
        this.client = new DemoClient(environment.getRequiredProperty("local.server.port", int.class));
    }

    @AfterEach
    void forget() {
        assertThat(client.delete("/api/readings").statusCode()).isEqualTo(204);
    }

    @ParameterizedTest
    @FieldSource("ARRAYS")
    void enginesAgreeOnArrays(String body) {
        compare("/api/readings", "application/json", body);
        compare("/api/readings/summary", "application/json", body);
    }

    @ParameterizedTest
    @FieldSource("ELEMENTS")
    void enginesAgreeOnElements(String element) {
        compare("/api/readings", "application/json", "[" + element + "]");
        compare("/api/readings/summary", "application/json", "[" + element + "]");
        compare("/api/readings", "application/x-ndjson", element + "\n");
    }

    @ParameterizedTest
    @FieldSource("COERCED")
    void enginesAgreeOnCoercedValues(String element) {
        enginesAgreeOnElements(element);
    }

    private void compare(String path, String type, String body) {
        HttpResponse<String> arena = client.post(path + "?engine=arena", type, body);
        String stored = client.get("/api/readings.json").body();
        forget();
        HttpResponse<String> heap = client.post(path + "?engine=heap", type, body);
        assertThat(arena.statusCode()).as("%s: %s, and %s", path, arena.body(), heap.body())
                .isEqualTo(heap.statusCode());
        assertThat(arena.statusCode()).isIn(200, 400);
        if (heap.statusCode() == 200) {
            assertThat(arena.body()).isEqualTo(heap.body());
        }
        assertThat(stored).isEqualTo(client.get("/api/readings.json").body());
        forget();
    }
}
