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

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.stream.Collectors;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Requests whose client resets the connection immediately are recorded like all others, under their own path. On Tomcat. */
@TestPropertySource(properties = {"arena.pool.byte-budget=64MB", "logging.level.org.apache.catalina.core=off",
        "spring.mvc.async.request-timeout=1h"}) // no request may wait for its timeout
class VanishingClientTests extends AbstractRequestTests {
    private static final int CLIENTS = 300;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @Autowired
    MeterRegistry registry;

    @BeforeEach
    void captureLog() {
        registry.find("arena.request.bytes").meters().forEach(registry::remove);
        log.start();
        logger().addAppender(log);
    }

    @AfterEach
    void releaseLog() {
        logger().detachAppender(log);
    }

    private static Logger logger() {
        return (Logger) LoggerFactory.getLogger("dev.arena");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sse-endless", "/sse", "/endless", "/deferred"})
    void eachRequestShouldBeRecordedOnceUnderItsOwnPath(String path) throws Exception {
        for (int i = 0; i < CLIENTS; i++) {
            reset(path);
            if (i % 10 == 0) {
                assertThat(get("/parameter").body()).isEqualTo("42"); // Tomcat may reuse the request and response of another client
                awaitAccepted(i);
            }
        }
        int all = CLIENTS + CLIENTS / 10; // the server still reads requests that have arrived before a reset
        await().until(() -> witness.dispatched.get() == all);
        await().untilAsserted(
                () -> assertThat(recorded()).isEqualTo(Map.of(path, (long) CLIENTS, "/parameter", CLIENTS / 10L)));
        await().untilAsserted(
                () -> assertThat(witness.arenas).as("ends that another listener has received").hasValue(all));
        awaitNothingLive();
        if (path.endsWith("endless")) {
            assertThat(registry.find("arena.request.bytes").tag("uri", path).summaries())
                    .extracting(it -> it.getId().getTag("outcome")).containsExactly("UNKNOWN");
        }
        assertThat(log.list).filteredOn(it -> it.getLevel().isGreaterOrEqual(Level.WARN)).isEmpty();
    }

    /** Prevents that the queue of new connections is full. The server never sees a connection that is reset before it is in the queue. */
    private void awaitAccepted(int clients) {
        await().until(() -> witness.dispatched.get() > clients - 50);
    }

    /** Returns the number of recorded requests, by path. */
    private Map<String, Long> recorded() {
        return registry.find("arena.request.bytes").summaries().stream()
                .collect(Collectors.groupingBy(it -> requireNonNull(it.getId().getTag("uri")),
                        Collectors.summingLong(DistributionSummary::count)));
    }

    private void reset(String path) throws IOException {
        try (Socket client = client().open("GET", path)) {
            client.setSoLinger(true, 0);
        }
    }
}
