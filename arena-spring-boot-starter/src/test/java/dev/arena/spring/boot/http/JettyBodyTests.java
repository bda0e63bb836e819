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
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** On Jetty, which finishes large writes on another thread than that of the arena. */
@TestPropertySource(properties = "spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration")
class JettyBodyTests extends AbstractBodyTests {

    @Autowired
    JettyServletWebServerFactory server;

    @ParameterizedTest
    @ValueSource(ints = {1, 100_000, 3_000_000})
    void octetsShouldBeReturnedUnchanged(int length) throws Exception {
        byte[] body = randomBytes(length);
        assertThat(post("/bytes/echo", body, "Content-Type", "application/octet-stream").body()).isEqualTo(body);
        assertThat(postChunked("/bytes/echo", body, "Content-Type", "application/octet-stream").body()).isEqualTo(body);
        assertThat(post("/bytes/echo-later", body, "Content-Type", "application/octet-stream").body()).isEqualTo(body);
        assertEnded();
    }

    @Test
    void textAndRecordsShouldBeReadAndWritten() throws Exception {
        String text = "Grüße aus 東京".repeat(10_000);
        assertThat(text(post("/text/echo", text, "Content-Type", "text/plain")).equals(text)).isTrue();
        String records = "[" + "{\"station\":\"A\",\"temperature\":1.5,\"timestamp\":7},".repeat(10_000)
                + "{\"station\":\"B\",\"temperature\":2.5,\"timestamp\":8}]";
        HttpResponse<byte[]> response = post("/json/echo-records", records, "Content-Type", "application/json");
        assertThat(text(response)).isEqualTo(records);
        assertEnded();
    }

    @Test
    void bodyLongerThanTheBudgetShouldBe413() throws Exception {
        try (Socket socket = announce("/bytes/sum", "application/octet-stream", 9_000_000)) {
            socket.shutdownOutput(); // otherwise the server would wait for the rest
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413").contains("\"requested\":9281250");
        }
        awaitNothingLive();
    }

    @Test
    void connectionShouldServeTheNextRequestAfterAMalformedBody() throws Exception {
        byte[] body = "!".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);
        try (Socket socket = new Socket("localhost", port)) {
            for (byte[] part : new byte[][]{head(body.length, "keep-alive"), body, head(2, "close")}) {
                socket.getOutputStream().write(part);
            }
            socket.getOutputStream().write("[]".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400").contains("HTTP/1.1 200");
        }
        awaitNothingLive();
    }

    @Test
    void endOfTheConnectionAfterALongMalformedBodyShouldBeAnnounced() throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(head(3_000_000, "keep-alive"));
            socket.getOutputStream().write("!".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput(); // otherwise the server would wait for the rest
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 400").contains("Connection: close");
        }
        awaitNothingLive();
    }

    private static byte[] head(int length, String connection) {
        return ("POST /json/echo-records HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + length + "\r\nConnection: " + connection + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
