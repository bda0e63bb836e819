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

package dev.arena.text;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.arena.Arena;

import static dev.arena.text.Texts.assertText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

/** Tests that exactly the bytes of valid UTF-8 are accepted, and that errors have the offset that the JDK finds. */
class Utf8ValidationTests {
    /** The limits of all byte ranges in the rules of UTF-8. */
    private static final int[] EDGES = {0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF,
            0xE0, 0xE1,
            0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFB, 0xFC, 0xFD, 0xFE, 0xFF};

    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private final CharBuffer sink = CharBuffer.allocate(1000);

    /** Returns the offset of the first malformed sequence according to the JDK, or −1. */
    private int malformedAt(byte[] bytes, int length) {
        ByteBuffer input = ByteBuffer.wrap(bytes, 0, length);
        decoder.reset();
        decoder.decode(input, sink.clear(), true);
        return input.hasRemaining() ? input.position() : -1;
    }

    private void compare(byte[] bytes, int length, MemorySegment memory) {
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, memory, 0, length);
        if (Utf8.malformedAt(memory, 0, length) != malformedAt(bytes, length)) {
            fail("%s: was %d, expected %d", java.util.HexFormat.of().formatHex(bytes, 0, length),
                    Utf8.malformedAt(memory, 0, length), malformedAt(bytes, length));
        }
    }

    @Test
    void everySequenceOfUpToFourBytesIsValidatedAsByTheJdk() {
        byte[] bytes = new byte[4];
        MemorySegment memory = Texts.segment(bytes);
        for (int first : EDGES) {
            bytes[0] = (byte) first;
            compare(bytes, 1, memory);
            for (int second : EDGES) {
                bytes[1] = (byte) second;
                compare(bytes, 2, memory);
                for (int third : EDGES) {
                    bytes[2] = (byte) third;
                    compare(bytes, 3, memory);
                    for (int fourth : EDGES) {
                        bytes[3] = (byte) fourth;
                        compare(bytes, 4, memory);
                    }
                }
            }
        }
    }

    @Test
    void everyCodePointIsValid() {
        byte[] bytes = new String(Character.toChars(0x10FFFF)).getBytes(StandardCharsets.UTF_8);
        MemorySegment memory = Texts.segment(bytes);
        for (int codePoint = 0; codePoint <= 0x10FFFF; codePoint++) {
            if (codePoint < 0xD800 || codePoint > 0xDFFF) {
                byte[] encoded = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                MemorySegment.copy(MemorySegment.ofArray(encoded), 0, memory, 0, encoded.length);
                if (Utf8.malformedAt(memory, 0, encoded.length) != -1 || Utf8.codePoint(memory, 0) != codePoint) {
                    fail("U+%x", codePoint);
                }
            }
        }
    }

    @Test
    void damagedLongTextIsValidatedAsByTheJdk() {
        for (long seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            byte[] bytes = Texts.utf8(random.nextBoolean() ? Texts.ascii(random, 60) : Texts.any(random, 40));
            for (int damages = random.nextInt(3); damages > 0 && bytes.length > 0; damages--) {
                bytes[random.nextInt(bytes.length)] = (byte) EDGES[random.nextInt(EDGES.length)];
            }
            int expected = malformedAt(bytes, bytes.length);
            MemorySegment memory = Texts.segment(bytes);
            assertThat(Utf8.malformedAt(memory, 0, bytes.length)).as("seed %d", seed).isEqualTo(expected);
            try (Arena arena = Arena.create()) {
                if (expected < 0) {
                    assertText(Utf8String.of(memory)).as("seed %d", seed)
                            .hasToString(new String(bytes, StandardCharsets.UTF_8));
                } else {
                    assertMalformed(expected, () -> Utf8String.of(memory), seed);
                    assertMalformed(expected, () -> Utf8String.copyOf(arena, memory), seed);
                    assertMalformed(expected, () -> Utf8String.copyOf(arena, bytes, 0, bytes.length), seed);
                    var builder = new Utf8Builder(arena).append("kept");
                    assertMalformed(expected, () -> builder.append(memory), seed);
                    assertThat(builder).hasToString("kept");
                }
                String replaced = new String(bytes, StandardCharsets.UTF_8);
                assertText(Utf8String.replacing(arena, memory)).as("seed %d", seed).hasToString(replaced);
                assertText(Utf8Builder.replacing(arena, 0).append("é").append(memory).freeze()).as("seed %d", seed)
                        .hasToString("é" + replaced);
            }
        }
    }

    private static void assertMalformed(long offset, org.assertj.core.api.ThrowableAssert.ThrowingCallable call,
            long seed) {
        assertThatThrownBy(call).as("seed %d", seed).isInstanceOfSatisfying(MalformedTextException.class,
                e -> assertThat(e.offset()).as("seed %d", seed).isEqualTo(offset))
                .hasMessage("Malformed UTF-8 at byte " + offset);
    }

    @Test
    void malformedTextIsReplacedAsByTheJdk() {
        byte[] bytes = new byte[4];
        try (Arena arena = Arena.create()) {
            for (int i = 0; i < EDGES.length * EDGES.length * EDGES.length * EDGES.length; i++) {
                int rest = i;
                for (int k = 0; k < 4; k++) {
                    bytes[k] = (byte) EDGES[rest % EDGES.length];
                    rest /= EDGES.length;
                }
                if ((bytes[0] & 0xC0) == 0xC0 && i % 7 == 0) {
                    Utf8String replaced = Utf8String.replacing(arena, MemorySegment.ofArray(bytes));
                    if (!replaced.toString().equals(new String(bytes, StandardCharsets.UTF_8))) {
                        fail(java.util.HexFormat.of().formatHex(bytes));
                    }
                    arena.reset();
                }
            }
        }
    }

    @Test
    void malformedTextTakesNoMemory() {
        try (Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(4096).build()) {
            for (int i = 0; i < 100; i++) {
                assertThatThrownBy(() -> Utf8String.copyOf(arena, new byte[]{'a', 'b', (byte) 0xFF}, 0, 3))
                        .isInstanceOf(MalformedTextException.class);
                assertThatThrownBy(() -> Utf8String.copyOf(arena, "é".repeat(1000) + "\uDC00"))
                        .isInstanceOf(MalformedTextException.class);
            }
            assertThat(arena.allocate(4096, 1).byteSize()).isEqualTo(4096);
        }
    }
}
