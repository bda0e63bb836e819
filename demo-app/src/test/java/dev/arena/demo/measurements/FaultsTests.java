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

package dev.arena.demo.measurements;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.arena.Arena;

import static dev.arena.demo.measurements.Bodies.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** Tests that both engines report the same fault in the same line. */
class FaultsTests {

    static Stream<Arguments> badLines() {
        return Stream.of(arguments(Fault.NO_SEMICOLON, bytes("abc")), arguments(Fault.NO_SEMICOLON, bytes("")),
                arguments(Fault.NO_SEMICOLON, bytes("Known")), arguments(Fault.NO_SEMICOLON, bytes("12.3")),
                arguments(Fault.NO_SEMICOLON, bytes("é".repeat(50))), arguments(Fault.EMPTY_NAME, bytes(";1.0")),
                arguments(Fault.LONG_NAME, bytes("x".repeat(101), ";1.0")),
                arguments(Fault.LONG_NAME, bytes("x".repeat(104), ";1.0")),
                arguments(Fault.LONG_NAME, bytes("é".repeat(50), "x;1.0")),
                arguments(Fault.LONG_NAME, bytes("\uD83C\uDF26".repeat(26), ";1.0")),
                arguments(Fault.LONG_NAME, bytes("x".repeat(50_000), ";1.0")),
                arguments(Fault.LONG_NAME, bytes("x".repeat(101))),
                arguments(Fault.LONG_NAME, bytes("x".repeat(50_000))),
                arguments(Fault.INVALID_UTF8, bytes("a", 0xFF, ";1.0")),
                arguments(Fault.INVALID_UTF8, bytes("a", 0xC3, ";1.0")),
                arguments(Fault.INVALID_UTF8, bytes("a", 0xE2, 0x82, ";1.0")),
                arguments(Fault.INVALID_UTF8, bytes("a", 0xF0, 0x9F, 0x98, ";1.0")),
                arguments(Fault.INVALID_UTF8, bytes(0x80, ";1.0")),
                arguments(Fault.INVALID_UTF8, bytes(0xC0, 0xAF, ";1.0")), // overlong
                arguments(Fault.INVALID_UTF8, bytes(0xE0, 0x80, 0xAF, ";1.0")),
                arguments(Fault.INVALID_UTF8, bytes(0xF0, 0x80, 0x80, 0xAF, ";1.0")),
                arguments(Fault.INVALID_UTF8, bytes(0xED, 0xA0, 0x80, ";1.0")), // a surrogate
                arguments(Fault.INVALID_UTF8, bytes(0xF4, 0x90, 0x80, 0x80, ";1.0")), // above U+10FFFF
                arguments(Fault.INVALID_UTF8, bytes("\uFFFD;1.0")),
                arguments(Fault.INVALID_UTF8, bytes("x".repeat(99), 0xFF, ";1.0")),
                arguments(Fault.BAD_TEMPERATURE, bytes("Known;", 0xFF, ".0")),
                arguments(Fault.BAD_TEMPERATURE, bytes("Known;1.0", 0xFF)));
    }

    static Stream<Arguments> badTemperatures() {
        return Stream
                .of("", "-", ".", "1", "1.", ".1", "-.1", "10", "1.00", "100.0", "-100.0", "001.0", "+1.0", "--1.0",
                        " 1.0", "1.0 ", "1,0", "1.0;", "1.0;2.0", "a.0", "1.a", "1a.0", "a1.0", "1e1", "NaN", "1.-1",
                        "-1-.0",
                        "\u0661.0", "1.0\0", "1:.0", "/1.0", "1./", ":.0", "1..0", "9".repeat(50_000))
                .map(temperature -> arguments(Fault.BAD_TEMPERATURE, bytes("New;" + temperature)));
    }

    @ParameterizedTest
    @MethodSource({"badLines", "badTemperatures"})
    void faultIsReportedWithItsLineAtAnyPosition(Fault fault, byte[] line) {
        String good = "Known;1.0\n";
        assertFault(1, fault, line, bytes("\n" + good));
        assertFault(3, fault, bytes(good, good), line, bytes("\n", good));
        assertFault(3, fault, bytes(good, good), line, bytes("\r\n", good));
        assertFault(3, fault, bytes("Known;1.0\rKnown;1.0\r\n"), line, bytes("\r", good));
        assertFault(3001, fault, bytes(good.repeat(3000)), line, bytes("\n"));
        if (line.length > 0) {
            assertFault(3, fault, bytes(good, good), line);
            assertFault(1, fault, line);
        }
    }

    private static void assertFault(long line, Fault fault, byte[]... parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        byte[] body = joined.toByteArray();
        assertFault(line, fault, "heap", () -> Bodies.onHeap(body));
        assertFault(line, fault, "arena", () -> Bodies.inArena(body));
        assertFault(line, fault, "arena, byte by byte", () -> Bodies.inArena(body, 1, new Random(0)));
    }

    private static void assertFault(long line, Fault fault, String how, Runnable engine) {
        BadMeasurementsException e = catchThrowableOfType(BadMeasurementsException.class, engine::run);
        assertThat(e).as(how).isNotNull();
        assertThat(e.fault()).as(how).isEqualTo(fault);
        assertThat(e.line()).as(how).isEqualTo(line);
        assertThat(e).as(how).hasMessage("Line " + line + ": " + fault.reason());
    }

    @Test
    void emptyBodyIsAFault() {
        assertFault(1, Fault.EMPTY_BODY, new byte[0]);
    }

    @Test
    void blankLineAtTheEndIsAFault() {
        assertFault(2, Fault.NO_SEMICOLON, bytes("A;1.0\n\n"));
        assertFault(2, Fault.NO_SEMICOLON, bytes("A;1.0\r\n\r\n"));
        assertFault(2, Fault.NO_SEMICOLON, bytes("A;1.0\r\r"));
        assertFault(1, Fault.NO_SEMICOLON, bytes("\n"));
        assertFault(1, Fault.NO_SEMICOLON, bytes("\r\n"));
    }

    @Test
    void truncatedBodyIsAFault() {
        byte[] whole = bytes("A;1.0\nB;2.0\r\nC;3.0\rD;");
        long[] lines = {1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 3, 4, 4};
        for (int cut = 0; cut < lines.length; cut++) {
            int length = cut;
            assertFault(lines[cut], Fault.CUT_BODY, "heap " + cut, () -> HeapEngine.aggregate(cut(whole, length)));
            assertFault(lines[cut], Fault.CUT_BODY, "arena " + cut,
                    () -> Bodies.inArena(Bodies.pieces(cut(whole, length), 3, new Random(0))));
        }
    }

    private static InputStream cut(byte[] body, int length) {
        return new FilterInputStream(new ByteArrayInputStream(body, 0, length)) {
            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                int bytes = super.read(to, offset, length);
                if (bytes < 0) {
                    throw new IOException("connection reset");
                }
                return bytes;
            }

            @Override
            public int available() {
                return 1; // a container does not know the next byte, which may be an error
            }
        };
    }

    @Test
    void endlessLineIsRejectedEarlyAndInBoundedMemory() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] to, int offset, int length) {
                Arrays.fill(to, offset, offset + length, (byte) 'x');
                return length;
            }
        };
        try (Arena arena = Arena.builder().byteBudget(64 << 10).build()) {
            assertFault(1, Fault.LONG_NAME, "endless",
                    () -> ArenaEngine.aggregate(Bodies.pieces(endless, 8192, new Random(0)), arena));
        }
    }

    /** For randomly damaged bodies, both engines return the same result, or report the same fault in the same line. */
    @RepeatedTest(40)
    void enginesAgreeOnDamagedBodies(RepetitionInfo repetition) {
        long seed = repetition.getCurrentRepetition();
        System.out.println("FaultsTests.enginesAgreeOnDamagedBodies: seed " + seed);
        var random = new Random(seed);
        byte[] body = Bodies.utf8(EnginesTests.randomBody(random, 40));
        byte[] splinters = bytes("\n\r;.-09a: ", 0, 0x80, 0xC3, 0xE2, 0xED, 0xF0, 0xFF);
        for (int i = 0; i < 50; i++) {
            byte[] damaged = body.clone();
            damaged[random.nextInt(body.length)] = splinters[random.nextInt(splinters.length)];
            assertThat(outcome(() -> Bodies.inArena(damaged, 60, random)))
                    .isEqualTo(outcome(() -> Bodies.onHeap(damaged)));
        }
    }

    private static Object outcome(Supplier<Summary> engine) {
        try {
            return engine.get();
        } catch (BadMeasurementsException e) {
            return "Line " + e.line() + ": " + e.fault();
        }
    }
}
