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
import java.util.List;

import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls of other services in the requests of {@link ClientApplication}, with each client of its web stack. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SpringBootTest(classes = ClientApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.byte-budget=4MB", "arena.leak-detection=all", "spring.mvc.problemdetails.enabled=true",
        "spring.webflux.problemdetails.enabled=true"})
abstract class AbstractClientTests extends HttpTests {

    /** Returns the clients, which are the first parts of the paths of handlers. */
    abstract List<String> clients();

    private HttpResponse<byte[]> call(String path) throws Exception {
        return get(path, "X-Port", Integer.toString(port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"through", "exchange"})
    void responsesShouldBeReadIntoTheArenaOfTheRequest(String handler) throws Exception {
        for (String client : clients()) {
            HttpResponse<byte[]> response = call("/" + client + "/" + handler + "/good");
            assertThat(text(response)).isEqualTo("[{\"id\":1,\"name\":\"a\"},{\"id\":2,\"name\":\"Zürich\"}]");
            assertThat(response.statusCode()).isEqualTo(200);
        }
        awaitNothingLive();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void responsesShouldBeOfAnyType(String client) throws Exception {
        assertThat(text(call("/" + client + "/forms")))
                .isEqualTo("2 Zürich 47[ Item[id=7, name=x] Item[id=7, name=x]");
        awaitNothingLive();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void requestsShouldBeWrittenFromTheArena(String client) throws Exception {
        HttpResponse<byte[]> response = post("/" + client + "/sent", "[{\"id\":7,\"name\":\"x\"}]", "X-Port",
                Integer.toString(port), "Content-Type", "application/json");
        assertThat(text(response)).isEqualTo("1 records, the first is 7; 1 records, the first is 7");
        String box = "{\"label\":\"l\",\"items\":[{\"id\":7,\"name\":\"x\"}]}";
        assertThat(text(post("/" + client + "/sent-box", box, "X-Port", Integer.toString(port), "Content-Type",
                "application/json"))).isEqualTo(box);
        awaitNothingLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"through/malformed", "through/other", "exchange/malformed", "part/broken-box"})
    void malformedResponseShouldThrowAnExceptionOfTheClient(String path) throws Exception {
        for (String client : clients()) {
            HttpResponse<byte[]> response = call("/" + client + "/" + path);
            assertThat(response.statusCode()).as(client + text(response)).isEqualTo(502);
            assertThat(text(response)).startsWith(client.equals("rest") ? "RestClientException" : "DecodingException");
        }
        awaitNothingLive();
    }

    @ParameterizedTest
    @MethodSource("clients")
    void budgetShouldBeTheOnlyLimitOfAResponse(String client) throws Exception {
        HttpResponse<byte[]> medium = call("/" + client + "/through/medium");
        assertThat(medium.statusCode()).as(text(medium)).isEqualTo(200);
        assertThat(medium.body()).hasSizeGreaterThan(400 << 10);
        HttpResponse<byte[]> large = call("/" + client + "/through/large");
        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(text(large)).contains("\"scope\":\"arena\"");
        awaitNothingLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "text", "value", "records"})
    void failedCallsShouldReleaseTheirMemory(String kind) throws Exception {
        try (var upstream = new CutResponses(true)) {
            for (String client : clients()) {
                assertThat(text(get("/" + client + "/repeated/" + kind, "X-Port", Integer.toString(upstream.port()))))
                        .as(client).isEqualTo("4 failures, 0 bytes");
            }
        }
        awaitNothingLive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes", "text", "value", "records"})
    void cancelledCallsShouldReleaseTheirMemory(String kind) throws Exception {
        try (var upstream = new CutResponses(false)) {
            assertThat(text(get("/web/cancelled/" + kind, "X-Port", Integer.toString(upstream.port()))))
                    .isEqualTo("4 given up, 0 bytes");
        }
        awaitNothingLive();
    }
}
