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

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Compares the validation with the decoder of the JDK, which replaces invalid bytes by U+FFFD. */
class Utf8Tests {

    private static void check(byte... bytes) {
        boolean expected = new String(bytes, StandardCharsets.UTF_8).indexOf('\uFFFD') < 0;
        if (Utf8.isValid(MemorySegment.ofArray(bytes), 0, bytes.length) != expected) {
            assertThat(bytes).as("valid: %s", expected).isNull();
        }
    }

    @Test
    void validatesEverySequenceOfThreeBytes() {
        byte[] bytes = new byte[3];
        for (int i = 0; i < 1 << 24; i++) {
            bytes[0] = (byte) i;
            bytes[1] = (byte) (i >> 8);
            bytes[2] = (byte) (i >> 16);
            check(bytes);
        }
    }

    @Test
    void validatesSequencesOfFourBytesAtTheLimits() {
        int[] edges = {0x00, 0x3B, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xED, 0xEF, 0xFF};
        for (int lead = 0xE0; lead <= 0xFF; lead++) {
            for (int second : edges) {
                for (int third : edges) {
                    for (int fourth : edges) {
                        check((byte) lead, (byte) second, (byte) third, (byte) fourth);
                    }
                }
            }
        }
    }

    @Test
    void acceptsEveryCharacterExceptTheReplacement() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            byte[] utf8 = Character.toString(c).getBytes(StandardCharsets.UTF_8); // a lone surrogate becomes "?"
            assertThat(Utf8.isValid(MemorySegment.ofArray(utf8), 0, utf8.length)).isEqualTo(c != 0xFFFD);
        }
    }
}
