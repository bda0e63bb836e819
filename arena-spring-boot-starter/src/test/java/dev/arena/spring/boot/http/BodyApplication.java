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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;
import dev.arena.Mark;
import dev.arena.text.Utf8String;

/** An application whose handlers receive and return bodies in arena memory. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({BodyApplication.Handlers.class, JsonHandlers.class, HiddenHandlers.class})
class BodyApplication {

    @Bean
    BodyWitness bodyWitness() {
        return new BodyWitness();
    }

    @RestController
    static class Handlers {
        private final BodyWitness witness;

        Handlers(BodyWitness witness) {
            this.witness = witness;
        }

        @PostMapping("/bytes/sum")
        long sum(@RequestBody MemorySegment body) {
            witness.saw(body);
            long sum = 0;
            for (long i = 0; i < body.byteSize(); i++) {
                sum = 31 * sum + body.get(ValueLayout.JAVA_BYTE, i);
            }
            return sum;
        }

        @PostMapping("/bytes/echo")
        MemorySegment echo(@RequestBody MemorySegment body) {
            return witness.saw(body);
        }

        @PostMapping("/bytes/echo-later")
        Callable<MemorySegment> echoLater(@RequestBody MemorySegment body) {
            witness.saw(body);
            return () -> body;
        }

        @PostMapping(path = "/bytes/echo-as-csv", produces = "text/csv")
        ResponseEntity<MemorySegment> echoAsCsv(@RequestBody MemorySegment body) {
            return ResponseEntity.ok(witness.saw(body));
        }

        @PostMapping("/bytes/optional")
        String optional(@RequestBody(required = false) @Nullable MemorySegment body) {
            return body == null ? "none" : "some";
        }

        @GetMapping("/bytes/{size}")
        MemorySegment bytes(Arena arena, @PathVariable long size) {
            MemorySegment segment = witness.saw(arena.allocate(size, 1));
            for (long i = 0; i < size; i++) {
                segment.set(ValueLayout.JAVA_BYTE, i, (byte) ((i * i) >> 8));
            }
            return segment;
        }

        @GetMapping("/bytes/stale")
        MemorySegment stale(Arena arena) {
            try (Mark _ = arena.mark()) {
                return witness.saw(arena.allocate(100, 1));
            }
        }

        @PostMapping("/text/length")
        int length(@RequestBody Utf8String body) {
            witness.saw(body.segment());
            return body.length();
        }

        @PostMapping("/text/echo")
        Utf8String echo(@RequestBody Utf8String body) {
            witness.saw(body.segment());
            return body;
        }

        @PostMapping(path = "/text/echo-as-json", produces = "application/json")
        Utf8String echoAsJson(@RequestBody Utf8String body) {
            return body;
        }

        @PostMapping(path = "/text/echo-as-octets", produces = "application/octet-stream")
        Utf8String echoAsOctets(@RequestBody Utf8String body) {
            return body;
        }

        @PostMapping({"/excluded/bytes"})
        long excluded(@RequestBody MemorySegment body) {
            return body.byteSize();
        }
    }
}
