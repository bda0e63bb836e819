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
import java.util.List;
import java.util.stream.Stream;

import static dev.arena.spring.boot.web.Ending.answer;
import static dev.arena.spring.boot.web.Ending.cutOff;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The ways in which a request can run and end, for every server and kind of thread. */
final class Endings {

    private Endings() {}

    static Stream<Ending> all() {
        return Stream.of(synchronous(), filters(), dispatches(), asynchronous(), besideControllers(), untimely(),
                vanishing()).flatMap(List::stream);
    }

    private static List<Ending> synchronous() {
        return List.of(
                answer("returns, arena as parameter", "/parameter", 200, "42", 1),
                answer("returns, JDK arena as parameter", "/jdk-parameter", 200, "42", 1),
                answer("returns, arena injected", "/injected", 200, "42", 1),
                answer("returns, parameter and injected arena are the same", "/same", 200, "true", 1),
                answer("returns, arena not used", "/unused", 200, "unused", 0).withArenas(0),
                answer("handler throws", "/throws", 500, "", 1),
                answer("handler sends an error", "/send-error", 418, "", 1),
                cutOff("handler sends an error after the start of the response", "/send-error-after-commit", 1),
                answer("cleanup throws", "/cleanup-throws", 200, "done", 1),
                answer("cleanup throws an error", "/cleanup-throws-an-error", 200, "done", 1),
                answer("listener throws", "/listener-throws", 200, "42", 1),
                answer("handler exceeds the budget", "/exhausts-arena", 413, "\"limit\":65536", 1),
                new Ending("multipart upload", 1, 1,
                        (client, _) -> assertThat(client.upload("/upload", "x".repeat(20_000)).body())
                                .isEqualTo("20000")),
                new Ending("multipart upload that exceeds the budget", 1, 1,
                        (client, _) -> assertThat(client.upload("/upload", "x".repeat(100_000)).statusCode())
                                .isEqualTo(413)),
                new Ending("handler reads the body", 1, 1,
                        (client, _) -> assertThat(client.post("/body", "x".repeat(100_000)).body())
                                .isEqualTo("100000")));
    }

    private static List<Ending> filters() {
        return List.of(
                answer("filter and handler allocate", "/same", 200, "true", 2, "X-Filter-Allocates", "yes"),
                answer("filter allocates before and after", "/parameter", 200, "42", 3, "X-Filter-Allocates", "yes",
                        "X-Filter-Allocates-After", "yes"),
                answer("filter throws before the handler", "/parameter", 500, "", 1, "X-Filter-Allocates", "yes",
                        "X-Filter-Throws", "before"),
                answer("filter throws after the handler", "/parameter", 500, "", 2, "X-Filter-Allocates", "yes",
                        "X-Filter-Throws", "after"),
                answer("filter exceeds the budget", "/parameter", 413, "\"limit\":65536", 1, "X-Filter-Allocates",
                        "yes",
                        "X-Filter-Exhausts", "yes"),
                answer("filter allocates before the arena is opened", "/parameter", 500, "", 0,
                        "X-Early-Filter-Allocates", "before").withArenas(0),
                answer("filter allocates after the end of the arena", "/parameter", 500, "", 1,
                        "X-Early-Filter-Allocates", "after"),
                answer("filter allocates before a callable", "/callable", 200, "42", 3, "X-Filter-Allocates", "yes"),
                answer("filter allocates before a deferred result", "/deferred", 200, "42", 2, "X-Filter-Allocates",
                        "yes"),
                answer("filter allocates before a stage", "/stage", 200, "42", 2, "X-Filter-Allocates", "yes"),
                answer("filter throws after a deferred result", "/never", 500, "", 1, "X-Filter-Throws", "after"),
                answer("filter throws after a deferred result, error page allocates", "/never", 500, "", 2,
                        "X-Filter-Throws", "after", "X-Filter-Allocates-On-ERROR", "yes").withArenas(2),
                cutOff("filter throws after the start of server-sent events", "/sse-never", 1, "X-Filter-Throws",
                        "after"),
                answer("filter allocates in the dispatch of the result", "/callable", 200, "42", 3,
                        "X-Filter-Allocates-On-ASYNC", "yes"));
    }

    private static List<Ending> dispatches() {
        return List.of(
                answer("unknown path, filter allocates", "/missing", 404, "", 1, "X-Filter-Allocates", "yes"),
                answer("error page allocates", "/throws", 500, "", 2, "X-Filter-Allocates-On-ERROR", "yes")
                        .withArenas(2),
                answer("error page of a callable allocates", "/callable-throws", 500, "", 2,
                        "X-Filter-Allocates-On-ERROR", "yes").withArenas(2),
                answer("forward", "/forward", 200, "42", 2),
                answer("forward to a callable", "/forward-to-callable", 200, "42", 3),
                answer("include", "/include", 200, "42", 2));
    }

    private static List<Ending> asynchronous() {
        return List.of(
                answer("callable", "/callable", 200, "42", 2),
                answer("callable throws", "/callable-throws", 500, "", 1),
                answer("callable exceeds the budget", "/callable-exhausts", 413, "\"limit\":65536", 1),
                answer("deferred result", "/deferred", 200, "42", 1),
                answer("deferred result that is set at once", "/deferred-set-at-once", 200, "42", 1),
                answer("deferred result is an error", "/deferred-fails", 500, "", 1),
                answer("stage", "/stage", 200, "42", 1),
                answer("stage that is declared as an object", "/stage-as-object", 200, "42", 1),
                answer("stage that is declared as a future", "/stage-as-future", 200, "42", 1),
                answer("stage fails", "/stage-fails", 500, "", 1),
                answer("streamed body", "/streaming", 200, "x".repeat(20_000), 1),
                cutOff("streamed body fails in the middle", "/streaming-fails", 1),
                answer("server-sent events", "/sse", 200, "data:and 800", 2),
                answer("server-sent events fail at once", "/sse-fails-at-once", 500, "", 1));
    }

    private static List<Ending> besideControllers() {
        return List.of(
                answer("handler function", "/functional", 200, "42", 1),
                answer("handler function responds later", "/functional-later", 200, "42", 1),
                answer("servlet", "/servlet/now", 200, "42", 1),
                answer("servlet completes at once", "/servlet/completed-at-once", 200, "42", 1),
                answer("servlet completes later", "/servlet/completed-later", 200, "42", 1),
                answer("servlet continues asynchronously twice", "/servlet/dispatched-twice", 200, "42", 3));
    }

    private static List<Ending> untimely() {
        return List.of(
                answer("time-out", "/times-out", 503, "", 1),
                answer("time-out with a fallback result", "/times-out-into-a-result", 200, "42", 1),
                answer("time-out, error page allocates", "/times-out", 503, "", 2, "X-Filter-Allocates-On-ERROR",
                        "yes").withArenas(2),
                tooLate("time-out while the worker continues", "/times-out-working", false),
                tooLate("time-out that interrupts the worker", "/times-out-interrupted", true),
                tooLate("time-out that interrupts a worker, which continues", "/times-out-unimpressed", true),
                new Ending("time-out while a native call uses the memory", 1, 1, (client, tests) -> {
                    assertThat(client.get("/times-out-in-a-native-call").statusCode()).isEqualTo(503);
                    tests.awaitNothingLive();
                    tests.witness.openGate();
                    await().until(() -> tests.witness.caught != null);
                }),
                busy("response while a native call keeps a mark open", "/answers-in-a-native-call", 200),
                busy("time-out while a native call keeps a mark open", "/times-out-in-a-native-call-in-a-mark", 503),
                new Ending("server-sent events time out", 1, 1,
                        (client, _) -> assertThat(client.read("/sse-times-out")).startsWith("HTTP/1.1 200")
                                .contains("data:42")));
    }

    /** A native call keeps the arena open. The end of the request is still reported. */
    private static Ending busy(String name, String path, int status) {
        return new Ending(name, 1, 1, (client, tests) -> {
            assertThat(client.get(path).statusCode()).isEqualTo(status);
            await().until(() -> tests.witness.arenas.get() == 1);
            assertThat(tests.pool.stats().activeArenas()).isEqualTo(1);
            requireNonNull(tests.witness.nativeCall).end();
        });
    }

    /** A worker continues after the end of the request, and can use neither the memory nor the arena. */
    private static Ending tooLate(String name, String path, boolean interrupted) {
        return new Ending(name, 1, 1, (client, tests) -> {
            assertThat(client.get(path).statusCode()).isEqualTo(503);
            if (interrupted) {
                tests.witness.awaitReached();
            }
            tests.assertEnded(1);
            tests.witness.openGate();
            await().untilAsserted(() -> assertThat(tests.witness.caught).isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("for GET " + path + " was closed").satisfies(
                            caught -> assertThat(caught.getSuppressed()).singleElement().satisfies(
                                    read -> assertThat(read).isInstanceOf(IllegalStateException.class)
                                            .hasMessageContaining("Already closed"))));
        });
    }

    private static List<Ending> vanishing() {
        return List.of(
                new Ending("client vanishes before the body", 1, 1, (client, tests) -> {
                    try (Socket _ = client.openWithBody("/body", 0)) {
                        tests.witness.awaitReached();
                    }
                }),
                new Ending("client vanishes within the body", 1, 1, (client, tests) -> {
                    try (Socket _ = client.openWithBody("/body", 50_000)) {
                        tests.witness.awaitReached();
                    }
                }),
                new Ending("client vanishes within an upload", 0, 0,
                        (client, _) -> client.openUpload("/upload").close()),
                new Ending("client vanishes before the answer", 1, 1, (client, tests) -> {
                    try (Socket _ = client.open("GET", "/waits")) {
                        tests.witness.awaitReached();
                    }
                    tests.witness.openGate();
                }),
                new Ending("client vanishes within the answer", 1, 1, (client, tests) -> {
                    try (Socket socket = client.open("GET", "/waits")) {
                        tests.witness.openGate();
                        assertThat(socket.getInputStream().readNBytes(10_000)).hasSize(10_000);
                    }
                }),
                readSome("client vanishes within a streamed body", "/endless"),
                readSome("client of server-sent events vanishes", "/sse-endless"),
                new Ending("client vanishes while nothing is written", 1, 1, (client, tests) -> {
                    client.open("GET", "/times-out").close();
                    await().until(() -> tests.witness.arenas.get() == 1);
                }));
    }

    private static Ending readSome(String name, String path) {
        return new Ending(name, 1, 1, (client, _) -> {
            try (Socket socket = client.open("GET", path)) {
                assertThat(socket.getInputStream().readNBytes(10_000)).hasSize(10_000);
            }
        });
    }
}
