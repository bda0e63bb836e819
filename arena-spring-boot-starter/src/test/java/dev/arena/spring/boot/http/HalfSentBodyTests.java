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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** A body takes memory for the bytes that have arrived, not for those that the client has announced. On Tomcat. */
@Import(StalledReads.class)
@TestPropertySource(properties = {"spring.threads.virtual.enabled=true", "server.jetty.threads.max=400"}) // each request has a thread
class HalfSentBodyTests extends AbstractBodyTests {
    private static final String OCTETS = "application/octet-stream";
    private static final int MEGABYTE = 1 << 20;

    private final List<Socket> clients = new ArrayList<>();

    @Autowired
    StalledReads reads;

    @BeforeEach
    void forgetStalledReads() {
        reads.forget();
    }

    @AfterEach
    void closeClients() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"/bytes/sum, application/octet-stream", "/text/length, text/plain",
            "/text/length, text/plain;charset=ISO-8859-1", "/json/records, application/json"})
    void manyClientsThatAnnounceAMegabyteAndSendOneByteShouldHoldNothing(String path, String type) throws Exception {
        for (int i = 0; i < 70; i++) {
            send(path, type, "Content-Length: " + MEGABYTE, new byte[]{'x'});
        }
        reads.awaitStalled(70);
        assertThat(pool.stats().liveBytes()).isZero();
        assertOthersAreServed();
    }

    @Test
    void manyClientsThatSendTheBeginningOfADocumentShouldHoldNothing() throws Exception {
        for (int i = 0; i < 200; i++) {
            send("/json/records", "application/json", "Content-Length: 100", new byte[]{'['});
        }
        for (int i = 0; i < 70; i++) {
            send("/bytes/sum", OCTETS, "Content-Length: " + MEGABYTE, new byte[]{'x'});
        }
        reads.awaitStalled(270);
        assertThat(pool.stats().liveBytes()).isZero();
        assertOthersAreServed();
    }

    @Test
    void manyClientsThatSendAChunkOfOneByteShouldHoldNothing() throws Exception {
        for (int i = 0; i < 200; i++) {
            send("/bytes/sum", OCTETS, "Transfer-Encoding: chunked", "1\r\nx\r\n".getBytes(StandardCharsets.US_ASCII),
                    1);
        }
        reads.awaitStalled(200);
        assertThat(pool.stats().liveBytes()).isZero();
        assertOthersAreServed();
    }

    /** At most four times the arrived bytes. 32 times if the budget has no room for more than that beside the body. */
    @ParameterizedTest
    @CsvSource({"16000, 7000000, 0", "20000, 7000000, 65536", "100000, 7000000, 262144", "1000000, 7000000, 2097152",
            "1100000, 4000000, 4000000", "20000, 60000, 60000", "300000, 8100000, 8100000", "1000, 8100000, 0"})
    void memoryShouldDependOnTheArrivedBytes(int sent, int announced, long most) throws Exception {
        send("/bytes/sum", OCTETS, "Content-Length: " + announced, new byte[sent]);
        reads.awaitStalled(1);
        assertThat(pool.stats().liveBytes()).isBetween(Math.max(0L, sent - BodyBuffer.HEAD), most);
    }

    private void assertOthersAreServed() throws Exception {
        assertThat(get("/bytes/100000").statusCode()).isEqualTo(200);
    }

    private void send(String path, String type, String length, byte[] sent) throws IOException {
        send(path, type, length, sent, sent.length);
    }

    private void send(String path, String type, String length, byte[] sent, int bytesOfBody) throws IOException {
        var client = new Socket("localhost", port);
        clients.add(client);
        client.getOutputStream().write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: " + type
                + "\r\n" + length + "\r\n" + StalledReads.SENT + ": " + bytesOfBody
                + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().write(sent);
    }
}
