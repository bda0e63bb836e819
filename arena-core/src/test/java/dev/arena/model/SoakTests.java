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

package dev.arena.model;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that hundreds of thousands of generations leak no memory, inside or outside the pool. {@code
 * -Darena.soak.generations=10000000} makes it a long run.
 */
class SoakTests {
    private static final long GENERATIONS = Long.getLong("arena.soak.generations", 200_000);
    private static final long SEED = Long.getLong("arena.model.seed", 20261122);

    /**
     * Maximum growth of the resident memory between the second and the last quarter, in KiB. It is twice the pool's budget,
     * because temporarily free memory and fragments of the C heap vary. The short run detects a leak of 80 bytes in each
     * generation. Ten million generations detect one of 2 bytes.
     */
    private static final long MOST_GROWTH = 8 << 10;

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
    void residentMemoryStaysConstantAndAllMemoryIsReleased() throws Exception {
        List<String> output = run();
        output.forEach(System.out::println);
        List<Long> resident = output.stream().filter(line -> line.startsWith(Soak.SAMPLE))
                .map(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1))).toList();
        assertThat(resident).hasSize(Soak.SAMPLES);
        int quarter = Soak.SAMPLES / 4;
        long before = median(resident.subList(quarter, 2 * quarter));
        long after = median(resident.subList(3 * quarter, Soak.SAMPLES));
        assertThat(after - before).as("growth of resident memory in KiB: %s, seed %d", resident, SEED)
                .isLessThan(MOST_GROWTH);
        assertThat(output).last().as("seed %d", SEED).isEqualTo(Soak.LEFT + " 0");
    }

    private static long median(List<Long> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }

    /** Without the optimizing compiler, whose own memory grows by as much as 20 MiB, and later on a busy machine. */
    private static List<String> run() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms64m", "-Xmx64m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp", classPath, Soak.class.getName(), Long.toString(GENERATIONS),
                Long.toString(SEED)).redirectErrorStream(true).start();
        List<String> output = process.inputReader().readAllLines();
        assertThat(process.waitFor()).as(() -> String.join("\n", output)).isZero();
        return output;
    }
}
