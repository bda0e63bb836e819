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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import reactor.core.publisher.Flux;

import dev.arena.Arena;
import dev.arena.text.Utf8String;

/** Text as data of server-sent events. Each handler exists for text in arena memory and for a {@code String}. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(EventApplication.Handlers.class)
class EventApplication {
    static final List<String> TEXTS = List.of("plain", "", "x\n\nevent: pwn\ndata: y", "ü\n", "\n\n", "a\r\nb", "a\rb",
            "x\r\revent: pwn\rdata: y", "line\n".repeat(10_000));

    @RestController
    static class Handlers {

        private static CharSequence text(Arena arena, String type, int number) {
            return type.equals("arena") ? Utf8String.copyOf(arena, TEXTS.get(number)) : TEXTS.get(number);
        }

        @GetMapping("/{type}/emitter/{number}")
        SseEmitter emitter(Arena arena, @PathVariable String type, @PathVariable int number) {
            var emitter = new SseEmitter();
            Thread.ofVirtual().start(() -> {
                try {
                    emitter.send(text(arena, type, number));
                    emitter.send(SseEmitter.event().name("n").data(text(arena, type, number), MediaType.TEXT_PLAIN));
                    emitter.complete();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return emitter;
        }

        @GetMapping(path = "/arena/flux/{number}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<Utf8String> arenaFlux(Arena arena, @PathVariable int number) {
            return Flux.just((Utf8String) text(arena, "arena", number), Utf8String.copyOf(arena, "last"));
        }

        @GetMapping(path = "/heap/flux/{number}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<String> heapFlux(@PathVariable int number) {
            return Flux.just(TEXTS.get(number), "last");
        }

        @GetMapping("/arena/events/{number}")
        Flux<ServerSentEvent<Utf8String>> arenaEvents(Arena arena, @PathVariable int number) {
            return Flux.just(ServerSentEvent.builder((Utf8String) text(arena, "arena", number)).id("1").event("e")
                    .comment("c").build());
        }

        @GetMapping("/heap/events/{number}")
        Flux<ServerSentEvent<String>> heapEvents(@PathVariable int number) {
            return Flux.just(ServerSentEvent.builder(TEXTS.get(number)).id("1").event("e").comment("c").build());
        }

        @GetMapping("/{type}/objects/{number}")
        Flux<ServerSentEvent<Object>> objects(Arena arena, @PathVariable String type, @PathVariable int number) {
            return Flux.just(ServerSentEvent.<Object>builder(text(arena, type, number)).build(),
                    ServerSentEvent.<Object>builder(List.of(1)).build());
        }
    }
}
