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

package dev.arena.spring.boot.rawbody;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;

import dev.arena.spring.boot.http.HttpTests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A filter reads a body, then a handler reads it in two ways, and then another filter reads it. */
@SpringBootTest(classes = RawBodyApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.web.cache-body=/webhooks/**", "arena.byte-budget=1MB", "arena.leak-detection=all",
        "spring.servlet.multipart.max-file-size=100KB"})
abstract class AbstractRawBodyTests extends HttpTests {
    static final String FORM = "application/x-www-form-urlencoded";
    static final String MULTIPART = "multipart/form-data; boundary=xyz";

    @Autowired
    RawBodyApplication.Audit audit;

    @BeforeEach
    void forgetEarlierRequests() {
        awaitNothingLive();
        audit.bodies.clear();
    }

    /** Sends a signed body, with and without a length, and expects the application to log it. */
    private void assertResponse(String path, String type, byte[] body, String answer) throws Exception {
        String signature = Signature.of(body);
        for (boolean chunked : new boolean[]{false, true}) {
            HttpResponse<byte[]> response = chunked
                    ? postChunked(path, body, "Content-Type", type, "X-Signature", signature)
                    : post(path, body, "Content-Type", type, "X-Signature", signature);
            assertThat(text(response)).isEqualTo(answer);
            assertThat(response.statusCode()).isEqualTo(200);
        }
        await().untilAsserted(() -> assertThat(audit.bodies).hasSize(2).allMatch(signature::equals));
        awaitNothingLive();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void objectsShouldBeReadInAdditionToTheRawBody() throws Exception {
        String order = "{\"number\":\"A-1\", \"items\":[{\"id\":1,\"name\":\"Zürich\"}]}";
        assertResponse("/webhooks/order", "application/json", bytes(order), "A-1 1 " + bytes(order).length + " true");
    }

    @Test
    void arenaTypesShouldBeReadInAdditionToTheRawBody() throws Exception {
        String items = "[" + "{\"id\":1,\"name\":\"a\"},".repeat(10_000) + "{\"id\":2,\"name\":\"b\"}]";
        assertResponse("/webhooks/records", "application/json", bytes(items), "10001 " + items.length());
    }

    @Test
    void valuesShouldBeReadInAdditionToTheRawBody() throws Exception {
        assertResponse("/webhooks/value", "application/json", bytes("{\"a\":[1,2]}"), "{\"a\":[1,2]}");
    }

    @Test
    void bytesShouldBeReadInAdditionToTheRawBody() throws Exception {
        byte[] body = new byte[200_000];
        new Random(1).nextBytes(body);
        assertResponse("/webhooks/bytes", "application/octet-stream", body, "0");
    }

    @Test
    void fieldsOfFormsShouldBeRead() throws Exception {
        byte[] body = bytes("name=Z%C3%BCrich+x&count=3");
        assertResponse("/webhooks/form", FORM, body, "Zürich x 3 " + body.length);
    }

    @Test
    void fieldsOfFormsShouldBeReadInAdditionToThoseOfTheQuery() throws Exception {
        byte[] body = bytes("name=a&&name=%26%3D&empty=&flag");
        assertResponse("/webhooks/parameters?query=q", FORM, body, order("query", "name", "empty", "flag")
                + " [a, &=] " + body.length);
    }

    /** Returns the names of parameters in the order of this kind of application. */
    abstract String order(String ofQuery, String... ofForm);

    /** Replaces line ends by those of multipart bodies. */
    private static byte[] lines(String text) {
        return bytes(text.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5_000, 90_000})
    void partsShouldBeRead(int length) throws Exception {
        byte[] file = new byte[length];
        new Random(length).nextBytes(file);
        var body = new ByteArrayOutputStream();
        body.writeBytes(lines("""
                --xyz
                Content-Disposition: form-data; name="note"

                Zürich
                --xyz
                Content-Disposition: form-data; name="file"; filename="f.bin"
                Content-Type: application/octet-stream

                """));
        body.writeBytes(file);
        body.writeBytes(lines("""

                --xyz
                Content-Disposition: form-data; name="items"
                Content-Type: application/json

                [{"id":7,"name":"x"}]
                --xyz--
                """));
        assertResponse("/webhooks/parts", MULTIPART, body.toByteArray(), "f.bin " + length
                + " true Item[id=7, name=x] Zürich " + Signature.of(body.toByteArray()));
    }

    @Test
    void emptyBodyShouldHaveNoBytes() throws Exception {
        HttpResponse<byte[]> response = post("/webhooks/only", new byte[0], "X-Signature", Signature.of(new byte[0]));
        assertThat(text(response)).isEqualTo("0");
        awaitNothingLive();
    }

    @Test
    void wrongSignatureShouldBeRejected() throws Exception {
        HttpResponse<byte[]> response = post("/webhooks/order", "{}", "Content-Type", "application/json",
                "X-Signature", "x");
        assertThat(response.statusCode()).isEqualTo(401);
        awaitNothingLive();
    }

    @Test
    void malformedBodyShouldBe400AsWithoutRawBody() throws Exception {
        for (String path : new String[]{"/webhooks/order", "/webhooks/records"}) {
            byte[] body = bytes("[{\"id\":");
            assertThat(post(path, body, "Content-Type", "application/json", "X-Signature", Signature.of(body))
                    .statusCode()).as(path).isEqualTo(400);
        }
        awaitNothingLive();
    }

    @Test
    void bodyThatExceedsTheBudgetShouldBeRefused() throws Exception {
        assertRefused(body -> post("/webhooks/only", body, "X-Signature", "x"));
        assertRefused(body -> postChunked("/webhooks/only", body, "X-Signature", "x"));
        awaitNothingLive();
    }

    /** A server may close the connection while the client is still sending. The client then gets no response. */
    private static void assertRefused(Sending sending) throws Exception {
        HttpResponse<byte[]> response = null;
        for (int i = 0; response == null; i++) {
            try {
                response = sending.send(new byte[(1 << 20) + 1]);
            } catch (IOException e) {
                assertThat(i).as("attempts without a response").isLessThan(20);
            }
        }
        assertThat(response.statusCode()).as(text(response)).isEqualTo(413);
        assertThat(text(response)).contains("\"scope\":\"arena\"");
    }

    /** Sends a body. */
    @FunctionalInterface
    private interface Sending {
        HttpResponse<byte[]> send(byte[] body) throws Exception;
    }

    @Test
    void memoryShouldDependOnTheArrivedBytes() throws Exception {
        try (var socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write(bytes("POST /webhooks/only HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n"
                            + "x".repeat(100_000)));
            await().until(() -> pool.stats().liveBytes() > 0);
            assertThat(pool.stats().liveBytes()).isLessThanOrEqualTo(4 * 100_000);
        }
        awaitNothingLive();
    }

    @Test
    void readingABodyThatIsNotCachedShouldFailWithTheRemedy() throws IOException, InterruptedException {
        assertThat(post("/other", "x", "Content-Type", "text/plain").statusCode()).isEqualTo(500);
        awaitNothingLive();
    }
}
