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
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that settings out of range are rejected, and that the message contains the valid range. */
class ArenaBuilderTests {

    private static Arguments bad(UnaryOperator<ArenaBuilder> setting, String... said) {
        return Arguments.of(setting, said);
    }

    static Stream<Arguments> badForBoth() {
        return Stream.of(
                bad(b -> b.chunkSizes(256, 4096), "chunkSizes min", "256", "512", "1073741824"),
                bad(b -> b.chunkSizes(0, 4096), "chunkSizes min", "0"),
                bad(b -> b.chunkSizes(-512, 4096), "chunkSizes min", "-512"),
                bad(b -> b.chunkSizes(Long.MIN_VALUE, 4096), "chunkSizes min"),
                bad(b -> b.chunkSizes(1000, 4096), "chunkSizes min", "1000", "power of two"),
                bad(b -> b.chunkSizes(4096, 2048), "chunkSizes max", "2048", "4096"),
                bad(b -> b.chunkSizes(4096, 5000), "chunkSizes max", "5000", "power of two"),
                bad(b -> b.chunkSizes(4096, 1L << 31), "chunkSizes max", "2147483648", "1073741824"),
                bad(b -> b.chunkSizes(4096, Long.MIN_VALUE), "chunkSizes max"),
                bad(b -> b.maxNormalAlloc(0), "maxNormalAlloc", "0", "64"),
                bad(b -> b.maxNormalAlloc(63), "maxNormalAlloc", "63", "64", "524288"),
                bad(b -> b.maxNormalAlloc(-1), "maxNormalAlloc", "-1"),
                bad(b -> b.maxNormalAlloc((512 << 10) + 1), "maxNormalAlloc", "524289", "64", "524288"),
                bad(b -> b.chunkSizes(512, 1024).maxNormalAlloc(1025), "maxNormalAlloc", "1025", "1024"),
                bad(b -> b.byteBudget(4095), "byteBudget", "4095", "4096"),
                bad(b -> b.byteBudget(0), "byteBudget", "0"),
                bad(b -> b.byteBudget(-1), "byteBudget", "-1"),
                bad(b -> b.maxCached(-1), "maxCached", "-1", "0"),
                bad(b -> b.capacity(-1), "capacity", "-1", "0", "67108864"),
                bad(b -> b.capacity((64 << 20) + 1), "capacity", "67108865", "67108864"),
                bad(b -> b.byteBudget(8192).capacity(8193), "capacity", "8193", "8192"),
                bad(b -> b.maxCached(5000).capacity(5001), "capacity", "5001", "5000"));
    }

    static Stream<Arguments> badForPools() {
        return Stream.concat(badForBoth(), Stream.of(
                bad(b -> b.poolByteBudget(4095), "poolByteBudget", "4095", "4096"),
                bad(b -> b.poolByteBudget(0), "poolByteBudget", "0"),
                bad(b -> b.poolByteBudget(-1), "poolByteBudget", "-1"),
                bad(b -> b.poolByteBudget(10_000).byteBudget(10_001), "byteBudget", "10001", "10000"),
                bad(b -> b.poolByteBudget(10_000).capacity(10_001), "capacity", "10001", "10000"),
                bad(b -> b.idleTimeout(Duration.ofNanos(-1)), "idleTimeout", "PT-0.000000001S"),
                bad(b -> b.poolWait(Duration.ofNanos(-1)), "poolWait", "PT-0.000000001S")));
    }

    @ParameterizedTest
    @MethodSource("badForBoth")
    void invalidArenaSettingIsReportedWithValueAndRange(UnaryOperator<ArenaBuilder> setting, String[] said) {
        var source = new CountingSource();
        assertThatThrownBy(() -> setting.apply(Arena.builder().chunkSource(source)).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(said);
        assertThat(source.calls()).isZero();
    }

    @ParameterizedTest
    @MethodSource("badForPools")
    void invalidPoolSettingIsReportedWithValueAndRange(UnaryOperator<ArenaBuilder> setting, String[] said) {
        var source = new CountingSource();
        assertThatThrownBy(() -> setting.apply(Arena.builder().chunkSource(source)).buildPool())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(said);
        assertThat(source.calls()).isZero();
    }

    static Stream<Arguments> settingsOfPools() {
        return Stream.of(
                bad(b -> b.poolByteBudget(1 << 20), "poolByteBudget is 1048576", "buildPool()"),
                bad(b -> b.idleTimeout(Duration.ofSeconds(1)), "idleTimeout is PT1S", "buildPool()"),
                bad(b -> b.poolWait(Duration.ZERO), "poolWait is PT0S", "buildPool()"),
                bad(b -> b.strictClose(true), "strictClose is true", "buildPool()"));
    }

    @ParameterizedTest
    @MethodSource("settingsOfPools")
    void standaloneArenaRejectsSettingsOfPools(UnaryOperator<ArenaBuilder> setting, String[] said) {
        assertThatThrownBy(() -> setting.apply(Arena.builder()).build()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(said);
        assertThatCode(() -> setting.apply(Arena.builder()).buildPool().close()).doesNotThrowAnyException();
    }

    static Stream<UnaryOperator<ArenaBuilder>> extremes() {
        return Stream.of(
                b -> b.chunkSizes(512, 512),
                b -> b.chunkSizes(512, 1 << 30),
                b -> b.maxNormalAlloc(64),
                b -> b.maxNormalAlloc(512 << 10),
                b -> b.byteBudget(4096),
                b -> b.byteBudget(Long.MAX_VALUE),
                b -> b.maxCached(0),
                b -> b.maxCached(Long.MAX_VALUE),
                b -> b.capacity(0),
                b -> b.softLimit(Double.MIN_VALUE, _ -> {}),
                b -> b.softLimit(1, _ -> {}));
    }

    static Stream<UnaryOperator<ArenaBuilder>> extremesOfPools() {
        return Stream.concat(extremes(), Stream.of(
                b -> b.poolByteBudget(4096),
                b -> b.poolByteBudget(Long.MAX_VALUE),
                b -> b.poolByteBudget(4096).byteBudget(4096),
                b -> b.idleTimeout(Duration.ZERO),
                b -> b.idleTimeout(Duration.ofSeconds(Long.MAX_VALUE)),
                b -> b.poolWait(Duration.ofSeconds(Long.MAX_VALUE))));
    }

    @ParameterizedTest
    @MethodSource("extremes")
    void limitsOfTheRangesAreValid(UnaryOperator<ArenaBuilder> setting) {
        assertThatCode(() -> {
            try (Arena arena = setting.apply(Arena.builder()).build()) {
                assertThat(arena.allocate(64, 8).byteSize()).isEqualTo(64);
            }
        }).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("extremesOfPools")
    void limitsOfThePoolRangesAreValid(UnaryOperator<ArenaBuilder> setting) {
        assertThatCode(() -> {
            try (ArenaPool pool = setting.apply(Arena.builder()).buildPool(); Arena arena = pool.open()) {
                assertThat(arena.allocate(64, 8).byteSize()).isEqualTo(64);
            }
        }).doesNotThrowAnyException();
    }

    @Test
    void poolReturnsItsEffectiveSettings() {
        try (ArenaPool pool = Arena.builder()
                .name("web")
                .byteBudget(1 << 20)
                .poolByteBudget(8 << 20)
                .maxCached(4 << 20)
                .chunkSizes(1024, 8192)
                .capacity(3072)
                .idleTimeout(Duration.ofMinutes(1))
                .poolWait(Duration.ofMillis(50))
                .confinement(Confinement.SHARED)
                .leakDetection(LeakDetection.ALL)
                .softLimit(0.75, _ -> {})
                .buildPool()) {
            assertThat(pool.name()).isEqualTo("web");
            assertThat(pool.settings()).isEqualTo(new ArenaPool.Settings(1 << 20, 8 << 20, 4 << 20, 1 << 20, 1024, 8192,
                    8192,
                    3072, Duration.ofMinutes(1), Duration.ofMillis(50), Confinement.SHARED, LeakDetection.ALL, 0.75,
                    "native memory"));
        }
    }

    @Test
    void defaultsMatchTheDocumentation() {
        try (ArenaPool pool = Arena.builder().buildPool()) {
            assertThat(pool.name()).isEqualTo("arena");
            assertThat(pool.settings()).isEqualTo(new ArenaPool.Settings(Long.MAX_VALUE, Long.MAX_VALUE, 64 << 20,
                    Long.MAX_VALUE / 32, 4096, 512 << 10, 16 << 10, 0, Duration.ofSeconds(30), Duration.ZERO,
                    Confinement.CONFINED, LeakDetection.SAMPLED, 0, "native memory"));
        }
    }

    @Test
    void builderCreatesIndependentPools() {
        ArenaBuilder builder = Arena.builder().name("first");
        try (ArenaPool first = builder.buildPool();
                ArenaPool second = builder.name("second").buildPool();
                Arena arena = first.open()) {
            arena.allocate(8, 8);
            assertThat(first.name()).isEqualTo("first");
            assertThat(second.name()).isEqualTo("second");
            assertThat(second.stats().reservedBytes()).isZero();
        }
    }

    @Test
    void defaultSourceHasAName() {
        assertThat(ChunkSource.nativeMemory()).hasToString("native memory");
    }
}
