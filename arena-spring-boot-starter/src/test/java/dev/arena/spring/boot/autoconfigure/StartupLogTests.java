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

package dev.arena.spring.boot.autoconfigure;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.arena.Arena;
import dev.arena.ArenaPool;

import static org.assertj.core.api.Assertions.assertThat;

/** The log lines at startup. */
class StartupLogTests {
    private static final long GB = 1L << 30;

    private final CapturedLog log = new CapturedLog();
    private final ArenaPool pool = Arena.builder().poolByteBudget(GB).byteBudget(32 << 20).maxCached(256 << 20)
            .buildPool();

    @AfterEach
    void closePoolAndLog() {
        pool.close();
        log.close();
    }

    @Test
    void lineShouldContainBudgetsSizesSourceAndShare() {
        log(new Memory(8 * GB, 4 * GB, true));
        assertThat(log.lines())
                .containsExactly("INFO Pool 'mine': byte budget 1 GB (12.5% of the 8 GB of the container), "
                        + "32 MB per arena; chunks of 4 KB to 512 KB from native memory, cache of up to 256 MB");
    }

    @Test
    void budgetBeyondTheMemoryShouldCauseAWarning() {
        log(new Memory(GB / 2, GB / 4, true));
        assertThat(log.lines()).hasSize(2).last().asString().startsWith(
                "WARN The byte budget of the pool is 1 GB, which is more than the 512 MB of the container: ");
    }

    @Test
    void sumOfBudgetAndHeapBeyondTheMemoryShouldCauseAWarning() {
        log(new Memory(2 * GB, 3 * GB / 2, false));
        assertThat(log.lines()).hasSize(2).last().asString().startsWith("WARN The byte budget of the pool is 1 GB, "
                + "and the heap may grow to 1.5 GB (-Xmx). Together they exceed the 2 GB of the machine: ");
    }

    @Test
    void budgetsOfSeveralPoolsShouldBeAddedUp() {
        try (ArenaPool other = Arena.builder().poolByteBudget(GB).buildPool()) {
            new StartupLog(new Memory(GB + GB / 2, 1, true)).write(Map.of("a", pool, "b", other), null);
        }
        assertThat(log.lines()).hasSize(3).last().asString().startsWith(
                "WARN The byte budgets of the pools are 2 GB, which is more than the 1.5 GB of the container: ");
    }

    @Test
    void poolWithoutBudgetShouldCauseAWarning() {
        try (ArenaPool unlimited = Arena.builder().buildPool()) {
            new StartupLog(new Memory(GB, 1, false)).write(Map.of("unlimited", unlimited), null);
        }
        assertThat(log.lines()).hasSize(2).first().asString().contains("byte budget unlimited, unlimited per arena");
        assertThat(log.lines().getLast())
                .isEqualTo(
                        "WARN Pool 'unlimited' has no byte budget and can take all memory of the machine: set its poolByteBudget");
    }

    @Test
    void lazyApplicationShouldLog() {
        new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class))
                .withPropertyValues("arena.pool.byte-budget=65536GB")
                .withInitializer(context -> context
                        .addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .run(context -> assertThat(log.lines()).hasSize(2).first().asString()
                        .startsWith("INFO Pool 'arenaPool': byte budget 64 TB ("));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 bytes", "1023, 1023 bytes", "1024, 1 KB", "1536, 1.5 KB", "1048575, 1024.0 KB", "1048576, 1 MB",
            "9223372036854775807, 8 EB"})
    void sizesShouldBeReadable(long bytes, String text) {
        assertThat(Memory.text(bytes)).isEqualTo(text);
    }

    @Test
    void memoryOfThisProcessShouldBeKnown() {
        Memory memory = Memory.ofThisProcess();
        assertThat(memory.total()).isPositive();
        assertThat(memory.heap()).isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(memory.owner()).startsWith("the ");
    }

    private void log(Memory memory) {
        new StartupLog(memory).write(Map.of("mine", pool), null);
    }
}
