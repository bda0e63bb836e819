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

package dev.arena.spring.boot.sample;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;

import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

/** Runs the controllers of the README and of the first steps in an application with a budget. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "arena.byte-budget=1MB")
class OrderControllerTests {
    private static final String ORDER = """
            {"customer":"Ada","price":2.50,"quantity":3}""";

    @LocalServerPort
    int port;

    @Autowired
    ArenaPool pool;

    @Test
    void totalShouldBeTheSumOfTheOrders() throws Exception {
        assertThat(post("/orders/total", "[" + ORDER + "," + ORDER + "]").body()).isEqualTo("15.00");
        assertThat(post("/orders/quantity", "[" + ORDER + "," + ORDER + "]").body()).isEqualTo("6");
        assertThat(pool.stats().activeArenas()).isZero();
    }

    @Test
    void expensiveOrdersShouldBeReturned() throws Exception {
        assertThat(post("/orders/expensive", "[" + ORDER + "," + ORDER.replace("2.50", "1000") + "]").body())
                .isEqualTo("[" + ORDER.replace("2.50", "1000") + "]");
    }

    @Test
    void bodyOverTheBudgetShouldBeRefused() throws Exception {
        String orders = "[" + (ORDER + ",").repeat(20_000) + ORDER + "]";
        HttpResponse<String> answer = post("/orders/total", orders);
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json").POST(BodyPublishers.ofString(body)).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import({OrderController.class, FirstSteps.class})
    static class Application {}
}
