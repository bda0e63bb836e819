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

package dev.arena.spring.boot.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** On Reactor Netty. It reads the rest of a refused body and drops it, so the connection serves further requests. */
@TestPropertySource(properties = "spring.main.web-application-type=reactive")
class ReactiveFairnessTests extends AbstractFairnessTests {
    private static final int SENT = 100_000;

    @ParameterizedTest
    @ValueSource(ints = {LARGE, 6 << 20})
    void refusedBodyShouldHoldNothingWhileItsRestArrives(int length) throws Exception {
        CompletableFuture<HttpResponse<String>> running = overload("/overloaded");
        Socket socket = connect();
        OutputStream out = socket.getOutputStream();
        for (int i = 0; i < 3; i++) {
            assertThat(upload("/overloaded", LARGE).statusCode()).as("overloaded for another second").isEqualTo(503);
            out.write(head("/overloaded", length));
            out.write(new byte[SENT]);
            assertThat(answer(socket.getInputStream())).contains("503", "\"scope\":\"route\"");
            await().until(() -> pool.stats().activeArenas() == 1);
            out.write(new byte[length - SENT]);
        }
        out.write(head("/upload", 3));
        out.write(new byte[3]);
        assertThat(answer(socket.getInputStream())).contains("200").endsWith("3");
        handlers.open();
        assertThat(running.get().statusCode()).isEqualTo(200);
    }

    @Test
    void pipelinedRequestAfterARefusedBodyShouldBeServed() throws Exception {
        CompletableFuture<HttpResponse<String>> running = overload("/overloaded");
        Socket socket = connect();
        OutputStream out = socket.getOutputStream();
        for (int i = 0; i < 3; i++) {
            out.write(head("/overloaded", LARGE));
            out.write(new byte[LARGE]);
            out.write(head("/upload", 3));
            out.write(new byte[3]);
        }
        for (int i = 0; i < 3; i++) {
            assertThat(answer(socket.getInputStream())).contains("503", "\"scope\":\"route\"");
            assertThat(answer(socket.getInputStream())).contains("200").endsWith("3");
        }
        handlers.open();
        assertThat(running.get().statusCode()).isEqualTo(200);
    }

    private static byte[] head(String path, int length) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
                + "Content-Length: " + length + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** Reads a response that has a content length. */
    private static String answer(InputStream in) throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as(head.toString()).isNotNegative();
            head.append((char) next);
        }
        String name = "content-length: ";
        int start = head.toString().toLowerCase(Locale.ROOT).indexOf(name) + name.length();
        int length = Integer.parseInt(head.substring(start, head.indexOf("\r", start)));
        return head + new String(in.readNBytes(length), StandardCharsets.US_ASCII);
    }
}
