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

package dev.arena.spring.boot.shutdown;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import jakarta.servlet.http.HttpServletResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.reactive.ReactiveWebServerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.PoolStats;
import dev.arena.spring.boot.Patience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** A running request and its memory while the application shuts down. */
@ExtendWith(OutputCaptureExtension.class)
class ShutdownTests {
    private final Held held = new Held();
    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest
    @CsvSource({"SERVLET, /held, ''", "SERVLET, /held-callable, ''", "REACTIVE, /held-mono, Jetty",
            "REACTIVE, /held-mono, Netty"})
    void requestInFlightShouldFinishBeforeThePoolIsClosed(WebApplicationType type, String path, String server,
            CapturedOutput output) throws Exception {
        ConfigurableApplicationContext context = start(type, "server.of.test=" + server);
        ArenaPool pool = context.getBean(ArenaPool.class);
        CompletableFuture<HttpResponse<String>> response = get(port(context), path);
        held.awaitReached();
        CompletableFuture<Void> closed = CompletableFuture.runAsync(context::close, Thread::startVirtualThread);
        awaitRefusal(port(context));
        assertThat(pool.stats().liveChunks()).isOne();
        held.letGo();
        assertThat(response.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS).body()).isEqualTo("42");
        assertThat(response.get().statusCode()).isEqualTo(200);
        closed.get(Patience.LIMIT.toSeconds(), TimeUnit.SECONDS);
        await().untilAsserted(() -> assertNothingLeft(pool)); // the arena may end after the response
        assertThat(output).doesNotContain("Leak in", "did not end cleanly", "is closed and");
    }

    @Test
    void requestThatOutlivesTheGracePeriodShouldKeepItsMemory(CapturedOutput output) throws Exception {
        ConfigurableApplicationContext context = start(WebApplicationType.SERVLET,
                "spring.lifecycle.timeout-per-shutdown-phase=1ms", "server.of.test=impatient");
        ArenaPool pool = context.getBean(ArenaPool.class);
        CompletableFuture<HttpResponse<String>> response = get(port(context), "/held-without-more");
        held.awaitReached();
        context.close();
        assertThat(pool.stats().liveChunks()).isOne();
        assertThatIllegalStateException().isThrownBy(pool::open);
        held.letGo();
        held.awaitFinished();
        await().untilAsserted(() -> assertNothingLeft(pool));
        response.cancel(true); // if the server has not closed the connection
        assertThat(output).contains("read 42 after the end").doesNotContain("Leak in", "did not end cleanly");
    }

    private ConfigurableApplicationContext start(WebApplicationType type, String... properties) {
        return new SpringApplicationBuilder(Application.class).web(type).registerShutdownHook(false)
                .initializers(context -> context.getBeanFactory().registerSingleton("held", held))
                .properties("server.port=0", "arena.leak-detection=all", "arena.byte-budget=4MB")
                .properties(properties).run("--server.shutdown=graceful");
    }

    private static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    private CompletableFuture<HttpResponse<String>> get(int port, String path) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build();
        return client.sendAsync(request, BodyHandlers.ofString());
    }

    /** Waits until the server accepts no further requests. */
    private static void awaitRefusal(int port) {
        await().until(() -> {
            try (var _ = new Socket("localhost", port)) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }

    private static void assertNothingLeft(ArenaPool pool) {
        PoolStats stats = pool.stats();
        assertThat(stats.activeArenas()).isZero();
        assertThat(stats.liveChunks()).isZero();
        assertThat(stats.reservedBytes()).isZero();
        assertThat(stats.leaks()).isZero();
        assertThatIllegalStateException().isThrownBy(pool::open).withMessageContaining("is closed");
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {

        @Bean
        @ConditionalOnProperty(name = "server.of.test", havingValue = "Netty")
        ReactiveWebServerFactory netty() {
            return new NettyReactiveWebServerFactory();
        }

        /** Shortens the time that the server waits for its threads. */
        @Bean
        @ConditionalOnProperty(name = "server.of.test", havingValue = "impatient")
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> impatientTomcat() {
            return factory -> factory.addConnectorCustomizers(
                    connector -> connector.setProperty("executorTerminationTimeoutMillis", "1"));
        }
    }

    @RestController
    static class Handlers {
        private final Held held;

        Handlers(Held held) {
            this.held = held;
        }

        /** Flushes the response. Tomcat considers a request finished when its servlet has returned, and then closes the connection. */
        @GetMapping("/held")
        void held(Arena arena, HttpServletResponse response) throws IOException {
            byte[] answer = Long.toString(held.work(arena, true)).getBytes(StandardCharsets.US_ASCII);
            response.setContentLength(answer.length);
            response.getOutputStream().write(answer);
            response.flushBuffer();
        }

        @GetMapping("/held-callable")
        Callable<Long> heldCallable(Arena arena) {
            return () -> held.work(arena, true);
        }

        @GetMapping("/held-without-more")
        void heldWithoutMore(Arena arena) {
            System.out.println("read " + held.work(arena, false) + " after the end");
        }

        @GetMapping("/held-mono")
        Mono<Long> heldMono(Arena arena) {
            return Mono.fromCallable(() -> held.work(arena, true)).subscribeOn(Schedulers.boundedElastic());
        }
    }
}
