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
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.web.ReactiveRequestArenaListener.Ending;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Reactive requests whose path or handler sets their budget, and requests of routes with learned sizes. */
class ReactiveRouteTests extends AbstractReactiveTests {

    @Autowired
    LearnedSizes learned;

    @ParameterizedTest
    @CsvSource({"/routed/of-class, 49152", "/routed/of-method, 16777216", "/routed/by-path, 98304",
            "/functional/routed, 98304"})
    void handlerShouldHaveItsOwnBudgetUnlessThePathHas(String route, long budget) throws Exception {
        assertThat(text(get(route + "/" + (budget - 4096)))).isEqualTo(Long.toString(budget - 4096));
        assertEnded(Ending.COMPLETED, 1);
        JsonNode problem = problem(get(route + "/" + (budget - 4095)), 413);
        assertThat(problem.get("limit").asLong()).isEqualTo(budget);
        assertThat(problem.get("held").asLong()).isEqualTo(4096);
        awaitNothingLive();
    }

    @ParameterizedTest
    @CsvSource({"of-class, 49152", "of-method, 16777216"})
    void budgetShouldIncludeAllocationsOfAFilter(String handler, long budget) throws Exception {
        String[] allocates = {"X-Filter-Allocates", "yes"};
        assertThat(get("/routed/" + handler + "/" + (budget - 4096), allocates).statusCode()).isEqualTo(200);
        assertEnded(Ending.COMPLETED, 2);
        JsonNode problem = problem(get("/routed/" + handler + "/" + (budget - 4095), allocates), 413);
        assertThat(problem.get("held").asLong()).isEqualTo(4096);
        assertThat(problem.get("limit").asLong()).isEqualTo(budget);
        awaitNothingLive();
    }

    @Test
    void contentLengthThatExceedsTheBudgetOfTheHandlerShouldBeRefused() throws Exception {
        assertThat(text(post("/routed/body", new byte[40_000], OCTETS))).isEqualTo("40000");
        try (Socket socket = announce("/routed/body", 49_153)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 413").contains("\"limit\":49152").contains("\"requested\":49153");
        }
        awaitNothingLive();
    }

    @Test
    void pathShouldDecideWhetherThereIsAnArena() throws Exception {
        assertThat(get("/routed/off").statusCode()).isEqualTo(500);
        assertThat(witness.segments).isEmpty();
    }

    @Test
    void ownerShouldBeTheRouteWithoutParameters() throws Exception {
        assertThat(text(get("/routed/owner;jsessionid=secret?token=secret"))).contains(" for GET /routed/owner[");
        assertEnded(Ending.COMPLETED, 1);
    }

    @Test
    void firstChunkShouldHaveTheSizeThatTheRouteNeeds() throws Exception {
        assertThat(text(get("/routed/learned/40"))).isNotEqualTo("1"); // number of chunks
        awaitLearned(new LearnedSizes.Route("GET /routed/learned/{kilobytes}", 64 << 10, 1));
        assertThat(text(get("/routed/learned/41"))).isEqualTo("1");
        awaitLearned(new LearnedSizes.Route("GET /routed/learned/{kilobytes}", 64 << 10, 2));
        awaitNothingLive();
    }

    private void awaitLearned(LearnedSizes.Route route) {
        await().untilAsserted(() -> assertThat(learned.routes()).contains(route));
    }
}
