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

package dev.arena.spring.boot.orders;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.arena.spring.boot.http.HttpTests;
import dev.arena.spring.boot.orders.OrderApplication.PricedLine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Orders pass through all parts of the starter, in arenas and as objects. Both kinds must return the same responses, and a failure in
 * any part must release all memory. The test prints the heap that each kind allocates. {@code -Dorders.requests} sets the number of requests.
 */
@SpringBootTest(classes = OrderApplication.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.web.cache-body=/arena/**", "arena.byte-budget=1MB", "arena.leak-detection=all"})
abstract class AbstractOrderTests extends HttpTests {
    private static final int REQUESTS = Integer.getInteger("orders.requests", 600);
    private static final int LINES = 200;

    @Autowired
    JdbcTemplate jdbc;

    @BeforeEach
    void forgetEarlierOrders() {
        jdbc.execute("delete from line");
    }

    private static String lines(int customer, int count, int quantity) {
        var lines = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            lines.append(i == 0 ? "" : ",").append("{\"customer\":").append(customer).append(",\"product\":\"product-")
                    .append(i % OrderApplication.Prices.PRODUCTS).append("\",\"quantity\":")
                    .append(i == count - 1 ? quantity : i + 1).append('}');
        }
        return lines.append(']').toString();
    }

    private HttpResponse<byte[]> order(String kind, String body, String signature, String prices) throws Exception {
        return post("/" + kind + "/orders", body, "Content-Type", "application/json", "X-Signature", signature,
                "X-Prices", "http://localhost:" + port + "/prices/" + prices);
    }

    private HttpResponse<byte[]> order(String kind, String body, String prices) throws Exception {
        return order(kind, body, signature(body), prices);
    }

    /** Uses a new connection, because a refusal in the middle of the body makes the connection unusable. */
    private HttpResponse<byte[]> orderAlone(String body) throws Exception {
        try (HttpClient alone = HttpClient.newHttpClient()) {
            return alone.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/arena/orders"))
                    .timeout(Duration.ofMinutes(1)).header("Content-Type", "application/json")
                    .header("X-Signature", "00").header("X-Prices", "none").POST(BodyPublishers.ofString(body)).build(),
                    BodyHandlers.ofByteArray());
        }
    }

    private static String signature(String body) {
        return HexFormat.of().formatHex(Hmac.of(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void bothKindsShouldReceiveStoreAndListOrdersAlike() throws Exception {
        assertThat(text(order("arena", lines(1, LINES, 7), "good"))).isEqualTo("200");
        assertThat(text(order("plain", lines(2, LINES, 7), "good"))).isEqualTo("200");
        String listed = text(get("/arena/orders/1"));
        assertThat(listed).isEqualTo(text(get("/plain/orders/1"))).startsWith(
                "[{\"customer\":1,\"product\":\"product-0\",\"quantity\":1,\"price\":0.5},");
        assertThat(text(get("/plain/orders/2"))).isEqualTo(listed.replace("\"customer\":1,", "\"customer\":2,"));
        awaitNothingLive();
    }

    @Test
    void failingRequestsShouldReleaseAllMemory() throws Exception {
        long seed = new Random().nextLong();
        System.out.println(getClass().getSimpleName() + ": seed " + seed);
        var random = new Random(seed);
        String good = lines(3, LINES, 1);
        String large = lines(3, 40_000, 1);
        Map<Integer, Integer> answers = new TreeMap<>();
        int tooLarge = 0;
        int cutOff = 0;
        for (int i = 0; i < REQUESTS; i++) {
            int kind = random.nextInt(20);
            int expected = List.of(401, 400, 502, 502, 422, 413).stream().skip(kind).findFirst().orElse(200);
            tooLarge += kind == 5 ? 1 : 0;
            try {
                HttpResponse<byte[]> response = switch (kind) {
                    case 0 -> order("arena", good, "00", "good");
                    case 1 -> order("arena", good.substring(0, good.length() / 2), "good");
                    case 2 -> order("arena", good, "malformed");
                    case 3 -> order("arena", good, "refused");
                    case 4 -> order("arena", lines(3, LINES, 0), "good");
                    case 5 -> orderAlone(large);
                    case 6, 7, 8 -> get("/arena/orders/3");
                    default -> order("arena", good, "good");
                };
                answers.merge(response.statusCode(), 1, Integer::sum);
                assertThat(response.statusCode()).as(text(response)).isEqualTo(expected);
            } catch (IOException e) { // a server may close the connection while the client is still sending
                cutOff++;
            }
            if (i % 20 == 0) {
                jdbc.execute("delete from line"); // otherwise the list becomes larger than the budget
            }
        }
        assertThat(cutOff).isLessThanOrEqualTo(2 * tooLarge);
        System.out.println(getClass().getSimpleName() + ": answers " + answers);
        awaitNothingLive();
        System.gc(); // the leak detector finds forgotten arenas only after a collection
        awaitNothingLive();
        assertThat(pool.stats().leaks()).isZero();
        assertThat(pool.stats().activeHandles()).isZero();
    }

    /**
     * Prints the heap that requests allocate. The figures include the parts that both kinds have in common: the client, the server, the
     * other service and the database, which all run in this JVM.
     */
    @Test
    @Tag("long")
    void heapOfBothKindsShouldBeMeasured() throws Exception {
        String body = lines(4, LINES, 1);
        int rounds = Math.max(50, REQUESTS / 20);
        for (String kind : new String[]{"arena", "plain", "arena", "plain"}) {
            jdbc.execute("delete from line");
            order(kind, body, "good");
            for (int i = 0; i < rounds; i++) { // warm up
                get("/" + kind + "/orders/4");
                order(kind, lines(5, LINES, 1), "good");
            }
            long listed = heap(rounds, () -> get("/" + kind + "/orders/4"));
            long received = heap(rounds, () -> order(kind, lines(5, LINES, 1), "good"));
            System.out.printf("%s, %s: %,d bytes of heap to receive an order of %d lines, %,d to list one%n",
                    getClass().getSimpleName(), kind, received, LINES, listed);
        }
        long nothing;
        long prices;
        // Reactor Netty 1.3.7 can stop reading a connection on which an immediate response follows one from another thread (issue 4361)
        try (HttpClient alone = HttpClient.newHttpClient()) {
            nothing = heap(rounds, () -> get(alone, "/nothing"));
            prices = heap(rounds, () -> get(alone, "/prices/good"));
        }
        List<PricedLine> lines = IntStream.range(0, LINES).mapToObj(i -> new PricedLine(5, "product-" + i, 1, 1))
                .toList();
        long before = allocated();
        for (int i = 0; i < rounds; i++) {
            PlainOrders.store(jdbc, lines);
        }
        System.out.printf(
                "%s, both: %,d bytes of heap for a request without work, %,d for one for prices, %,d to store %d lines%n",
                getClass().getSimpleName(), nothing, prices, (allocated() - before) / rounds, LINES);
        awaitNothingLive();
    }

    private HttpResponse<byte[]> get(HttpClient client, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofByteArray());
    }

    /** A request. */
    @FunctionalInterface
    private interface Call {
        HttpResponse<byte[]> send() throws Exception;
    }

    /** Bytes for each call, of all threads of the JVM. */
    private static long heap(int calls, Call call) throws Exception {
        long before = allocated();
        for (int i = 0; i < calls; i++) {
            assertThat(call.send().statusCode()).isEqualTo(200);
        }
        return (allocated() - before) / calls;
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getTotalThreadAllocatedBytes();
    }
}
