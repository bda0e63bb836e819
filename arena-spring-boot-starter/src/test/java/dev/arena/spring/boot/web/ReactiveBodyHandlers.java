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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.zip.CRC32C;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;

import com.fasterxml.jackson.annotation.JsonView;
import org.jspecify.annotations.Nullable;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.Mark;
import dev.arena.collect.RecordVec;
import dev.arena.json.JsonValue;
import dev.arena.spring.boot.http.HiddenHandlers;
import dev.arena.text.Utf8String;

/** Handlers that receive and return bodies in arena memory. */
@RestController
class ReactiveBodyHandlers {
    private final ReactiveWitness witness;

    ReactiveBodyHandlers(ReactiveWitness witness) {
        this.witness = witness;
    }

    /** A record that can only be decoded into an arena. */
    record Row(int id, @Nullable Utf8String name,
            @DecimalMax("60.0") @DecimalMin(value = "1.0", groups = Strict.class) double value) {}

    /** A group of constraints. */
    interface Strict {}

    static long checksum(MemorySegment bytes) {
        var crc = new CRC32C();
        crc.update(bytes.asByteBuffer());
        return crc.getValue();
    }

    @PostMapping("/bytes/sum")
    long sum(@RequestBody MemorySegment body) {
        return checksum(witness.saw(body));
    }

    @PostMapping("/bytes/echo")
    MemorySegment echo(@RequestBody MemorySegment body) {
        return witness.saw(body);
    }

    @PostMapping("/bytes/echo-mono")
    Mono<MemorySegment> echoMono(@RequestBody Mono<MemorySegment> body) {
        return body.map(witness::saw);
    }

    @PostMapping("/bytes/optional")
    String optional(@RequestBody(required = false) @Nullable MemorySegment body) {
        return body == null ? "none" : "some";
    }

    @GetMapping("/bytes/{size}")
    MemorySegment bytes(Arena arena, @PathVariable long size) {
        return filled(arena, size);
    }

    @GetMapping(path = "/bytes/parts", produces = "application/octet-stream")
    Flux<MemorySegment> parts(Arena arena) {
        return Flux.range(1, 20).map(i -> filled(arena, i * 5000L));
    }

    private MemorySegment filled(Arena arena, long size) {
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

    @PostMapping("/text/echo")
    Mono<Utf8String> echo(@RequestBody Utf8String body) {
        witness.saw(body.segment());
        return Mono.just(body);
    }

    @PostMapping("/text/length")
    int length(@RequestBody Utf8String body) {
        return body.length();
    }

    @PostMapping("/json/rows")
    String rows(@RequestBody RecordVec<Row> rows) {
        witness.saw(rows.rows());
        double sum = 0;
        for (Row row : rows) {
            sum += row.value();
        }
        return rows.size() + " " + sum;
    }

    @PostMapping("/json/valid-rows")
    long validRows(@Valid @RequestBody RecordVec<Row> rows) {
        return rows.size();
    }

    @PostMapping("/json/valid-rows-later")
    Mono<Long> validRowsLater(@Valid @RequestBody Mono<RecordVec<Row>> rows) {
        return rows.map(RecordVec::size);
    }

    @PostMapping("/json/strict-rows")
    long strictRows(@Validated(Strict.class) @RequestBody RecordVec<Row> rows) {
        return rows.size();
    }

    @PostMapping("/json/held")
    long held(Arena arena, @RequestBody RecordVec<Row> rows) {
        witness.saw(rows.rows());
        return arena.stats().bytesHeld();
    }

    @PostMapping("/json/echo-rows")
    RecordVec<Row> echoRows(@RequestBody RecordVec<Row> rows) {
        witness.saw(rows.rows());
        return rows;
    }

    @PostMapping("/json/flux")
    Flux<Row> flux(@RequestBody Flux<Row> rows) {
        return rows.filter(row -> row.id() % 2 == 0);
    }

    @JsonView(HiddenHandlers.Public.class)
    @PostMapping("/hidden/flux-in-view")
    Flux<HiddenHandlers.Account> fluxInView(@RequestBody Flux<HiddenHandlers.Account> rows) {
        return rows;
    }

    @PostMapping("/hidden/read-flux-in-view")
    Flux<HiddenHandlers.Account> readFluxInView(
            @JsonView(HiddenHandlers.Public.class) @RequestBody Flux<HiddenHandlers.Account> rows) {
        return rows;
    }

    @PostMapping("/json/value")
    JsonValue value(@RequestBody JsonValue value) {
        return value;
    }

    @PostMapping("/json/stale")
    RecordVec<Row> stale(Arena arena, @RequestBody RecordVec<Row> rows) {
        try (Mark _ = arena.mark()) {
            RecordVec<Row> copy = new RecordVec<>(arena, Row.class);
            copy.addAll(rows);
            return copy;
        }
    }
}
