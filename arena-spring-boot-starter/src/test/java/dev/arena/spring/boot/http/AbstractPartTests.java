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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Reads parts of multipart bodies into the arena, and writes streams from it. */
@SpringBootTest(classes = PartApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.byte-budget=1MB", "arena.leak-detection=all", "spring.servlet.multipart.max-file-size=10MB"})
abstract class AbstractPartTests extends HttpTests {

    private static String part(String name, String type, String content) {
        return "--xyz\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
                + "\"\r\nContent-Type: " + type + "\r\n\r\n" + content + "\r\n";
    }

    private HttpResponse<byte[]> post(String path, String parts) throws Exception {
        return post(path, parts + "--xyz--\r\n", "Content-Type", "multipart/form-data; boundary=xyz");
    }

    @Test
    void partsShouldBeReadIntoTheArena() throws Exception {
        HttpResponse<byte[]> response = post("/parts", part("bytes", "image/png", "x".repeat(100_000) + "!")
                + part("text", "text/plain;charset=UTF-8", "Zürich")
                + part("items", "application/x-ndjson", "{\"id\":1,\"name\":\"a\"}\n{\"id\":2,\"name\":\"b\"}\n")
                + part("value", "application/json", "{\"a\":5}")
                + part("note", "application/json", "{\"id\":1,\"text\":\"ü\",\"numbers\":[1]}")
                + part("numbers", "application/json", "[1,2,3]"));
        assertThat(text(response)).isEqualTo("100001 33 Zürich 2 5 ü 3");
        awaitNothingLive();
    }

    @Test
    void malformedPartShouldBe400WithItsLocation() throws Exception {
        HttpResponse<byte[]> response = post("/records", part("items", "application/json", "[{\"id\":1},\n{\"id\":"));
        assertThat(response.statusCode()).as(text(response)).isEqualTo(400);
        assertThat(text(response)).contains("\"line\":2");
        awaitNothingLive();
    }

    @Test
    void partThatExceedsTheBudgetShouldBeRefused() throws Exception {
        HttpResponse<byte[]> response = post("/bytes", part("bytes", "image/png", "x".repeat(2 << 20)));
        assertThat(response.statusCode()).as(text(response)).isEqualTo(413);
        assertThat(text(response)).contains("\"scope\":\"arena\"");
        awaitNothingLive();
    }

    @Test
    void missingPartShouldBe400AsWithoutArenas() throws Exception {
        assertThat(post("/bytes", part("other", "image/png", "x")).statusCode()).isEqualTo(400);
        awaitNothingLive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /events  | data:[{"id":1,"name":"n1"}]  | data:[{"id":3,"name":"n3"}]
            /notes   | data:{"id":1,"text":"n1","numbers":[1]} | data:{"id":3,"text":"n3","numbers":[3]}
            /vectors | data:[{"id":1,"name":"n1"}]  | data:[{"id":3,"name":"n3"}]
            """)
    void eventsShouldBeWrittenFromTheArena(String path, String first, String last) throws Exception {
        HttpResponse<byte[]> response = get(path, "Accept", "text/event-stream");
        assertThat(text(response).lines().filter(line -> !line.isEmpty())).hasSize(3).startsWith(first).endsWith(last);
        assertThat(contentType(response)).startsWith("text/event-stream");
        awaitNothingLive();
    }

    @Test
    void vectorsShouldBeElementsOfAnArrayOrLines() throws Exception {
        assertThat(text(get("/vectors", "Accept", "application/json"))).isEqualTo(
                "[[{\"id\":1,\"name\":\"n1\"}],[{\"id\":2,\"name\":\"n2\"}],[{\"id\":3,\"name\":\"n3\"}]]");
        assertThat(text(get("/vectors", "Accept", "application/x-ndjson")).lines().filter(line -> !line.isEmpty()))
                .hasSize(3); // Spring MVC ends a line after each value as well
        awaitNothingLive();
    }
}
