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

package dev.arena.spring.boot.aot;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.actuate.ArenaEvents;
import dev.arena.spring.boot.actuate.OpenArenaDescriptor;
import dev.arena.spring.boot.actuate.PoolDescriptor;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application after AOT processing starts and serves requests. */
class AotTests {
    private static final String[] PROPERTIES = {"server.port=0", "arena.byte-budget=64KB",
            "management.endpoints.web.exposure.include=arenas,metrics"};

    @Test
    @CompileWithForkedClassLoader
    @ExtendWith(OutputCaptureExtension.class)
    @SuppressWarnings("unchecked")
    void processedApplicationShouldServeRequests(CapturedOutput output) {
        TestGenerationContext generated = process();
        TestCompiler.forSystem().with(generated).compile(compiled -> {
            ApplicationContextInitializer<GenericApplicationContext> initializer = compiled
                    .getInstance(ApplicationContextInitializer.class);
            try (var context = new ServletWebServerApplicationContext()) {
                configure(context);
                initializer.initialize(context);
                context.refresh();
                int port = Objects.requireNonNull(context.getWebServer()).getPort();
                assertThat(post(port, "/text", "Zürich")).isEqualTo("200 Zürich");
                assertThat(post(port, "/text", "x".repeat(100_000))).startsWith("413 ").contains("\"scope\":\"arena\"");
                assertThat(context.getBean(ArenaPool.class).settings().arenaByteBudget()).isEqualTo(64 << 10);
                await().until(() -> context.getBean(ArenaPool.class).stats().resets() > 0);
            }
            assertThat(output).doesNotContain("Invocation of");
        });
    }

    @Test
    void hintsShouldCoverReflection() {
        RuntimeHints hints = process().getRuntimeHints();
        assertThat(hints).satisfies(it -> {
            for (Class<?> type : new Class<?>[]{PoolDescriptor.class, PoolDescriptor.Settings.class,
                    OpenArenaDescriptor.class, ArenaEvents.Refusal.class, ArenaEvents.Leak.class}) {
                assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(type.getRecordComponents()[0]
                        .getAccessor())).as(type.getName()).accepts(it);
            }
            for (Class<?> type : new Class<?>[]{ArenaProperties.class, ArenaProperties.Pool.class,
                    ArenaProperties.Route.class, ArenaProperties.Json.class}) {
                assertThat(RuntimeHintsPredicates.reflection().onConstructorInvocation(type
                        .getDeclaredConstructors()[0])).as(type.getName()).accepts(it);
                assertThat(type.getDeclaredMethods()).allSatisfy(method -> assertThat(
                        RuntimeHintsPredicates.reflection().onMethodInvocation(method)).accepts(it));
            }
        });
    }

    private static TestGenerationContext process() {
        var context = new AnnotationConfigServletWebServerApplicationContext();
        configure(context);
        context.register(Application.class);
        var generated = new TestGenerationContext();
        new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
        generated.writeGeneratedContent();
        return generated;
    }

    private static void configure(ConfigurableApplicationContext context) {
        TestPropertyValues.of(PROPERTIES).applyTo(context);
    }

    private static String post(int port, String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "text/plain;charset=UTF-8").POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {}

    @RestController
    static class Handlers {
        private final Arena arena;

        Handlers(Arena arena) {
            this.arena = arena;
        }

        @PostMapping(path = "/text", produces = "text/plain;charset=UTF-8")
        Utf8String text(@RequestBody Utf8String body) {
            arena.allocate(1);
            return body;
        }
    }
}
