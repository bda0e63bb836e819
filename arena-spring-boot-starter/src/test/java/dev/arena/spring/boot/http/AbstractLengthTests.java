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
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.SpringBootTest;

import dev.arena.spring.boot.Patience;

import static org.assertj.core.api.Assertions.assertThat;

/** The effect of the announced length of a body. */
@SpringBootTest(classes = TableApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.byte-budget=1MB", "arena.pool.byte-budget=16MB"})
abstract class AbstractLengthTests extends HttpTests {

    /** Returns the head of the response to a request that announces a length and sends five bytes. */
    String announce(String path, String type, String length) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                    + "\r\nContent-Length: " + length + "\r\nConnection: close\r\n\r\n[1,2,")
                    .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout((int) Patience.LIMIT.toMillis());
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775807", "9223372036854775000", "9000000000000000000", "2000000"})
    void collectedBodyOverTheBudgetShouldBe413BeforeItIsRead(String length) throws Exception {
        assertThat(announce("/SEGMENT", "application/octet-stream", length)).isEqualTo("HTTP/1.1 413");
        assertThat(announce("/BYTES", "application/octet-stream", length)).isEqualTo("HTTP/1.1 413");
        assertThat(announce("/TEXT", "text/plain", length)).isEqualTo("HTTP/1.1 413");
        awaitNothingLive();
    }

    @ParameterizedTest
    @CsvSource({"/SEGMENT, application/octet-stream", "/BYTES, application/octet-stream", "/TEXT, text/plain"})
    void refusalBecauseOfTheLengthShouldBeCountedAndReported(String path, String type) throws Exception {
        long before = pool.stats().arenaRejections();
        assertThat(announce(path, type, "2000000")).isEqualTo("HTTP/1.1 413");
        assertThat(pool.stats().arenaRejections()).isEqualTo(before + 1);
        awaitNothingLive();
    }

    @Test
    void vectorOfBytesShouldTakeNearlyAllOfTheBudget() throws Exception {
        byte[] body = new byte[900_000];
        HttpResponse<byte[]> response = post("/BYTES", body, "Content-Type", "application/octet-stream");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).hasSize(900_000);
        awaitNothingLive();
    }
}
