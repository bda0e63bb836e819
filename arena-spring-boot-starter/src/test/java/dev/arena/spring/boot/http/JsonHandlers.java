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

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import jakarta.validation.Valid;

import org.springframework.http.ResponseEntity;
import org.springframework.validation.annotation.Validated;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

import dev.arena.Arena;
import dev.arena.Mark;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordSlice;
import dev.arena.collect.RecordVec;
import dev.arena.json.JsonValue;
import dev.arena.text.Utf8String;

/** Handlers that receive JSON. */
@RestController
class JsonHandlers {
    private final BodyWitness witness;

    JsonHandlers(BodyWitness witness) {
        this.witness = witness;
    }

    /** An ordinary record, which Jackson reads. */
    record Plain(String name, List<Integer> numbers) {}

    /** A record that can only be decoded into an arena, because it contains a type of arena memory. */
    record Outer(int id, Reading reading) {}

    private String summary(RecordVec<Reading> readings) {
        witness.saw(readings.rows());
        double sum = 0;
        long timestamps = 0;
        var stations = new StringBuilder();
        for (Reading reading : readings) {
            sum += reading.temperature();
            timestamps += reading.timestamp();
            if (readings.size() < 5) {
                stations.append(reading.station()).append(' ');
            }
        }
        return readings.size() + " " + stations + Math.round(sum * 10) + " " + timestamps;
    }

    @PostMapping("/json/records")
    String records(@RequestBody RecordVec<Reading> readings) {
        return summary(readings);
    }

    @PostMapping("/json/records-later")
    Callable<String> recordsLater(@RequestBody RecordVec<Reading> readings) {
        return () -> summary(readings);
    }

    @PostMapping("/json/valid-records")
    String validRecords(@Valid @RequestBody RecordVec<Reading> readings) {
        return summary(readings);
    }

    @PostMapping("/json/strict-records")
    String strictRecords(@Validated(Reading.Strict.class) @RequestBody RecordVec<Reading> readings) {
        return summary(readings);
    }

    @PostMapping("/json/value")
    String value(@RequestBody JsonValue value) {
        return value.kind() + " " + value;
    }

    @PostMapping("/json/ints")
    String ints(@RequestBody IntVec values) {
        witness.saw(values.segment());
        return values.toString();
    }

    @PostMapping("/json/longs")
    String longs(@RequestBody LongVec values) {
        return values.toString();
    }

    @PostMapping("/json/doubles")
    String doubles(@RequestBody DoubleVec values) {
        return values.toString();
    }

    @PostMapping("/json/record")
    String record(@RequestBody Reading reading) {
        Utf8String station = reading.station();
        if (station != null) {
            witness.saw(station.segment());
        }
        return reading.toString();
    }

    @PostMapping("/json/outer")
    String outer(@RequestBody Outer outer) {
        return outer.toString();
    }

    @PostMapping("/json/plain")
    String plain(@RequestBody Plain plain) {
        return plain.toString();
    }

    @PostMapping("/json/echo-records")
    RecordVec<Reading> echoRecords(@RequestBody RecordVec<Reading> readings) {
        witness.saw(readings.rows());
        return readings;
    }

    @PostMapping("/json/echo-later")
    Callable<RecordVec<Reading>> echoLater(@RequestBody RecordVec<Reading> readings) {
        return () -> echoRecords(readings);
    }

    @PostMapping("/json/echo-slice")
    ResponseEntity<RecordSlice<Reading>> echoSlice(@RequestBody RecordVec<Reading> readings) {
        return ResponseEntity.ok(readings.freeze());
    }

    @PostMapping("/json/echo-value")
    JsonValue echoValue(@RequestBody JsonValue value) {
        return value;
    }

    @PostMapping("/json/echo-ints")
    IntVec echoInts(@RequestBody IntVec values) {
        return values;
    }

    @PostMapping("/json/echo-doubles")
    Object echoDoubles(@RequestBody DoubleVec values) {
        return values;
    }

    @PostMapping("/json/echo-record")
    Reading echoRecord(@RequestBody Reading reading) {
        return reading;
    }

    @PostMapping("/json/wrapped")
    Map<String, Object> wrapped(@RequestBody RecordVec<Reading> readings) {
        return Map.of("readings", readings);
    }

    @PostMapping("/json/stale")
    RecordVec<Reading> stale(Arena arena, @RequestBody RecordVec<Reading> readings) {
        try (Mark _ = arena.mark()) {
            RecordVec<Reading> copy = new RecordVec<>(arena, Reading.class);
            copy.addAll(readings);
            return copy;
        }
    }

    @PostMapping("/excluded/records")
    String excluded(@RequestBody RecordVec<Reading> readings) {
        return summary(readings);
    }
}
