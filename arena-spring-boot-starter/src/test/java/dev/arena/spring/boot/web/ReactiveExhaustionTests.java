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

import java.net.Socket;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.Confinement;
import dev.arena.spring.boot.web.ReactiveRequestArenaListener.Ending;

import static org.assertj.core.api.Assertions.assertThat;

/** The response to a reactive request that exceeds a budget. */
@ExtendWith(OutputCaptureExtension.class)
class ReactiveExhaustionTests extends AbstractReactiveTests {

    @ParameterizedTest
    @CsvSource({"/exhausts, COMPLETED", "/functional/exhausts, FAILED", "/functional/exhausts-later, COMPLETED",
            "/functional/exhausts-writing, FAILED"})
    void requestOverItsBudgetShouldBe413WithFigures(String path, Ending ending) throws Exception {
        HttpResponse<byte[]> response = get(path);
        assertThat(problem(response, 413)).isEqualTo(JsonMapper.shared().readTree("""
                {"title": "Content Too Large", "status": 413, "instance": "%s",
                 "detail": "This request needs more memory than a request may use.",
                 "scope": "arena", "requested": 104857600, "held": 4096, "limit": 8388608}""".formatted(path)));
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
        assertThat(response.headers().firstValue("ETag")).isEmpty();
        assertEnded(ending, 1);
        assertThat(text(get("/parameter"))).isEqualTo("42");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/exhausts", "/functional/exhausts-writing"})
    void headersThatDoNotDescribeTheContentShouldBeKept(String path) throws Exception {
        HttpHeaders headers = get(path).headers();
        assertThat(headers.allValues("X-Kept")).containsExactly("yes");
        assertThat(headers.allValues("X-Many")).containsExactly("1", "2", "3");
        assertThat(headers.allValues("Set-Cookie")).containsExactly("cookie1=1", "cookie2=2", "cookie3=3");
    }

    @Test
    void requestThatAcceptsAnotherTypeShouldStillGetAProblem() throws Exception {
        assertThat(problem(get("/exhausts-as-csv", "Accept", "text/csv"), 413).get("scope").asString())
                .isEqualTo("arena");
    }

    @Test
    void responseThatIsSentInPartShouldBreakOff(CapturedOutput output) throws Exception {
        try (Socket socket = openGet("/exhausts-while-streaming")) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200").contains("data:begun").doesNotContain("scope")
                    .doesNotContain("0\r\n\r\n");
        }
        assertEnded(Ending.FAILED, 1);
        assertThat(output).doesNotContain("Failure in @ExceptionHandler");
    }

    @Test
    void filterThatExceedsTheBudgetShouldHaveTheResponseOfAHandler() throws Exception {
        JsonNode problem = problem(get("/parameter", "X-Filter-Exhausts", "yes"), 413);
        assertThat(problem.get("instance").asString()).isEqualTo("/parameter");
        assertThat(problem.get("scope").asString()).isEqualTo("arena");
        assertThat(witness.segments).isEmpty();
    }

    @Test
    void requestWithoutPoolMemoryShouldBe503WithRetryAfter() throws Exception {
        List<Arena> hogs = new ArrayList<>();
        try {
            while (pool.stats().liveBytes() + 4096 <= pool.settings().poolByteBudget()) {
                Arena hog = pool
                        .open(ArenaOptions.defaults().withConfinement(Confinement.CONFINED).withoutWaiting());
                hogs.add(hog);
                while (hog.tryAllocate(4096, 1) != null) {
                    assertThat(pool.stats().reservedBytes()).isLessThanOrEqualTo(pool.settings().poolByteBudget());
                }
            }
            HttpResponse<byte[]> response = get("/parameter");
            JsonNode problem = problem(response, 503);
            assertThat(pool.stats().waits()).as("an event loop must not be blocked").isZero();
            assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
            assertThat(problem.get("scope").asString()).isEqualTo("pool");
            assertThat(problem.get("requested").asLong()).isEqualTo(4096);
            assertThat(problem.get("limit").asLong()).isEqualTo(32 << 20);
        } finally {
            hogs.forEach(Arena::close);
        }
        assertThat(text(get("/parameter"))).isEqualTo("42");
    }
}
