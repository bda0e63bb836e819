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

package dev.arena.spring.boot.sample;

import java.io.IOException;

import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;

import dev.arena.collect.RecordVec;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.sample.Recipes.Reading;

/** The samples of docs/reference.md for WebSocket in servlet applications, where types have the names of those of WebFlux. */
public final class ServletSocketRecipes {

    private ServletSocketRecipes() {}

    /** Makes a handler available to tests of other packages. */
    public static TextWebSocketHandler averages(ArenaTemplate template, ArenaJson json) {
        return new AveragesHandler(template, json);
    }

    // @start region="servlet-web-socket"
    static final class AveragesHandler extends TextWebSocketHandler {
        private final ArenaTemplate template;
        private final ArenaJson json;

        AveragesHandler(ArenaTemplate template, ArenaJson json) {
            this.template = template;
            this.json = json;
        }

        @Override
        protected void handleTextMessage(WebSocketSession session, TextMessage message) throws IOException {
            session.sendMessage(new TextMessage(average(message.asBytes())));
        }

        private String average(byte[] message) {
            return template.execute(arena -> { // ends with each message
                RecordVec<Reading> readings = json.readRecords(JsonInput.of(message), Reading.class, arena);
                return Double.toString(readings.stream().mapToDouble(Reading::temperature).average().orElse(0));
            });
        }
    }
    // @end

    static final class Warmest {

        // @start region="stomp"
        @MessageMapping("/readings")
        @SendTo("/topic/warmest")
        RecordVec<Reading> warmest(RecordVec<Reading> readings) {
            readings.removeIf(reading -> reading.temperature() < 30);
            return readings;
        }
        // @end
    }
}
