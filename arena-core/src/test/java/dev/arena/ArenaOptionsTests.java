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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that the options of an arena override the settings of its pool, and affect no other arena. */
class ArenaOptionsTests {
    private final List<ArenaExhaustedException> refused = new ArrayList<>();
    private final ArenaPool pool = Arena.builder().name("options").chunkSizes(1024, 8192).maxNormalAlloc(1024)
            .byteBudget(16_384).poolByteBudget(1 << 20).listener(new PoolListener() {
                @Override
                public void onRefusal(ArenaExhaustedException refusal) {
                    refused.add(refusal);
                    throw new IllegalStateException("failing listener");
                }
            }).buildPool();

    @AfterEach
    void closePool() {
        pool.close();
    }

    @Test
    void settingsOfThePoolApplyByDefault() {
        try (Arena arena = pool.open(ArenaOptions.defaults())) {
            arena.allocate(8, 8);
            assertThat(arena.stats().bytesHeld()).isEqualTo(1024);
            assertThat(arena.tryAllocate(16_384, 1)).isNull();
            assertThat(arena).hasToString("Arena #1 of pool 'options'[1024 bytes held]");
        }
    }

    @Test
    void budgetCanBeHigherOrLowerThanThatOfThePool() {
        try (Arena more = pool.open(ArenaOptions.defaults().withByteBudget(100_000));
                Arena less = pool.open(ArenaOptions.defaults().withByteBudget(1024))) {
            assertThat(more.allocate(90_000, 1).byteSize()).isEqualTo(90_000);
            assertThat(less.allocate(1024, 1).byteSize()).isEqualTo(1024);
            assertThat(less.tryAllocate(1, 1)).isNull();
        }
    }

    @Test
    void withoutByteBudgetOnlyThePoolLimitsTheArena() {
        assertThat(ArenaOptions.defaults().byteBudget()).isEmpty();
        try (Arena arena = pool.open(ArenaOptions.defaults().withByteBudget(1024).withoutByteBudget())) {
            arena.allocate((1 << 20) - 8192, 1);
            assertThat(arena.tryAllocate(1 << 20, 1)).isNull();
            assertThat(refused).isEmpty();
        }
    }

    @Test
    void optionsAreEqualByValue() {
        ArenaOptions options = ArenaOptions.defaults().withByteBudget(2048).withOwner("GET /").withoutWaiting();
        assertThat(options).isEqualTo(ArenaOptions.defaults().withoutWaiting().withOwner("GET /").withByteBudget(2048))
                .hasSameHashCodeAs(ArenaOptions.defaults().withoutWaiting().withOwner("GET /").withByteBudget(2048))
                .isNotEqualTo(options.withLongLife())
                .hasToString("ArenaOptions[confinement=null, byteBudget=2048, expectedBytes=0, mayWait=false, "
                        + "longLived=false, owner=GET /]");
    }

    @Test
    void firstChunkHasTheExpectedSizeWithinTheBudget() {
        try (Arena some = pool.open(ArenaOptions.defaults().withExpectedBytes(3000));
                Arena much = pool.open(ArenaOptions.defaults().withExpectedBytes(Long.MAX_VALUE));
                Arena little = pool.open(ArenaOptions.defaults().withExpectedBytes(1).withByteBudget(1024))) {
            some.allocate(1, 1);
            much.allocate(1, 1);
            little.allocate(1, 1);
            assertThat(some.stats().bytesHeld()).isEqualTo(4096);
            assertThat(much.stats().bytesHeld()).isEqualTo(8192);
            assertThat(little.stats().bytesHeld()).isEqualTo(1024);
        }
    }

    @Test
    void expectedBytesDoNotChangeTheFirstChunkOfOtherArenas() {
        for (int i = 0; i < 100; i++) {
            try (Arena much = pool.open(ArenaOptions.defaults().withExpectedBytes(8192))) {
                much.allocate(1024, 1);
            }
        }
        try (Arena other = pool.open()) {
            other.allocate(1, 1);
            assertThat(other.stats().bytesHeld()).isEqualTo(1024);
        }
    }

    @Test
    void expectationBeyondTheBudgetUsesTheRemainingBudget() {
        try (Arena arena = pool.open(ArenaOptions.defaults().withExpectedBytes(8192).withByteBudget(3000))) {
            arena.allocate(1, 1);
            assertThat(arena.stats().bytesHeld()).isEqualTo(2048);
        }
    }

    @Test
    void openArenasAreListedInDescendingOrderOfSize() throws Exception {
        Arena small = pool.open(ArenaOptions.defaults().withOwner("GET /small").withConfinement(Confinement.SHARED));
        Arena large = pool.open(ArenaOptions.defaults().withOwner("GET /large"));
        Arena plain = pool.open();
        try (Arena unused = pool.open(ArenaOptions.defaults().withOwner("GET /unused"))) {
            small.allocate(1, 1);
            large.allocate(5000, 1);
            large.child(4096).allocate(1, 1);
            plain.allocate(2000, 1);
            assertThat(unused.stats().bytesHeld()).isZero();
            List<OpenArena> open = pool.openArenas(10);
            assertThat(open).extracting(OpenArena::owner).containsExactly("GET /large", "", "GET /small");
            assertThat(open).extracting(OpenArena::bytesHeld).containsExactly(6024L, 2000L, 1024L);
            assertThat(open).extracting(OpenArena::openedBy).containsExactly(Thread.currentThread(), null,
                    Thread.currentThread());
            assertThat(open).extracting(OpenArena::confinement).containsExactly(Confinement.CONFINED,
                    Confinement.CONFINED, Confinement.SHARED);
            assertThat(open.getFirst().age()).isBetween(Duration.ZERO, Duration.ofHours(1));
            assertThat(open.get(1).age()).isNull();
            assertThat(pool.openArenas(1)).hasSize(1);
            assertThatIllegalArgumentException().isThrownBy(() -> pool.openArenas(-1));
        }
        small.close();
        large.close();
        plain.close();
        assertThat(pool.openArenas(10)).isEmpty();
    }

    @Test
    void messagesContainTheOwner() {
        Arena arena = pool.open(ArenaOptions.defaults().withOwner("POST /upload"));
        assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> arena.allocate(20_000, 1))
                .withMessageStartingWith("Arena #1 of pool 'options' for POST /upload holds 0 of at most 16384 bytes")
                .satisfies(thrown -> assertThat(refused).containsExactly(thrown));
        assertThat(arena.tryAllocate(20_000, 1)).isNull();
        assertThat(refused).hasSize(1);
        arena.close();
        assertThatIllegalStateException().isThrownBy(() -> arena.allocate(1, 1))
                .withMessageContaining("for POST /upload was closed");
    }

    @Test
    void changedBudgetIncludesMemoryHeldBefore() {
        try (Arena arena = pool.open()) {
            arena.allocate(1, 1);
            pool.changeByteBudget(arena, 100_000);
            assertThat(arena.tryAllocate(99_000, 1)).isNull();
            assertThat(arena.allocate(98_000, 1).byteSize()).isEqualTo(98_000);
            pool.changeByteBudget(arena, 2048);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> arena.allocate(1024, 1))
                    .satisfies(refusal -> {
                        assertThat(refusal.limit()).isEqualTo(2048);
                        assertThat(refusal.held()).isEqualTo(99_024);
                    });
            arena.reset();
            assertThat(arena.allocate(2048, 1).byteSize()).isEqualTo(2048);
        }
    }

    @Test
    void changedBudgetAppliesToChildren() {
        try (Arena arena = pool.open(Confinement.SHARED)) {
            Arena child = arena.child();
            child.allocate(1, 1);
            assertThat(child.tryAllocate(20_000, 1)).isNull();
            pool.changeByteBudget(arena, 30_000);
            assertThat(child.tryAllocate(20_000, 1)).isNotNull();
            assertThat(child.tryAllocate(20_000, 1)).isNull();
        }
    }

    @Test
    void onlyOpenArenasOfThePoolCanChangeTheirBudget() {
        Arena arena = pool.open();
        try (Arena other = Arena.create()) {
            assertThatIllegalArgumentException().isThrownBy(() -> pool.changeByteBudget(other, 2048))
                    .withMessageContaining("pool 'options'");
            assertThatIllegalArgumentException().isThrownBy(() -> pool.changeByteBudget(arena.child(2048), 2048));
            assertThatIllegalArgumentException().isThrownBy(() -> pool.changeByteBudget(arena, 1023))
                    .withMessage("byteBudget is 1023, but must be from 1024 to " + Long.MAX_VALUE);
        }
        arena.close();
        assertThatIllegalStateException().isThrownBy(() -> pool.changeByteBudget(arena, 2048));
    }

    @Test
    void sizesOutOfRangeAreRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> ArenaOptions.defaults().withByteBudget(-1))
                .withMessageContaining("byteBudget is -1");
        assertThatIllegalArgumentException().isThrownBy(() -> ArenaOptions.defaults().withByteBudget(0))
                .withMessageContaining("byteBudget is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> ArenaOptions.defaults().withExpectedBytes(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> pool.open(ArenaOptions.defaults().withByteBudget(1023)))
                .withMessage("byteBudget is 1023, but must be from 1024 to " + Long.MAX_VALUE);
        pool.close();
        assertThatIllegalStateException().isThrownBy(() -> pool.open(ArenaOptions.defaults()))
                .withMessageContaining("closed");
    }
}
