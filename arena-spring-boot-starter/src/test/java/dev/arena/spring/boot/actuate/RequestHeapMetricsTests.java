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

package dev.arena.spring.boot.actuate;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.spring.boot.http.HttpTests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** The heap that requests allocate is measured on the threads of the container. */
@SpringBootTest(classes = RequestHeapMetricsTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.metrics.request-heap=true", "management.endpoints.web.exposure.include=arenas"})
class RequestHeapMetricsTests extends HttpTests {
    private static final int SIZE = 1 << 20;

    @Autowired
    MeterRegistry registry;

    @Autowired
    ArenasEndpoint endpoint;

    @Test
    void heapOfRequestsShouldBeSummedUpByRoute() throws Exception {
        for (int i = 0; i < 3; i++) {
            assertThat(text(get("/array/" + i))).isEqualTo("1048576");
        }
        get("/fails/1");
        await().untilAsserted(() -> assertThat(routes())
                .extracting(PoolDescriptor.RouteHeap::route, PoolDescriptor.RouteHeap::requests)
                .contains(tuple("GET /array/{id}", 3L), tuple("GET /fails/{id}", 1L)));
        PoolDescriptor.RouteHeap route = routes().stream().filter(it -> it.route().equals("GET /array/{id}"))
                .findFirst()
                .orElseThrow();
        assertThat(route.meanBytes()).isGreaterThan(SIZE).isLessThan(10 * SIZE);
        assertThat(route.maxBytes()).isGreaterThanOrEqualTo(route.meanBytes());
        DistributionSummary summary = registry.get("arena.request.heap").tag("uri", "/array/{id}")
                .tag("outcome", "SUCCESS").tag("pool", "arenaPool").summary();
        assertThat(summary.count()).isEqualTo(3);
        assertThat(summary.totalAmount()).isGreaterThan(3.0 * SIZE);
        assertThat(registry.get("arena.request.heap").tag("uri", "/fails/{id}").tag("outcome", "SERVER_ERROR").summary()
                .count()).isEqualTo(1);
        assertThat(text(get("/actuator/arenas/arenaPool"))).contains("\"route\":\"GET /array/{id}\",\"requests\":3");
    }

    @Test
    void dispatchesOfAsynchronousRequestsShouldCountTogether() throws Exception {
        assertThat(text(get("/later"))).isEqualTo("2097152");
        await().untilAsserted(
                () -> assertThat(routes()).extracting(PoolDescriptor.RouteHeap::route).contains("GET /later"));
        PoolDescriptor.RouteHeap route = routes().stream().filter(it -> it.route().equals("GET /later")).findFirst()
                .orElseThrow();
        assertThat(route.requests()).isEqualTo(1);
        assertThat(route.maxBytes()).isGreaterThan(SIZE).isLessThan(16 * SIZE);
    }

    private List<PoolDescriptor.RouteHeap> routes() {
        PoolDescriptor pool = Objects.requireNonNull(endpoint.pool("arenaPool"));
        return Objects.requireNonNull(pool.heap());
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}

    @RestController
    static class Handlers {
        private volatile byte[] last = {};

        @GetMapping("/array/{id}")
        int array(@PathVariable int id) {
            last = new byte[SIZE];
            return last.length;
        }

        @GetMapping("/fails/{id}")
        int fails(@PathVariable int id) {
            throw new IllegalStateException("expected");
        }

        /** Another thread allocates the array of the callable. */
        @GetMapping("/later")
        Callable<Integer> later() {
            int length = array(1);
            return () -> {
                last = new byte[16 * SIZE];
                return length + SIZE;
            };
        }
    }
}
