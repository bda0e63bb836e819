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
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.http.converter.AbstractJacksonHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;

/** An application that cannot write JSON, as one without a JSON library, still responds with the status of a refusal. */
@SpringBootTest(classes = WithoutJsonTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "arena.byte-budget=8MB", "arena.pool.byte-budget=64MB", "arena.web.problem.retry-after=7s"})
class WithoutJsonTests {

    @LocalServerPort
    private int port;

    @Test
    void refusalShouldHaveItsStatus() throws Exception {
        HttpResponse<String> response = get("/arena");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void refusalThatPassesShouldHaveItsStatusAndTheTime() throws Exception {
        HttpResponse<String> response = get("/pool");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("7");
    }

    @Test
    void malformedTextShouldBe400() throws Exception {
        assertThat(send(request("/text").header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofByteArray(new byte[]{(byte) 0xFF}))).statusCode()).isEqualTo(400);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    @RestController
    static class Handlers {
        private final ArenaPool pool;

        Handlers(ArenaPool pool) {
            this.pool = pool;
        }

        @GetMapping("/arena")
        String arena(Arena arena) {
            return arena.allocate(16 << 20, 1).toString();
        }

        @PostMapping("/text")
        int text(@RequestBody Utf8String text) {
            return text.length();
        }

        @GetMapping("/pool")
        String pool(Arena arena) {
            try (Arena other = pool.open(ArenaOptions.defaults().withByteBudget(64 << 20))) {
                other.allocate(60 << 20, 1);
                return arena.allocate(6 << 20, 1).toString();
            }
        }
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Handlers.class)
    static class Application {

        @Bean
        WebMvcConfigurer withoutJacksonConverters() {
            return new WebMvcConfigurer() {
                @Override
                public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                    builder.configureMessageConvertersList(
                            all -> all.removeIf(AbstractJacksonHttpMessageConverter.class::isInstance));
                }
            };
        }

        @Bean
        WebFluxConfigurer withoutJacksonCodecs() {
            return new WebFluxConfigurer() {
                @Override
                public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
                    configurer.registerDefaults(false);
                }
            };
        }
    }
}
