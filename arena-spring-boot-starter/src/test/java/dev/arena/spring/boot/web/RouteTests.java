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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.spring.boot.LearnedSizes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests whose path or handler sets their budget, and requests of routes with learned sizes. */
class RouteTests extends AbstractRequestTests {

    @Autowired
    LearnedSizes learned;

    @ParameterizedTest
    @CsvSource({"of-class, 49152", "of-method, 262144", "inherited, 32768", "composed, 131072", "by-path, 98304"})
    void handlerShouldHaveItsOwnBudgetUnlessThePathHas(String handler, long budget) throws Exception {
        assertThat(get("/routed/" + handler + "/" + (budget - 4096)).body()).isEqualTo(Long.toString(budget));
        JsonNode problem = problem(get("/routed/" + handler + "/" + (budget - 4095)));
        assertThat(problem.get("limit").asLong()).isEqualTo(budget);
        assertThat(problem.get("held").asLong()).isEqualTo(4096);
        assertThat(problem.get("requested").asLong()).isEqualTo(budget - 4095);
        assertEnded(2);
    }

    @Test
    void asynchronousHandlerShouldHaveItsBudgetOnOtherThreads() throws Exception {
        assertThat(get("/routed/of-method-later/200000").body()).isEqualTo("200000");
        assertThat(problem(get("/routed/of-method-later/260000")).get("limit").asLong()).isEqualTo(262_144);
        assertEnded(2);
    }

    @ParameterizedTest
    @CsvSource({"of-class, 49152", "of-method, 262144"})
    void budgetShouldIncludeAllocationsOfAFilter(String handler, long budget) throws Exception {
        String[] allocates = {"X-Filter-Allocates", "yes"};
        String fits = "/routed/" + handler + "/" + (budget - 4096);
        assertThat(get(fits, allocates).body()).isEqualTo(Long.toString(budget));
        await().untilAsserted(() -> assertThat(witness.arenas).as("one arena for filter and handler").hasValue(1));
        JsonNode problem = problem(get("/routed/" + handler + "/" + (budget - 4095), allocates));
        assertThat(problem.get("held").asLong()).isEqualTo(4096);
        assertThat(problem.get("limit").asLong()).isEqualTo(budget);
        assertEnded(4);
    }

    @Test
    void contentLengthThatExceedsTheBudgetOfTheHandlerShouldBeRefused() throws Exception {
        assertThat(client().post("/routed/body", "x".repeat(40_000)).body()).isEqualTo("40000");
        JsonNode problem = problem(client().post("/routed/body", "x".repeat(49_153)));
        assertThat(problem.get("limit").asLong()).isEqualTo(49_152);
        assertThat(problem.get("requested").asLong()).isEqualTo(49_153);
        awaitNothingLive();
    }

    @Test
    void pathShouldDecideTheConfinement() throws Exception {
        assertThat(get("/routed/confinement").body()).isEqualTo("[CONFINED]");
        assertThat(get("/routed/shared/confinement").body()).isEqualTo("[SHARED]");
        assertEnded(2);
        assertThat(get("/routed/confined/callable").statusCode()).isEqualTo(500);
        awaitNothingLive();
    }

    @Test
    void mostSpecificPathShouldDecideWhetherThereIsAnArena() throws Exception {
        assertThat(get("/routed/off/path").statusCode()).isEqualTo(500);
        assertThat(witness.segments).isEmpty();
        assertThat(get("/routed/off/but-this").body()).isEqualTo("49152");
        assertEnded(1);
    }

    @Test
    void firstChunkShouldHaveTheSizeThatTheRouteNeeds() throws Exception {
        assertThat(get("/routed/learned/40").body()).isNotEqualTo("1"); // number of chunks
        awaitLearned(new LearnedSizes.Route("GET /routed/learned/{kilobytes}", 64 << 10, 1));
        assertThat(get("/routed/learned/41").body()).isEqualTo("1");
        awaitLearned(new LearnedSizes.Route("GET /routed/learned/{kilobytes}", 64 << 10, 2));
        awaitNothingLive();
    }

    @Test
    void onlyRoutesThatUseTheirArenaShouldBeLearned() throws Exception {
        get("/unused");
        get("/missing/path", "X-Filter-Allocates", "yes");
        get("/routed/confinement");
        await().untilAsserted(() -> assertThat(learned.routes()).extracting(LearnedSizes.Route::route)
                .contains("GET /routed/confinement")
                .noneMatch(route -> route.contains("missing") || route.contains("unused")));
        awaitNothingLive();
    }

    private void awaitLearned(LearnedSizes.Route route) {
        await().untilAsserted(() -> assertThat(learned.routes()).contains(route));
    }

    private static JsonNode problem(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(413);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        return JsonMapper.shared().readTree(response.body());
    }
}
