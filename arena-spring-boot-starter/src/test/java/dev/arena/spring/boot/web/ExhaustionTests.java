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

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.Confinement;

import static org.assertj.core.api.Assertions.assertThat;

/** The response to a request that exceeds a budget. */
class ExhaustionTests extends AbstractRequestTests {

    @ParameterizedTest
    @ValueSource(strings = {"/exhausts-arena", "/callable-exhausts"})
    void requestOverItsBudgetShouldBe413WithFigures(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(json(response)).isEqualTo(JsonMapper.shared().readTree("""
                {"title": "Content Too Large", "status": 413, "instance": "%s",
                 "detail": "This request needs more memory than a request may use.",
                 "scope": "arena", "requested": 1048576, "held": 4096, "limit": 65536}""".formatted(path)));
        assertEnded(1);
        assertThat(get("/parameter").body()).isEqualTo("42");
    }

    @Test
    void requestThatAcceptsAnotherTypeShouldStillGetAProblem() throws Exception {
        HttpResponse<String> response = get("/exhausts-arena-as-csv", "Accept", "text/csv");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void responseThatHasStartedShouldBeReset() throws Exception {
        HttpResponse<String> response = get("/exhausts-after-writer");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(response.headers().firstValue("X-Kept")).hasValue("yes");
        assertThat(json(response).get("scope").asString()).isEqualTo("arena");
    }

    @Test
    void responseThatIsSentInPartShouldBreakOff() throws Exception {
        assertThat(client().read("/exhausts-after-flush")).startsWith("HTTP/1.1 200").contains("begun")
                .doesNotContain("scope").doesNotContain("0\r\n\r\n");
        assertEnded(1);
    }

    @Test
    void headersThatDoNotDescribeTheContentShouldBeKept() throws Exception {
        HttpResponse<String> response = get("/exhausts-after-cookies");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().allValues("Set-Cookie")).containsExactly("cookie1=1", "cookie2=2", "cookie3=3");
        assertThat(response.headers().allValues("X-Kept")).containsExactly("1", "2", "3");
        assertThat(response.headers().map()).allSatisfy((name, values) -> assertThat(values).as(name)
                .doesNotHaveDuplicates());
    }

    @Test
    void filterThatExceedsTheBudgetShouldHaveTheResponseOfAHandler() throws Exception {
        HttpResponse<String> response = get("/parameter", "X-Filter-Exhausts", "yes");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(json(response).get("scope").asString()).isEqualTo("arena");
        assertThat(json(response).get("requested").asLong()).isEqualTo(1 << 20);
        assertEnded(0);
    }

    @Test
    void requestWhoseBodyIsReadAsTextShouldBe413() throws Exception {
        for (int length : new int[]{1, 100_000}) {
            HttpResponse<String> response = client().post("/exhausts-after-reader", "x".repeat(length));
            assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
            assertThat(json(response).get("scope").asString()).isEqualTo("arena");
        }
        assertEnded(2);
    }

    @Test
    void requestWithoutPoolMemoryShouldBe503WithRetryAfter() throws Exception {
        List<Arena> hogs = new ArrayList<>();
        try {
            while (pool.stats().liveBytes() + 4096 <= pool.settings().poolByteBudget()) {
                Arena hog = pool.open(Confinement.CONFINED);
                hogs.add(hog);
                while (hog.tryAllocate(4096, 1) != null) {
                    assertThat(pool.stats().reservedBytes()).isLessThanOrEqualTo(pool.settings().poolByteBudget());
                }
            }
            HttpResponse<String> response = get("/parameter");
            assertThat(response.statusCode()).isEqualTo(503);
            assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
            assertThat(json(response).get("scope").asString()).isEqualTo("pool");
            assertThat(json(response).get("requested").asLong()).isEqualTo(4096);
            assertThat(json(response).get("limit").asLong()).isEqualTo(1 << 20);
            assertThat(json(response).get("held").asLong()).isEqualTo(1 << 20);
        } finally {
            hogs.forEach(Arena::close);
        }
        assertThat(get("/parameter").body()).isEqualTo("42");
    }

    @Test
    void problemShouldNotRevealTheException() throws Exception {
        assertThat(get("/exhausts-arena").body()).doesNotContain("dev.arena").doesNotContain("Exception")
                .doesNotContain("arenaPool").doesNotContain("#");
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JsonMapper.shared().readTree(response.body());
    }
}
