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

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.stream.IntStream;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.Confinement;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.WithArena;
import dev.arena.text.Utf8Builder;

@Component
class NightlyReport {
    private final Arena arena;
    private final ArenaTemplate template;

    NightlyReport(Arena arena, ArenaTemplate template) {
        this.arena = arena;
        this.template = template;
    }

    @Scheduled(cron = "0 0 3 * * *")
    @WithArena(byteBudget = "${report.budget:16MB}")
    public String run() {
        return new Utf8Builder(arena).append("Report of ").append(LocalDate.now(ZoneOffset.UTC).toString()).toString();
    }

    long[] squares(int count) {
        ArenaOptions options = ArenaOptions.defaults().withConfinement(Confinement.SHARED).withByteBudget(1 << 20)
                .withOwner("squares");
        return template.execute(options, shared -> {
            MemorySegment squares = shared.allocate(ValueLayout.JAVA_LONG, count);
            IntStream.range(0, count).parallel()
                    .forEach(i -> squares.setAtIndex(ValueLayout.JAVA_LONG, i, (long) i * i));
            return squares.toArray(ValueLayout.JAVA_LONG); // a copy: the arena ends here
        });
    }
}
