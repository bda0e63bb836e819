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

package dev.arena.benchmarks.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Requests that several contenders serve.
 *
 * @param name name on the command line
 * @param title name in the table
 * @param connections number of clients
 * @param apart whether each contender has its own server, because its requests may stop that server. The table then also
 *              distinguishes successful responses from refusals
 * @param contenders the compared services
 * @param before requests to each server after its start
 * @param after request after each turn
 */
record Scenario(String name, String title, int connections, boolean apart, List<Contender> contenders,
        @Nullable Request before, @Nullable Request after) {
    private static final int CLIENTS = 8;
    private static final String JSON = "application/json";
    private static final String FASTJSON = "application/x-fastjson";
    private static final Request FORGET = new Request("DELETE", "/api/readings", "", null);

    private Scenario(String name, String title, int connections, Contender... contenders) {
        this(name, title, connections, false, List.of(contenders), null, null);
    }

    /** All of them. */
    static List<Scenario> all() throws IOException {
        var bodies = new Bodies();
        ServerSetup demo = ServerSetup.of(ServerKind.DEMO, "-Xmx1g");
        ServerSetup small = ServerSetup.of(ServerKind.DEMO, "-Xmx128m");
        ServerSetup medium = ServerSetup.of(ServerKind.DEMO, "-Xmx256m");
        ServerSetup zgc = ServerSetup.of(ServerKind.DEMO, "-Xmx1g", "-XX:+UseZGC");
        String virtualThreads = "--spring.threads.virtual.enabled=true";
        ServerSetup reactive = ServerSetup.of(ServerKind.REACTIVE, "-Xmx1g");
        Path three = bodies.readings(3);
        Path thousand = bodies.readings(1_000);
        Path many = bodies.readings(10_000);
        return List.of(readings("small", "sum up 3 readings (200 B)", CLIENTS, three, demo),
                readings("readings-1000", "sum up 1,000 readings", CLIENTS, thousand, demo),
                readings("readings-10000", "sum up 10,000 readings", CLIENTS, many, demo),
                new Scenario("measurements-1000", "aggregate 1,000 measurements", CLIENTS,
                        measurements(bodies.measurements(1_000), demo)),
                new Scenario("measurements-100000", "aggregate 100,000 measurements", CLIENTS,
                        measurements(bodies.measurements(100_000), demo)),
                orders(bodies.orders(1_000), demo), //
                store(thousand, demo), //
                export("export-json", "export 10,000 readings as JSON", "/api/readings.json", many, demo),
                export("export-csv", "export 10,000 readings as CSV", "/api/readings.csv", many, demo),
                hold("hold-64", "hold 10,000 readings for 200 ms, 64 at a time, -Xmx256m", 64, many, medium),
                hold("hold-256", "the same, 256 at a time", 256, many, medium),
                hold("hold-256-virtual", "the same, virtual threads", 256, many, medium.with(virtualThreads)),
                greedy("greedy", "sum up 1,000 readings, 49 clients", thousand, bodies.readings(100_000), demo),
                greedy("greedy-10", "the same, 10 threads", thousand, bodies.readings(100_000),
                        demo.with("--server.tomcat.threads.max=10")),
                starter(three),
                readings("readings-10000-small-heap", "sum up 10,000 readings, -Xmx128m", 64, many, small),
                readings("readings-10000-virtual", "sum up 10,000 readings, virtual threads", CLIENTS, many,
                        demo.with(virtualThreads)),
                readings("readings-10000-zgc", "sum up 10,000 readings, ZGC", CLIENTS, many, zgc),
                new Scenario("readings-10000-webflux", "decode 10,000 readings, WebFlux", CLIENTS,
                        new Contender("heap", reactive, Request.post("/bench/heap/readings", JSON, many)),
                        new Contender("arena", reactive, Request.post("/bench/arena/readings", JSON, many))));
    }

    private static Scenario readings(String name, String title, int connections, Path body, ServerSetup setup) {
        return new Scenario(name, title, connections,
                new Contender("heap", setup, Request.post("/api/readings/summary?engine=heap", JSON, body)),
                new Contender("fastjson2", setup, Request.post("/bench/fastjson2/readings/summary", FASTJSON, body)),
                new Contender("arena", setup, Request.post("/api/readings/summary?engine=arena", JSON, body)));
    }

    private static Contender[] measurements(Path body, ServerSetup setup) {
        return new Contender[]{
                new Contender("heap", setup, Request.post("/api/measurements?engine=heap", "text/plain", body)),
                new Contender("bytes", setup, Request.post("/bench/bytes/measurements", "text/plain", body)),
                new Contender("arena", setup, Request.post("/api/measurements?engine=arena", "text/plain", body))};
    }

    private static Scenario orders(Path body, ServerSetup setup) {
        return new Scenario("orders-1000", "sum up 1,000 nested orders", CLIENTS,
                new Contender("heap", setup, Request.post("/bench/heap/orders", JSON, body)),
                new Contender("fastjson2", setup, Request.post("/bench/fastjson2/orders", FASTJSON, body)),
                new Contender("arena", setup, Request.post("/bench/arena/orders", JSON, body)));
    }

    private static Scenario store(Path body, ServerSetup setup) {
        return new Scenario("store-1000", "validate and store 1,000 readings", CLIENTS, false,
                Stream.of("heap", "arena")
                        .map(it -> new Contender(it, setup, Request.post("/api/readings?engine=" + it, JSON, body)))
                        .toList(),
                null, FORGET);
    }

    private static Scenario export(String name, String title, String path, Path stored, ServerSetup setup) {
        return new Scenario(name, title, CLIENTS, false,
                Stream.of("heap", "arena").map(it -> new Contender(it, setup, Request.get(path + "?engine=" + it)))
                        .toList(),
                Request.post("/api/readings", JSON, stored), null);
    }

    private static Scenario hold(String name, String title, int connections, Path body, ServerSetup setup) {
        String path = "/api/readings/held?millis=200&engine=";
        Request arena = Request.post(path + "arena", JSON, body);
        ServerSetup limited = setup.with("--arena.web.routes[0].path=/api/readings/held")
                .with("--arena.web.routes[0].total-byte-budget=128MB");
        return new Scenario(name, title, connections, true,
                List.of(new Contender("heap", setup, Request.post(path + "heap", JSON, body)),
                        new Contender("arena", setup, arena),
                        new Contender("arena, 128 MB", limited, arena)),
                null, null);
    }

    /** One of fifty clients sends a hundred times as much. */
    private static Scenario greedy(String name, String title, Path body, Path large, ServerSetup setup) {
        return new Scenario(name, title, 49, false,
                Stream.of("heap", "arena").flatMap(it -> {
                    String path = "/api/readings/summary?engine=" + it;
                    Request request = Request.post(path, JSON, body);
                    return Stream.of(new Contender(it, setup, request),
                            new Contender(it + ", and one sends 100,000", setup, request,
                                    Request.post(path, JSON, large)));
                }).toList(), null, null);
    }

    private static Scenario starter(Path body) {
        Request request = Request.post("/bench/heap/readings", JSON, body);
        return new Scenario("starter", "count 3 readings (200 B), no arena used", CLIENTS,
                new Contender("no starter", ServerSetup.of(ServerKind.WITHOUT_STARTER, "-Xmx1g"), request),
                new Contender("with the starter", ServerSetup.of(ServerKind.WITH_STARTER, "-Xmx1g"), request));
    }
}
