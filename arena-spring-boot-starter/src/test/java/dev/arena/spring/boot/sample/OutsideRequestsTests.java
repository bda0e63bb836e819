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

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.aop.AopAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Compiles and runs the samples of the page about work outside requests. */
class OutsideRequestsTests {
    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
            AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class,
                    AopAutoConfiguration.class))
            .withPropertyValues("arena.leak-detection=all");

    @Test
    void samplesShouldBeCompiled() throws IOException {
        List<String> blocks = Pattern.compile("(?s)```java\n(.*?)```")
                .matcher(Files.readString(Path.of("../docs/recipes/outside-requests.md"))).results()
                .map(block -> block.group(1)).toList();
        List<String> sources = Stream.of("NightlyReport", "MedianWriter", "MedianJob", "MeasurementListener")
                .map(OutsideRequestsTests::source).toList();
        assertThat(blocks).hasSize(5)
                .allSatisfy(block -> assertThat(sources).anySatisfy(source -> assertThat(source).contains(block)));
    }

    private static String source(String name) {
        try {
            return Files.readString(Path.of("src/test/java/dev/arena/spring/boot/sample/" + name + ".java"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void reportShouldUseArenas() {
        contextRunner.withBean(NightlyReport.class).run(context -> {
            assertThat(context.getBean(NightlyReport.class).run()).startsWith("Report of ");
            assertThat(context.getBean(NightlyReport.class).squares(5)).containsExactly(0, 1, 4, 9, 16);
            assertNothingLive(context.getBean(ArenaPool.class), 2);
        });
    }

    @Test
    void stepShouldUseAnArenaForEachChunk() {
        contextRunner.withUserConfiguration(MedianJob.class).run(context -> {
            JobExecution execution = context.getBean(JobOperator.class).start(context.getBean(Job.class),
                    new JobParameters());
            assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
            assertThat(context.getBean(MedianWriter.class).medians()).containsExactly(2001.0, 1001.0, 251.0);
            assertNothingLive(context.getBean(ArenaPool.class), 3);
        });
    }

    @Test
    void listenerShouldUseAnArenaForEachMessage() {
        contextRunner.withBean(MeasurementListener.class).run(context -> {
            MeasurementListener listener = context.getBean(MeasurementListener.class);
            byte[] message = """
                    [{"station":"Oslo","temperature":-2.5},{"station":"Rome","temperature":20}]"""
                    .getBytes(StandardCharsets.UTF_8);
            listener.onMessage(message);
            listener.onMessage(message);
            assertThat(listener.total()).isEqualTo(35);
            byte[] large = ("[" + "{\"station\":\"Oslo\",\"temperature\":1},".repeat(100_000) + "{}]")
                    .getBytes(StandardCharsets.UTF_8);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> listener.onMessage(large))
                    .withMessageContaining("MeasurementListener.onMessage");
            assertNothingLive(context.getBean(ArenaPool.class), 3);
        });
    }

    private static void assertNothingLive(ArenaPool pool, long arenas) {
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().liveBytes()).isZero();
        assertThat(pool.stats().resets()).isEqualTo(arenas);
        assertThat(pool.stats().leaks()).isZero();
    }
}
