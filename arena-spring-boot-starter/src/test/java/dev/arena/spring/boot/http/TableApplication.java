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

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import dev.arena.Arena;
import dev.arena.collect.BooleanVec;
import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordSlice;
import dev.arena.collect.RecordVec;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;
import dev.arena.json.JsonValue;
import dev.arena.text.Utf8String;

/** An application that echoes a body of each type of {@link BodyType}. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({TableApplication.Segment.class, TableApplication.Bytes.class, TableApplication.Text.class,
        TableApplication.Value.class, TableApplication.Records.class, TableApplication.Slice.class,
        TableApplication.Ints.class, TableApplication.Booleans.class, TableApplication.Shorts.class,
        TableApplication.Floats.class, TableApplication.Texts.class, TableApplication.Longs.class,
        TableApplication.Doubles.class,
        TableApplication.Strings.class, TableApplication.LongElements.class, TableApplication.RecordElements.class,
        TableApplication.Entries.class, TableApplication.ByName.class, TableApplication.LongByName.class,
        TableApplication.ByLong.class, TableApplication.One.class, TableApplication.Several.class})
class TableApplication {

    /** An element. */
    record Item(String name, int count) {}

    /** A key. */
    record Place(String street, int number) {}

    /** A record that needs an arena. */
    record Note(int id, Utf8String text, IntVec numbers) {}

    /** Returns the received value, in all ways that a handler supports. */
    abstract static class Echo<T> {

        @PostMapping
        T plain(@RequestBody T body) {
            return body;
        }

        @PostMapping("/entity")
        ResponseEntity<T> entity(@RequestBody T body) {
            return ResponseEntity.ok().header("X-Entity", "yes").body(body);
        }

        @PostMapping("/any")
        ResponseEntity<?> any(@RequestBody T body) {
            return ResponseEntity.ok(body);
        }

        @PostMapping("/mono")
        Mono<T> mono(@RequestBody T body) {
            return Mono.just(body);
        }
    }

    @RestController
    @RequestMapping("/SEGMENT")
    static class Segment extends Echo<MemorySegment> {}

    @RestController
    @RequestMapping("/BYTES")
    static class Bytes extends Echo<ByteVec> {}

    @RestController
    @RequestMapping("/TEXT")
    static class Text extends Echo<Utf8String> {}

    @RestController
    @RequestMapping("/VALUE")
    static class Value extends Echo<JsonValue> {}

    @RestController
    @RequestMapping("/RECORDS")
    static class Records extends Echo<RecordVec<Item>> {}

    @RestController
    @RequestMapping("/INTS")
    static class Ints extends Echo<IntVec> {}

    @RestController
    @RequestMapping("/BOOLEANS")
    static class Booleans extends Echo<BooleanVec> {}

    @RestController
    @RequestMapping("/SHORTS")
    static class Shorts extends Echo<ShortVec> {}

    @RestController
    @RequestMapping("/FLOATS")
    static class Floats extends Echo<FloatVec> {}

    @RestController
    @RequestMapping("/STRINGS")
    static class Texts extends Echo<StringVec> {}

    @RestController
    @RequestMapping("/LONGS")
    static class Longs extends Echo<LongVec> {}

    @RestController
    @RequestMapping("/DOUBLES")
    static class Doubles extends Echo<DoubleVec> {}

    @RestController
    @RequestMapping("/STRING_SET")
    static class Strings extends Echo<StringSet> {}

    @RestController
    @RequestMapping("/LONG_SET")
    static class LongElements extends Echo<LongSet> {}

    @RestController
    @RequestMapping("/RECORD_SET")
    static class RecordElements extends Echo<RecordSet<Item>> {}

    @RestController
    @RequestMapping("/RECORD_MAP")
    static class Entries extends Echo<RecordMap<Place, Item>> {}

    @RestController
    @RequestMapping("/STRING_MAP")
    static class ByName extends Echo<StringMap<Item>> {}

    @RestController
    @RequestMapping("/STRING_LONG_MAP")
    static class LongByName extends Echo<StringLongMap> {}

    @RestController
    @RequestMapping("/LONG_MAP")
    static class ByLong extends Echo<LongMap<Item>> {}

    @RestController
    @RequestMapping("/NOTE")
    static class One extends Echo<Note> {}

    /** Slices can only be written. */
    @RestController
    @RequestMapping("/SLICE")
    static class Slice {

        @PostMapping
        RecordSlice<Item> plain(@RequestBody RecordVec<Item> body) {
            return body.freeze();
        }

        @PostMapping("/entity")
        ResponseEntity<RecordSlice<Item>> entity(@RequestBody RecordVec<Item> body) {
            return ResponseEntity.ok().header("X-Entity", "yes").body(body.freeze());
        }

        @PostMapping("/any")
        ResponseEntity<?> any(@RequestBody RecordVec<Item> body) {
            return ResponseEntity.ok(body.freeze());
        }

        @PostMapping("/mono")
        Mono<RecordSlice<Item>> mono(@RequestBody RecordVec<Item> body) {
            return Mono.just(body.freeze());
        }
    }

    @RestController
    static class Several {

        @GetMapping("/notes")
        Flux<Note> notes(Arena arena) {
            return Flux.range(1, 3).map(id -> {
                var numbers = new IntVec(arena);
                numbers.add(id);
                return new Note(id, Utf8String.copyOf(arena, "n" + id), numbers);
            });
        }

        @GetMapping("/no-text")
        Mono<Utf8String> noText() {
            return Mono.empty();
        }

        @GetMapping("/no-string")
        Mono<String> noString() {
            return Mono.empty();
        }
    }
}
