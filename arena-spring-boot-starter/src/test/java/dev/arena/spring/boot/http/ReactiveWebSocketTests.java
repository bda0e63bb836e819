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

import java.util.Map;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.socket.WebSocketHandler;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.sample.Recipes;

@SpringBootTest(classes = ReactiveWebSocketTests.Application.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = {
        "spring.main.web-application-type=reactive", "arena.byte-budget=64KB", "arena.leak-detection=all"})
class ReactiveWebSocketTests extends AbstractWebSocketTests {

    @SpringBootConfiguration
    @EnableAutoConfiguration
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
