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

package dev.arena.demo;

import java.net.http.HttpResponse;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import dev.arena.ArenaPool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "arena.byte-budget=1MB")
class BudgetTests {
    private final ArenaPool pool;
    private final DemoClient client;

    @Autowired
    BudgetTests(ArenaPool pool, Environment environment) {
        this.pool = pool;
        this.client = new DemoClient(environment.getRequiredProperty("local.server.port", int.class));
    }

    @Test
    void tooManyStationsAreRefusedAndTheNextRequestSucceeds() {
        byte[] many = lines(300_000, 300_000);
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = client.post("arena", many);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(413);
            assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(answer.body()).contains("\"scope\":\"arena\"").contains("\"limit\":1048576");
            Awaitility.await().untilAsserted(() -> assertThat(pool.stats().liveBytes()).isZero());

            HttpResponse<String> next = client.post("arena", lines(300_000, 1000));
            assertThat(next.statusCode()).as(next.body()).isEqualTo(200);
            assertThat(next.body()).startsWith("{\"rows\":300000,");
            Awaitility.await().untilAsserted(() -> assertThat(pool.stats().liveBytes()).isZero());
        }
        assertThat(pool.stats().arenaRejections()).isEqualTo(3);
        assertThat(pool.stats().peakReservedBytes()).isLessThan(3 << 20); // the bodies have 4 MB each
    }

    private static byte[] lines(int rows, int stations) {
        var lines = new StringBuilder();
        for (int i = 0; i < rows; i++) {
            lines.append("Station ").append(i % stations).append(";1.0\n");
        }
        return lines.toString().getBytes(UTF_8);
    }
}
