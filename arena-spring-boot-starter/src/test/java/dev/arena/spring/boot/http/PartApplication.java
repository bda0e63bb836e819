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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;
import reactor.core.publisher.Flux;

import dev.arena.Arena;
import dev.arena.collect.IntVec;
import dev.arena.collect.RecordVec;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;
import dev.arena.json.JsonOutput;
import dev.arena.json.JsonValue;
import dev.arena.text.Utf8String;

/** Handlers of multipart bodies, and responses that are written in pieces. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({PartApplication.Parts.class, PartApplication.Streams.class, PartApplication.ServletStreams.class})
class PartApplication {

    /** An element. */
    record Item(int id, String name) {}

    /** A record that needs an arena. */
    record Note(int id, Utf8String text, IntVec numbers) {}

    @RestController
    static class Parts {

        @PostMapping("/parts")
        String parts(@RequestPart MemorySegment bytes, @RequestPart Utf8String text,
                @RequestPart RecordVec<Item> items, @RequestPart JsonValue value, @RequestPart Note note,
                @RequestPart IntVec numbers) {
            return bytes.byteSize() + " " + bytes.get(ValueLayout.JAVA_BYTE, bytes.byteSize() - 1) + " " + text + " "
                    + items.size() + " " + java.util.Objects.requireNonNull(value.get("a")).asInt() + " " + note.text()
                    + " "
                    + numbers.size();
        }

        @PostMapping("/records")
        long records(@RequestPart RecordVec<Item> items) {
            return items.size();
        }

        @PostMapping("/bytes")
        long bytes(@RequestPart MemorySegment bytes) {
            return bytes.byteSize();
        }
    }

    private static RecordVec<Item> items(ArenaJson json, Arena arena, int id) {
        return json.readRecords(
                JsonInput.of(("[{\"id\":" + id + ",\"name\":\"n" + id + "\"}]").getBytes(StandardCharsets.UTF_8)),
                Item.class,
                arena);
    }

    private static Note note(Arena arena, int id) {
        var numbers = new IntVec(arena);
        numbers.add(id);
        return new Note(id, Utf8String.copyOf(arena, "n" + id), numbers);
    }

    @RestController
    static class Streams {
        private final ArenaJson json;

        Streams(ArenaJson json) {
            this.json = json;
        }

        @GetMapping("/events")
        Flux<ServerSentEvent<RecordVec<Item>>> events(Arena arena) {
            return Flux.range(1, 3).map(id -> ServerSentEvent.builder(items(json, arena, id)).build());
        }

        @GetMapping(path = "/notes", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
        Flux<Note> notes(Arena arena) {
            return Flux.range(1, 3).map(id -> note(arena, id));
        }

        @GetMapping(path = "/vectors", produces = {MediaType.APPLICATION_JSON_VALUE, MediaType.APPLICATION_NDJSON_VALUE,
                MediaType.TEXT_EVENT_STREAM_VALUE})
        Flux<RecordVec<Item>> vectors(Arena arena) {
            return Flux.range(1, 3).map(id -> items(json, arena, id));
        }
    }

    @RestController
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class ServletStreams {
        private final ArenaJson json;

        ServletStreams(ArenaJson json) {
            this.json = json;
        }

        @GetMapping(path = "/body", produces = MediaType.APPLICATION_JSON_VALUE)
        StreamingResponseBody body(Arena arena) {
            return out -> json.write(items(json, arena, 7), JsonOutput.of(out));
        }

        @GetMapping("/emitter")
        SseEmitter emitter(Arena arena) {
            var emitter = new SseEmitter();
            Thread.ofVirtual().start(() -> {
                try {
                    for (Object value : List.of(items(json, arena, 1), note(arena, 2))) {
                        emitter.send(value, MediaType.APPLICATION_JSON);
                    }
                    emitter.complete();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return emitter;
        }
    }
}
