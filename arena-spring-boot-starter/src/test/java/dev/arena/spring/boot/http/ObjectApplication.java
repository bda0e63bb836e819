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

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.json.JsonValue;
import dev.arena.text.Utf8String;

/** Has each handler twice: for objects with parts of arena types, and for the same objects with JDK types. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ObjectApplication.Handlers.class)
class ObjectApplication {

    /** An element. */
    record Item(String itemName, int count) {}

    /** An entry of a map whose keys are records. */
    record Pair(Item key, Item value) {}

    /** An element whose constructor checks its values. */
    record Range(int from, int to) {
        Range {
            if (from > to) {
                throw new IllegalArgumentException("secret");
            }
        }
    }

    /** An ordinary class with fields and setters. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    static class Order {
        public @Nullable Utf8String customerName;
        public @Nullable RecordVec<Item> items;
        public @Nullable IntVec ints;
        public @Nullable LongVec longs;
        public @Nullable DoubleVec doubles;
        public @Nullable ByteVec bytes;
        public @Nullable StringSet tags;
        public @Nullable LongSet ids;
        public @Nullable StringMap<Item> byName;
        public @Nullable StringLongMap counts;
        public @Nullable BigDecimal price;
        public @Nullable LocalDate date;
        public @Nullable List<Utf8String> notes;
        public @Nullable Map<String, Utf8String> attributes;
        public @Nullable Object anything;
        public @Nullable Order parent;
    }

    /** The same without arena types. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    static class HeapOrder {
        public @Nullable String customerName;
        public @Nullable List<Item> items;
        public int @Nullable [] ints;
        public long @Nullable [] longs;
        public double @Nullable [] doubles;
        public byte @Nullable [] bytes;
        public @Nullable Set<String> tags;
        public @Nullable Set<Long> ids;
        public @Nullable Map<String, Item> byName;
        public @Nullable Map<String, Long> counts;
        public @Nullable BigDecimal price;
        public @Nullable LocalDate date;
        public @Nullable List<String> notes;
        public @Nullable Map<String, String> attributes;
        public @Nullable Object anything;
        public @Nullable HeapOrder parent;
    }

    /** A record with a text in the arena and a component of another type. */
    record Mixed<T>(@Nullable Utf8String name, @Nullable BigDecimal price, @Nullable LocalDate date,
            @Nullable List<String> tags, @Nullable T data, @Nullable Mixed<T> next) {}

    /** The same without arena types. */
    record HeapMixed<T>(@Nullable String name, @Nullable BigDecimal price, @Nullable LocalDate date,
            @Nullable List<String> tags, @Nullable T data, @Nullable HeapMixed<T> next) {}

    /** A record whose constructor rejects values. */
    record Named(Utf8String name, int from, int to) {
        Named {
            if (from > to) {
                throw new IllegalArgumentException("secret");
            }
        }
    }

    /** The same without arena types. */
    record HeapNamed(String name, int from, int to) {
        HeapNamed {
            if (from > to) {
                throw new IllegalArgumentException("secret");
            }
        }
    }

    /** A value of any kind. */
    record Holder(@Nullable JsonValue value) {}

    /** The same without arena types. */
    record HeapHolder(@Nullable JsonNode value) {}

    @RestController
    static class Handlers {

        @PostMapping("/arena/order")
        Order order(@RequestBody Order order) {
            return order;
        }

        @PostMapping("/heap/order")
        HeapOrder order(@RequestBody HeapOrder order) {
            return order;
        }

        @PostMapping("/arena/mixed")
        Mixed<Item> mixed(@RequestBody Mixed<Item> mixed) {
            return mixed;
        }

        @PostMapping("/heap/mixed")
        HeapMixed<Item> mixed(@RequestBody HeapMixed<Item> mixed) {
            return mixed;
        }

        @PostMapping("/arena/ranges")
        long ranges(@RequestBody RecordVec<Range> ranges) {
            return ranges.size();
        }

        @PostMapping("/heap/ranges")
        long ranges(@RequestBody List<Range> ranges) {
            return ranges.size();
        }

        @PostMapping("/arena/named")
        Named named(@RequestBody Named named) {
            return named;
        }

        @PostMapping("/heap/named")
        HeapNamed named(@RequestBody HeapNamed named) {
            return named;
        }

        @PostMapping("/arena/holder")
        Holder holder(@RequestBody Holder holder) {
            return holder;
        }

        @PostMapping("/heap/holder")
        HeapHolder holder(@RequestBody HeapHolder holder) {
            return holder;
        }

        @PostMapping("/arena/items")
        RecordVec<Item> items(@RequestBody RecordVec<Item> items) {
            return items;
        }

        @PostMapping("/heap/items")
        List<Item> items(@RequestBody List<Item> items) {
            return items;
        }

        @PostMapping("/arena/pairs")
        RecordMap<Item, Item> pairs(@RequestBody RecordMap<Item, Item> pairs) {
            return pairs;
        }

        @PostMapping("/heap/pairs")
        List<Pair> pairs(@RequestBody List<Pair> pairs) {
            return pairs;
        }

        @PostMapping("/arena/ints")
        IntVec ints(@RequestBody IntVec ints) {
            return ints;
        }

        @PostMapping("/heap/ints")
        int[] ints(@RequestBody int[] ints) {
            return ints;
        }

        @PostMapping("/arena/optional")
        String optional(@RequestBody(required = false) @Nullable RecordVec<Item> items) {
            return items == null ? "none" : "some";
        }

        @PostMapping("/heap/optional")
        String optional(@RequestBody(required = false) @Nullable List<Item> items) {
            return items == null ? "none" : "some";
        }

        @PostMapping("/arena/sized")
        String sized(@RequestBody @Valid @NotEmpty @Size(max = 2) RecordVec<Item> items) {
            return "fine";
        }

        @PostMapping("/heap/sized")
        String sized(@RequestBody @Valid @NotEmpty @Size(max = 2) List<Item> items) {
            return "fine";
        }
    }
}
