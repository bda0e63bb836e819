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

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.env.Environment;

import dev.arena.demo.DemoClient.Upload;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the figures of Actuator change during a request, and return to their initial values after it. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
class ActuatorTests {
    private static final Pattern VALUE = Pattern.compile("\"value\":([0-9.E]+)");

    private final DemoClient client;

    @Autowired
    ActuatorTests(Environment environment) {
        this.client = new DemoClient(environment.getRequiredProperty("local.server.port", int.class));
    }

    private double metric(String name) {
        return firstNumber(VALUE, client.get("/actuator/metrics/" + name).body());
    }

    private double sample(String series) {
        return firstNumber(Pattern.compile("(?m)^" + Pattern.quote(series) + " ([0-9.E]+)$"),
                client.get("/actuator/prometheus").body());
    }

    private static double firstNumber(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    /** A request of another test may end after its response. */
    private void awaitRest() {
        Awaitility.await().untilAsserted(() -> {
            assertThat(metric("arena.active")).isZero();
            assertThat(metric("arena.budget.used")).isZero();
        });
    }

    @Test
    void figuresChangeDuringAndAfterARequest() throws IOException {
        awaitRest();
        double relocations = metric("arena.relocations");
        double resets = metric("arena.resets");
        double counted = sample("arena_relocations_total{pool=\"arenaPool\"}");
        try (Upload upload = client.upload("arena", "Transfer-Encoding: chunked")) {
            for (int i = 0; i < 2000; i++) {
                upload.sendChunk("Station " + i + ";1.0\n");
            }
            // both figures grow while the server reads the body, and each one needs its own request
            Awaitility.await().untilAsserted(() -> assertThat(metric("arena.budget.used")).isGreaterThan(100_000)
                    .isLessThanOrEqualTo(metric("arena.memory.reserved")));
            assertThat(metric("arena.relocations")).isGreaterThan(relocations + 3);
            assertThat(metric("arena.chunks.allocated")).isPositive();
            assertThat(metric("arena.active")).isEqualTo(1);
            assertThat(sample("arena_budget_used_bytes{pool=\"arenaPool\"}")).isGreaterThan(100_000);
            assertThat(client.get("/actuator/arenas").body()).contains("\"arenaPool\":").contains("\"activeArenas\":1");
            upload.send("0\r\n\r\n");
            assertThat(upload.answer()).startsWith("HTTP/1.1 200").contains("{\"rows\":2000,");
        }
        awaitRest();
        assertThat(metric("arena.resets")).isEqualTo(resets + 1);
        assertThat(sample("arena_budget_used_bytes{pool=\"arenaPool\"}")).isZero();
        assertThat(sample("arena_relocations_total{pool=\"arenaPool\"}")).isGreaterThan(counted);
        assertThat(client.get("/actuator/arenas").body()).contains("\"activeArenas\":0")
                .contains("\"live\":{\"count\":0,\"bytes\":0}");
        assertThat(client.get("/actuator/health").body()).contains("UP");
    }
}
