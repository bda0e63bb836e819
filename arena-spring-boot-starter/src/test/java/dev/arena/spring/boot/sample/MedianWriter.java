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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.stereotype.Component;

import dev.arena.Arena;
import dev.arena.collect.DoubleVec;
import dev.arena.spring.boot.WithArena;

@Component
class MedianWriter implements ItemWriter<Double> {
    private final Arena arena; // delegates to the arena of the current call
    private final List<Double> medians = new CopyOnWriteArrayList<>();

    MedianWriter(Arena arena) {
        this.arena = arena;
    }

    @Override
    @WithArena(byteBudget = "4MB")
    public void write(Chunk<? extends Double> temperatures) {
        var sorted = new DoubleVec(arena, temperatures.size());
        temperatures.forEach(sorted::add);
        sorted.sort();
        medians.add(sorted.get(sorted.size() / 2)); // a copy, which outlives the call
    }

    List<Double> medians() {
        return medians;
    }
}
