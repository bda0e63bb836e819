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

package dev.arena.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MeasurementFileTests {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(String... args) {
        return MeasurementFile.run(args, quiet(new ByteArrayOutputStream()), quiet(err));
    }

    private static PrintStream quiet(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    @Test
    void writesTheRequestedNumberOfLines() throws IOException {
        Path file = directory.resolve("m.txt");
        assertThat(run("2000", file.toString(), "5")).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2000).allMatch(line -> line.matches("[^;#]+;-?\\d{1,2}\\.\\d"));
        assertThat(lines).anyMatch(line -> line.contains(";-")).anyMatch(line -> !line.contains(";-"));
    }

    @Test
    void sameSeedWritesTheSameFile() throws IOException {
        Path[] files = {directory.resolve("a"), directory.resolve("b"), directory.resolve("c")};
        run("1000", files[0].toString(), "5");
        run("1000", files[1].toString(), "5");
        run("1000", files[2].toString(), "6");
        assertThat(files[0]).hasSameBinaryContentAs(files[1]);
        assertThat(Files.mismatch(files[0], files[2])).isNotNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "0 f", "-1 f", "ten f", "1 f seed", "1 f 2 3", "1 \0"})
    void invalidArgumentsAreExplained(String args) {
        assertThat(run(args.isEmpty() ? new String[0] : args.split(" "))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("Usage: MeasurementFile <rows> <file> [<seed>]");
    }

    @Test
    void unwritableFileIsReported() {
        assertThat(run("1", directory.toString())).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("The file was not written: ");
    }
}
