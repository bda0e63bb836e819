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
import java.net.http.HttpResponse;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Hooks;

import dev.arena.spring.boot.web.ReactiveRequestArenaListener.Ending;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Tests that the arena of a reactive request ends exactly once, and not before the request, for each kind of end. */
class ReactiveLifecycleTests extends AbstractReactiveTests {

    @BeforeEach
    void renewLatches() {
        handlers.working = new CountDownLatch(1);
        handlers.mayGoOn = new CountDownLatch(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/parameter", "/jdk-parameter", "/context", "/other-thread", "/stage",
            "/functional/context", "/functional/request/7"})
    void requestShouldEndItsArena(String path) throws Exception {
        long resets = pool.stats().resets();
        assertThat(text(get(path))).isEqualTo("42");
        assertEnded(Ending.COMPLETED, 1);
        assertThat(pool.stats().resets()).isEqualTo(resets + 1);
    }

    @Test
    void injectedArenaShouldBeThatOfTheRequestIfContextIsPropagated() throws Exception {
        assertThat(get("/injected").statusCode()).isEqualTo(500);
        Hooks.enableAutomaticContextPropagation();
        try {
            assertThat(text(get("/injected"))).isEqualTo("42");
        } finally {
            Hooks.disableAutomaticContextPropagation();
        }
        assertEnded(Ending.COMPLETED, 1);
    }

    @Test
    void parameterContextAndFilterShouldHaveTheSameArena() throws Exception {
        assertThat(text(get("/same", "X-Filter-Allocates", "yes"))).isEqualTo("true");
        assertEnded(Ending.COMPLETED, 2);
    }

    @Test
    void resetAndCloseShouldFail() throws Exception {
        assertThat(text(get("/ending"))).isEqualTo("yes yes yes yes ");
        awaitNothingLive();
    }

    @Test
    void requestThatNeverAllocatesShouldTakeNoChunk() throws Exception {
        var before = pool.stats();
        assertThat(text(get("/unused"))).isEqualTo("unused");
        var after = pool.stats();
        assertThat(after.normalChunksAllocated() + after.chunksReused())
                .isEqualTo(before.normalChunksAllocated() + before.chunksReused());
        assertThat(after.resets()).isEqualTo(before.resets());
        assertThat(witness.endings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/throws, FAILED", "/throws-at-once, FAILED", "/functional/throws, FAILED"})
    void failedRequestShouldEndItsArenaAndRevealNothing(String path, Ending ending) throws Exception {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).doesNotContain("secret");
        assertEnded(ending, 1);
    }

    /** Reactor throws such errors and signals nothing. The server then closes the connection. */
    @ParameterizedTest
    @CsvSource({"/throws-fatal-error, no", "/throws-fatal-error-in-an-operator, no",
            "/parameter, X-Filter-Throws-Fatal-Error"})
    void fatalErrorShouldEndTheArena(String path, String header) throws IOException {
        try (Socket client = open("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nX-Filter-Allocates: yes\r\n"
                + header + ": yes\r\n\r\n")) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        witness.requests.set(0); // the filter that counts receives no signal
        assertEnded(Ending.FAILED, header.equals("no") ? 2 : 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cleanup-throws", "/cleanup-throws-an-error", "/listener-throws"})
    void exceptionAtTheEndShouldNotAffectTheResponseOrTheEnd(String path) throws Exception {
        assertThat(text(get(path))).isEqualTo("42");
        assertEnded(Ending.COMPLETED, 1);
    }

    @Test
    void arenaThatANativeCallKeepsOpenShouldEndWhenTheCallHasReturned() throws Exception {
        assertThat(text(get("/answers-in-a-native-call"))).isEqualTo("42");
        await().until(() -> !witness.endings.isEmpty());
        assertThat(text(get("/unused"))).as("event loops are not blocked").isEqualTo("unused");
        assertThat(pool.stats().activeArenas()).isOne();
        requireNonNull(witness.nativeCall).end();
        assertEnded(Ending.COMPLETED, 1);
    }

    @Test
    void arenaThatANativeCallKeepsOpenShouldEndAfterTheClientHasVanished() throws Exception {
        try (Socket _ = openGet("/never-answers-in-a-native-call")) {
            handlers.working.await();
        }
        await().until(() -> !witness.endings.isEmpty());
        assertThat(pool.stats().activeArenas()).isOne();
        requireNonNull(witness.nativeCall).end();
        assertEnded(Ending.CANCELLED, 1);
    }

    @Test
    void failureWhileTheResponseIsWrittenShouldEndTheArena() {
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> get("/fails-midway"));
        assertEnded(Ending.FAILED, 1);
    }

    @Test
    void unmatchedPathShouldEndTheArenaOfItsFilters() throws Exception {
        assertThat(get("/missing", "X-Filter-Allocates", "yes").statusCode()).isEqualTo(404);
        assertEnded(Ending.FAILED, 1);
    }

    @Test
    void serverSentEventsShouldUseTheArenaUntilTheLast() throws Exception {
        assertThat(text(get("/sse"))).isEqualTo("""
                data:42 of 0 on 4096

                data:42 of 1 on 4096

                data:42 of 2 on 4096

                """);
        assertEnded(Ending.COMPLETED, 1);
    }

    @Test
    void clientThatVanishesBeforeTheResponseShouldEndTheArena() throws Exception {
        try (Socket _ = openGet("/never")) {
            handlers.working.await();
            assertThat(pool.stats().activeArenas()).isOne();
        }
        assertEnded(Ending.CANCELLED, 1);
    }

    @Test
    void clientThatVanishesDuringTheResponseShouldEndTheArena() throws Exception {
        try (Socket socket = openGet("/endless")) {
            assertThat(socket.getInputStream().readNBytes(10_000)).hasSize(10_000);
            assertThat(pool.stats().activeArenas()).isOne();
        }
        await().until(() -> !witness.endings.isEmpty());
        assertEnded(witness.endings.getFirst(), 1);
    }

    @Test
    void clientThatDisconnectsAfterTheResponseShouldHaveNoEffect() throws Exception {
        try (Socket socket = openGet("/parameter")) {
            assertThat(socket.getInputStream().readNBytes(15)).asString().isEqualTo("HTTP/1.1 200 OK");
        }
        assertEnded(Ending.COMPLETED, 1);
    }

    @Test
    void workerThatOutlivesItsRequestShouldNotUseItsMemory() throws Exception {
        try (Socket _ = openGet("/blocking-worker")) {
            handlers.working.await();
        }
        assertEnded(Ending.CANCELLED, 1);
        handlers.mayGoOn.countDown();
        await().untilAsserted(() -> assertThat(witness.caught).isInstanceOf(IllegalStateException.class));
        awaitNothingLive();
        assertThat(witness.endings).hasSize(1);
        assertThat(witness.segments).hasSize(1);
    }

    @Test
    void workerShouldCompleteAWaitingRequest() throws Exception {
        handlers.mayGoOn.countDown();
        assertThat(text(get("/blocking-worker"))).isEqualTo("42");
        assertEnded(Ending.COMPLETED, 2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/excluded/parameter", "/excluded/context"})
    void excludedPathShouldHaveNoArenaAndRevealNothing(String path) throws Exception {
        HttpResponse<byte[]> response = get(path);
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(text(response)).doesNotContain("arena.web.exclude");
        assertThat(witness.segments).isEmpty();
        assertThat(witness.endings).isEmpty();
    }
}
