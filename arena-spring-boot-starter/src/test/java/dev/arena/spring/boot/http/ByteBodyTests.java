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

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code MemorySegment} as body of requests and responses, on Tomcat. */
class ByteBodyTests extends AbstractBodyTests {
    private static final String OCTETS = "application/octet-stream";

    @ParameterizedTest
    @ValueSource(ints = {1, 16 << 10, (16 << 10) + 1, 100_000, 1 << 20, (1 << 20) + 1, 3_000_000})
    void bodyShouldBeReturnedUnchanged(int length) throws Exception {
        byte[] body = randomBytes(length);
        HttpResponse<byte[]> response = post("/bytes/echo", body, "Content-Type", OCTETS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(contentType(response)).isEqualTo(OCTETS);
        assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(length);
        assertThat(response.body()).isEqualTo(body);
        assertThat(witness.segments).allSatisfy(it -> assertThat(it.address() % 8).isZero());
        assertEnded();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16 << 10, (16 << 10) + 1, 100_000, 1_000_000, 3_000_000})
    void bodyOfUnknownLengthShouldBeReturnedUnchanged(int length) throws Exception {
        byte[] body = randomBytes(length);
        HttpResponse<byte[]> response = postChunked("/bytes/echo", body, "Content-Type", OCTETS);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(body);
        assertEnded();
    }

    @Test
    void bodyShouldBeReturnedFromAnotherThread() throws Exception {
        byte[] body = randomBytes(2_000_000);
        assertThat(post("/bytes/echo-later", body, "Content-Type", OCTETS).body()).isEqualTo(body);
        assertEnded();
    }

    @Test
    void anyTypeShouldBeReadAndTheTypeOfTheHandlerWritten() throws Exception {
        HttpResponse<byte[]> response = post("/bytes/echo-as-csv", "a;b", "Content-Type", "application/json");
        assertThat(contentType(response)).isEqualTo("text/csv");
        assertThat(text(response)).isEqualTo("a;b");
    }

    @Test
    void bodyWithoutTypeShouldBeRead() throws Exception {
        assertThat(text(post("/bytes/sum", new byte[]{1, 2}))).isEqualTo("33");
    }

    @Test
    void absentBodyShouldBeNullIfOptionalAndOtherwise400() throws Exception {
        assertThat(text(post("/bytes/optional", "", "Content-Type", OCTETS))).isEqualTo("none");
        assertThat(text(post("/bytes/optional", "x", "Content-Type", OCTETS))).isEqualTo("some");
        assertThat(post("/bytes/sum", "", "Content-Type", OCTETS).statusCode()).isEqualTo(400);
    }

    @Test
    void responseOfAnySizeShouldBeWritten() throws Exception {
        for (int size : new int[]{1, 16 << 10, 5_000_000}) {
            byte[] body = get("/bytes/" + size).body();
            byte[] expected = new byte[size];
            for (int i = 0; i < size; i++) {
                expected[i] = (byte) (((long) i * i) >> 8);
            }
            assertThat(body).isEqualTo(expected);
        }
        assertEnded();
    }

    @Test
    void staleMemoryShouldBe500AndNeverBeSent() throws Exception {
        HttpResponse<byte[]> response = get("/bytes/stale");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).doesNotContain("\0");
        assertEnded();
    }

    @Test
    void bodyLongerThanTheBudgetShouldBeRefusedWithFiguresBeforeItIsRead() throws Exception {
        try (Socket socket = announce("/bytes/sum", OCTETS, 9_000_000)) {
            socket.shutdownOutput(); // otherwise the server would wait a minute for the rest
            String response = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(response).startsWith("HTTP/1.1 413").contains("Content-Type: application/problem+json");
            JsonNode problem = JsonMapper.shared()
                    .readTree(response.substring(response.indexOf('{'), response.lastIndexOf('}') + 1));
            assertThat(problem).isEqualTo(JsonMapper.shared().readTree("""
                    {"title": "Content Too Large", "status": 413, "instance": "/bytes/sum",
                     "detail": "This request needs more memory than a request may use.",
                     "scope": "arena", "requested": 9281250, "held": 0, "limit": 8388608}"""));
        }
        assertThat(witness.segments).isEmpty();
        awaitNothingLive();
    }

    @Test
    void bodyOfUnknownLengthOverTheBudgetShouldBe413() throws Exception {
        JsonNode problem = problem(postChunked("/bytes/sum", new byte[9_000_000], "Content-Type", OCTETS), 413);
        assertThat(problem.get("scope").asString()).isEqualTo("arena");
        awaitNothingLive();
    }

    @Test
    void requestWithoutArenaShouldBe500() throws Exception {
        assertThat(post("/excluded/bytes", "x", "Content-Type", OCTETS).statusCode()).isEqualTo(500);
    }
}
