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

package dev.arena;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class AdmissionTests {
    private static final int STEP = 64 << 10;
    private static final int STEPS = 16;

    private final ArenaPool pool = Arena.builder().name("orders").poolByteBudget(64 << 20).byteBudget(64 << 20)
            .buildPool();
    private final ArenaPool partition = pool.partition("imports", 16 << 20);

    @AfterEach
    void close() {
        pool.close();
    }

    /** Starts many pieces of work at the same time. Each takes its memory in steps, and starts again after a refusal. */
    @ParameterizedTest
    @ValueSource(strings = {"partition", "pool"})
    void overloadedGroupCompletesWork(String group) {
        ArenaPool crowded = group.equals("pool") ? pool : partition;
        int places = ((group.equals("pool") ? 64 : 16) << 20) / (STEPS * STEP);
        List<Work> works = new ArrayList<>();
        for (int i = 0; i < 8 * places; i++) {
            works.add(new Work(crowded));
        }
        int rounds = 20 * (STEPS + 1);
        for (int i = 0; i < rounds; i++) {
            works.forEach(Work::step);
        }
        int completed = works.stream().mapToInt(work -> work.completed).sum();
        works.forEach(Work::end);
        assertThat(completed).as("of at most %d", 20 * places).isGreaterThan(10 * places);
        assertThat(pool.stats().liveBytes()).isZero();
    }

    @Test
    void refusesWorkBeforeItTakesMemory() {
        try (Arena holder = partition.open(); Arena next = partition.open()) {
            holder.allocate(12 << 20, 1);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> next.allocate(6 << 20, 1));
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> next.admit(3 << 20))
                    .withMessageContaining(
                            "is about to read an input that takes about 6291456 bytes, but partition 'imports' "
                                    + "holds, or expects to need for work that has begun, 12582912 of at most "
                                    + "16777216 bytes")
                    .satisfies(refused -> {
                        assertThat(refused.reason()).isEqualTo(ArenaExhaustedException.Reason.PARTITION_BUDGET);
                        assertThat(refused.partition()).isEqualTo("imports");
                        assertThat(refused.requested()).isEqualTo(6 << 20);
                        assertThat(refused.limit()).isEqualTo(16 << 20);
                    });
            assertThat(next.stats().bytesHeld()).isZero();
            next.admit(1 << 20).close();
            next.allocate(1 << 20, 1); // work without an admission is not refused in advance
            assertThat(partition.stats().poolRejections()).isEqualTo(2);
        }
    }

    @Test
    void admissionEndsWithItsWork() {
        try (Arena holder = partition.open(); Arena next = partition.open()) {
            holder.allocate(12 << 20, 1);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> next.allocate(6 << 20, 1));
            Admission first = next.admit(2 << 20);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> next.admit(2 << 20))
                    .satisfies(refused -> assertThat(refused.held()).isEqualTo(16 << 20));
            first.close();
            first.close();
            first.complete();
            Admission second = next.admit(2 << 20);
            next.allocate(2 << 20, 1);
            second.complete();
            next.admit(1 << 20).close();
        }
    }

    /** The promises are no part of what the pool holds, and can exceed its budget together with it. */
    @Test
    void messageSaysThatExpectedMemoryCounts() {
        try (Arena holder = pool.open(); Arena next = pool.open(); Arena other = pool.open()) {
            Admission admission = next.admit(24 << 20);
            holder.allocate(60 << 20, 1);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> other.allocate(6 << 20, 1))
                    .withMessageContaining("but its pool holds 62914560 of at most 67108864 bytes: 62914560 in open");
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> other.admit(1 << 20))
                    .withMessageContaining("but its pool holds, or expects to need for work that has begun, 113246208 "
                            + "of at most 67108864 bytes: 62914560 in open arenas");
            admission.close();
        }
    }

    @Test
    void childIsAdmittedByTheGroupsOfItsParent() {
        try (Arena holder = partition.open(); Arena parent = partition.open(); Arena child = parent.child()) {
            holder.allocate(12 << 20, 1);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> child.allocate(6 << 20, 1));
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> child.admit(3 << 20));
        }
    }

    @Test
    void standaloneArenaAdmitsEverything() {
        try (Arena arena = Arena.builder().byteBudget(1 << 20).build()) {
            arena.allocate(1 << 19, 1);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> arena.allocate(1 << 20, 1));
            arena.admit(1 << 30).complete();
        }
    }

    @Test
    void admissionRequiresAnOpenArenaAndAPositiveLength() {
        Arena arena = pool.open();
        assertThatIllegalArgumentException().isThrownBy(() -> arena.admit(0)).withMessageContaining(": 0");
        arena.close();
        assertThatIllegalStateException().isThrownBy(() -> arena.admit(1));
    }

    /** Repeatedly takes a megabyte in steps. */
    private static final class Work {
        private final ArenaPool pool;
        private @Nullable Arena arena;
        private @Nullable Admission admission;
        private int steps;
        private int completed;

        Work(ArenaPool pool) {
            this.pool = pool;
        }

        void step() {
            Arena open = arena;
            try {
                if (open == null) {
                    open = pool.open();
                    arena = open;
                    admission = open.admit(STEPS * STEP / 2);
                } else if (steps < STEPS) {
                    open.allocate(STEP, 1);
                    steps++;
                } else {
                    Objects.requireNonNull(admission).complete();
                    completed++;
                    end();
                }
            } catch (ArenaExhaustedException e) {
                end();
            }
        }

        void end() {
            if (admission != null) {
                admission.close();
            }
            if (arena != null) {
                arena.close();
            }
            arena = null;
            admission = null;
            steps = 0;
        }
    }
}
