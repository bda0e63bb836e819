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
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

import dev.arena.spring.boot.Patience;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The figures that are recorded for each reactive request. */
class ReactiveMetricsTests extends AbstractReactiveTests {

    @Autowired
    MeterRegistry registry;

    @Autowired
    ReactiveApplication.Observed observed;

    @BeforeEach
    void forgetSummaries() {
        observed.stopped.clear();
        registry.find("arena.request.bytes").meters().forEach(registry::remove);
    }

    @ParameterizedTest
    @CsvSource({"/parameter, /parameter, SUCCESS", "/functional/request/7, /functional/request/{id}, SUCCESS",
            "/cleanup-throws, /cleanup-throws, SUCCESS", "/listener-throws, /listener-throws, SUCCESS",
            "/cleanup-throws-an-error, /cleanup-throws-an-error, SUCCESS", "/throws, /throws, SERVER_ERROR",
            "/exhausts, /exhausts, CLIENT_ERROR",
            "/functional/exhausts, /functional/exhausts, CLIENT_ERROR"})
    void requestShouldBeRecordedByPatternAndOutcome(String path, String pattern, String outcome) throws Exception {
        get(path);
        awaitNothingLive();
        awaitRecorded(pattern, outcome);
        assertThat(registry.find("arena.request.bytes").meters()).hasSize(1);
        assertThat(summary(pattern, outcome)).satisfies(it -> assertThat(it.totalAmount()).isEqualTo(4096));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/endless", "/sse"})
    void requestWhoseClientResetsTheConnectionShouldBeRecordedOnceUnderItsOwnPath(String path) throws Exception {
        for (int i = 0; i < 300; i++) {
            try (Socket client = openGet(path)) {
                client.setSoLinger(true, 0);
            }
            if (i % 10 == 0) {
                get("/parameter");
                int clients = i;
                await("a queue of connections that is never full").until(() -> witness.segments.size() > clients - 50);
            }
        }
        await().until(() -> witness.segments.size() == 330); // the server still reads requests that have arrived before a reset
        await().untilAsserted(() -> assertThat(recorded()).isEqualTo(Map.of(path, 300L, "/parameter", 30L)));
        awaitNothingLive();
    }

    /** Returns the number of recorded requests, by path. */
    private Map<String, Long> recorded() {
        return registry.find("arena.request.bytes").summaries().stream()
                .collect(Collectors.groupingBy(it -> requireNonNull(it.getId().getTag("uri")),
                        Collectors.summingLong(DistributionSummary::count)));
    }

    @Test
    void requestWithoutHandlerShouldNotCreateAMeter() throws Exception {
        get("/missing/1", "X-Filter-Allocates", "yes");
        get("/missing/2", "X-Filter-Allocates", "yes");
        await().until(() -> registry.find("arena.request.bytes").summaries().stream()
                .mapToLong(DistributionSummary::count).sum() == 2);
        assertThat(registry.find("arena.request.bytes").meters()).hasSize(1)
                .allSatisfy(it -> assertThat(it.getId().getTag("outcome")).isEqualTo("CLIENT_ERROR"));
    }

    @Test
    void cancelledRequestShouldHaveAnUnknownOutcome() throws Exception {
        handlers.working = new CountDownLatch(1);
        try (Socket _ = openGet("/never")) {
            handlers.working.await();
        }
        awaitRecorded("/never", "UNKNOWN");
    }

    @Test
    void requestWhoseClientDisconnectsInItsBodyShouldHaveAnUnknownOutcome() throws Exception {
        try (Socket client = announce("/bytes/sum", 7_000_000)) {
            client.getOutputStream().write(new byte[100_000]);
            await().until(() -> pool.stats().liveBytes() > 0);
        }
        awaitRecorded("/bytes/sum", "UNKNOWN");
    }

    @ParameterizedTest
    @CsvSource({"/parameter, 4096, 1", "/other-thread, 4096, 1", "/throws, 4096, 1",
            "/cleanup-throws, 4096, 1", "/cleanup-throws-an-error, 4096, 1", "/listener-throws, 4096, 1",
            "/bytes/1000000, 1000000, 1"})
    void observationShouldContainTheMemoryOfTheArena(String path, String bytes, String chunks) throws Exception {
        get(path);
        assertThat(nextObservation()).containsEntry("high arena.bytes", bytes)
                .containsEntry("high arena.chunks", chunks)
                .containsEntry("low arena.size", bytes.length() > 4 ? "1048576" : "65536");
        awaitNothingLive();
    }

    @Test
    void requestWhoseArenaANativeCallKeepsOpenShouldBeRecorded() throws Exception {
        get("/answers-in-a-native-call");
        awaitRecorded("/answers-in-a-native-call", "SUCCESS");
        assertThat(nextObservation()).containsEntry("high arena.bytes", "4096");
        assertThat(pool.stats().activeArenas()).isOne();
        requireNonNull(witness.nativeCall).end();
        awaitNothingLive();
        assertThat(summary("/answers-in-a-native-call", "SUCCESS")).satisfies(it -> assertThat(it.count()).isOne());
    }

    @Test
    void observationOfACancelledRequestShouldHaveAnUnknownOutcome() throws Exception {
        handlers.working = new CountDownLatch(1);
        try (Socket _ = openGet("/never")) {
            handlers.working.await();
        }
        assertThat(nextObservation()).containsEntry("high arena.bytes", "4096").containsEntry("low outcome", "UNKNOWN");
    }

    @Test
    void observationOfRequestWithoutArenaShouldHaveTheSameTags() throws Exception {
        for (String path : new String[]{"/unused", "/excluded/context"}) {
            get(path);
            assertThat(nextObservation()).containsEntry("low arena.size", "none").doesNotContainKey("high arena.bytes");
        }
    }

    private Map<String, String> nextObservation() throws InterruptedException {
        return requireNonNull(observed.stopped.poll(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    /** The registry contains a summary shortly before it has a value. */
    private void awaitRecorded(String uri, String outcome) {
        await().untilAsserted(() -> assertThat(summary(uri, outcome)).isNotNull()
                .satisfies(it -> assertThat(it.count()).isOne()));
    }

    private @Nullable DistributionSummary summary(String uri, String outcome) {
        return registry.find("arena.request.bytes").tags("pool", "arenaPool", "uri", uri, "outcome", outcome).summary();
    }
}
