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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that allocations in the steady state use no heap memory, and do not call the chunk source. */
class HotPathTests {

    @ParameterizedTest
    @ValueSource(longs = {8, 64})
    void allocationInTheSteadyStateUsesNoHeapMemory(long size) throws Exception {
        assertNoHeapMemory(size, Long.toString(size));
    }

    /** Would fail if the JIT compiler inlined slow paths until the methods are too large for their callers. */
    @ParameterizedTest
    @ValueSource(longs = {8, 64})
    void hotPathAllocatesNothingAfterRefillsAndRefusals(long size) throws Exception {
        assertNoHeapMemory(size, Long.toString(size), "after a server's day");
    }

    private static void assertNoHeapMemory(long size, String... arguments) throws Exception {
        String[] measured = probe(arguments).split(" ", -1);
        assertThat(measured).hasSize(2);
        assertThat(Long.parseLong(measured[0]))
                .as("bytes of heap for %d allocations of %d bytes", HotPathProbe.ALLOCATIONS, size)
                .isLessThan(HotPathProbe.ALLOCATIONS / 10);
        assertThat(measured[1]).as("calls of the source after the warm-up").isEqualTo("0");
    }

    private static String probe(String... arguments) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED", "-cp", classPath, HotPathProbe.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(printed).isZero();
        return printed;
    }
}
