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

package dev.arena.spring.boot.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.sample.Recipes;

import static org.assertj.core.api.Assertions.assertThat;

/** Each WebSocket message has an arena, which ends with the message. */
@SpringBootTest(classes = WebSocketTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.main.web-application-type=reactive", "arena.byte-budget=64KB", "arena.leak-detection=all"})
class WebSocketTests extends HttpTests {

    @Test
    void messagesShouldHaveArenasThatEndWithThem() throws Exception {
        BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        try (HttpClient client = HttpClient.newHttpClient()) {
            WebSocket socket = client.newWebSocketBuilder()
                    .buildAsync(URI.create("ws://localhost:" + port + "/averages"), new WebSocket.Listener() {
                        @Override
                        public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence text, boolean last) {
                            answers.add(text.toString());
                            from.request(1);
                            return null;
                        }
                    }).get(10, TimeUnit.SECONDS);
            for (int i = 1; i <= 100; i++) {
                socket.sendText("[{\"station\":\"a\",\"temperature\":1},{\"station\":\"b\",\"temperature\":" + i + "}]",
                        true).get(10, TimeUnit.SECONDS);
                assertThat(answers.poll(10, TimeUnit.SECONDS)).isEqualTo(Double.toString((1 + i) / 2.0));
            }
            assertThat(pool.stats().liveBytes()).isZero();
            socket.abort();
        }
        awaitNothingLive();
    }

    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(NettyServer.class)
    static class Application {

        @Bean
        SimpleUrlHandlerMapping sockets(ArenaTemplate template, ArenaJson json) {
            return new SimpleUrlHandlerMapping(Map.of("/averages", averages(template, json)), -1);
        }

        private static WebSocketHandler averages(ArenaTemplate template, ArenaJson json) {
            return Recipes.averages(template, json);
        }
    }
}
