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

package dev.arena.spring.boot.actuate;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.LeakReport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

class ArenaEventsTests {
    private final Instant now = Instant.parse("2026-01-02T03:04:05Z");
    private final ArenaEvents events = new ArenaEvents("mine", Clock.fixed(now, ZoneOffset.UTC));

    @Test
    void refusalShouldBeRememberedWithOwnerFiguresAndTrace() {
        try (ArenaPool pool = Arena.builder().byteBudget(64 << 10).listener(events).buildPool();
                Arena arena = pool.open(ArenaOptions.defaults().withOwner("GET /cities"));
                var _ = MDC.putCloseable("traceId", "4bf92f")) {
            arena.allocate(1000, 1);
            assertThatException().isThrownBy(() -> arena.allocate(1 << 20, 1));
        }
        assertThat(events.leaks()).isEmpty();
        assertThat(events.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.time()).isEqualTo(now);
            assertThat(refusal.reason()).isEqualTo("arena_budget");
            assertThat(refusal.message()).contains("GET /cities");
            assertThat(refusal.traceId()).isEqualTo("4bf92f");
            assertThat(refusal.requested()).isEqualTo(1 << 20);
            assertThat(refusal.held()).isEqualTo(4096);
            assertThat(refusal.limit()).isEqualTo(64 << 10);
            assertThat(refusal.partition()).isNull();
        });
    }

    @Test
    void refusalByPartitionShouldBeRememberedWithItsName() {
        try (ArenaPool pool = Arena.builder().poolByteBudget(1 << 20).listener(events).buildPool();
                ArenaPool partition = pool.partition("imports", 64 << 10);
                Arena arena = partition.open();
                Arena other = partition.open()) {
            arena.allocate(5000, 1);
            assertThatException().isThrownBy(() -> other.allocate(60_000, 1));
        }
        assertThat(events.refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.reason()).isEqualTo("partition_budget");
            assertThat(refusal.partition()).isEqualTo("imports");
            assertThat(refusal.limit()).isEqualTo(64 << 10);
        });
    }

    @Test
    void leakShouldBeRememberedWithTheFramesThatOpenedIt() {
        var opened = new Throwable("opened by thread 'main'");
        opened.setStackTrace(new StackTraceElement[]{frame("dev.arena.engine.Leaks"), frame("dev.arena.ConfinedArena"),
                frame("dev.arena.demo.Import"), frame("com.example.Job"), frame("a.B"), frame("a.B"), frame("a.B"),
                frame("a.B"), frame("a.B"), frame("a.B"), frame("a.B"), frame("a.B")});
        events.onLeak(new LeakReport("mine", LeakReport.Kind.HANDLE, 4096, opened));
        assertThat(events.leaks()).singleElement().satisfies(leak -> {
            assertThat(leak.time()).isEqualTo(now);
            assertThat(leak.kind()).isEqualTo("handle");
            assertThat(leak.bytes()).isEqualTo(4096);
            assertThat(leak.openedBy()).isEqualTo("opened by thread 'main'");
            assertThat(leak.openedAt()).hasSize(8).startsWith("dev.arena.demo.Import.m(X.java:1)",
                    "com.example.Job.m(X.java:1)");
        });
    }

    @Test
    void onlyTheLastShouldBeRememberedLatestFirst() {
        for (int i = 0; i < 100; i++) {
            events.onLeak(new LeakReport("mine", LeakReport.Kind.ARENA, i, new Throwable()));
        }
        assertThat(events.leaks()).hasSize(ArenaEvents.CAPACITY).extracting(ArenaEvents.Leak::bytes)
                .startsWith(99L, 98L).endsWith(100L - ArenaEvents.CAPACITY);
    }

    private static StackTraceElement frame(String type) {
        return new StackTraceElement(type, "m", "X.java", 1);
    }
}
