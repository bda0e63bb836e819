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

import java.util.concurrent.atomic.DoubleAdder;

import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

import dev.arena.Arena;
import dev.arena.collect.RecordVec;
import dev.arena.json.ArenaJson;
import dev.arena.json.JsonInput;
import dev.arena.spring.boot.WithArena;
import dev.arena.text.Utf8String;

@Component
class MeasurementListener {
    private final Arena arena;
    private final ArenaJson json;
    private final DoubleAdder total = new DoubleAdder();

    MeasurementListener(Arena arena, ArenaJson json) {
        this.arena = arena;
        this.json = json;
    }

    @WithArena(byteBudget = "1MB")
    @KafkaListener(topics = "measurements")
    public void onMessage(byte[] message) {
        RecordVec<Measurement> rows = json.readRecords(JsonInput.of(message), Measurement.class, arena);
        rows.forEach(row -> total.add(row.temperature()));
    }

    double total() {
        return total.sum();
    }

    /** A line of a message. */
    record Measurement(Utf8String station, double temperature) {}
}
