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

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.assertj.core.api.AbstractCharSequenceAssert;

import static org.assertj.core.api.Assertions.assertThat;

/** Creates text for tests, with code points of every length, or with ASCII only. */
final class Texts {
    private Texts() {}

    static String any(Random random, int mostCodePoints) {
        var text = new StringBuilder();
        for (int i = random.nextInt(mostCodePoints + 1); i > 0; i--) {
            text.appendCodePoint(codePoint(random));
        }
        return text.toString();
    }

    static String ascii(Random random, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append((char) random.nextInt(0x80));
        }
        return text.toString();
    }

    /** Returns text of few different characters, so that searches find matches. */
    static String repetitive(Random random, int most) {
        String[] letters = {"a", "b", "é", "€", "😀", "😁"};
        var text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(letters[random.nextInt(letters.length)]);
        }
        return text.toString();
    }

    /** Returns random {@code char}s, so that lone surrogates are frequent. */
    static String units(Random random, int most) {
        var text = new StringBuilder();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            text.append(switch (random.nextInt(4)) {
                case 0 -> (char) (0xD800 + random.nextInt(0x400));
                case 1 -> (char) (0xDC00 + random.nextInt(0x400));
                case 2 -> (char) random.nextInt(0x10000);
                default -> (char) random.nextInt(0x80);
            });
        }
        return text.toString();
    }

    private static int codePoint(Random random) {
        return switch (random.nextInt(6)) {
            case 0 -> 0x80 + random.nextInt(0x780);
            case 1 -> 0x800 + random.nextInt(0xD000);
            case 2 -> 0xE000 + random.nextInt(0x2000);
            case 3 -> 0x10000 + random.nextInt(0x100000);
            default -> random.nextInt(0x80);
        };
    }

    /** Returns the index of the first lone surrogate, or −1. */
    static int loneSurrogate(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            if (codePoint >= 0xD800 && codePoint < 0xE000) {
                return i;
            }
        }
        return -1;
    }

    static String withoutLoneSurrogates(String text) {
        return text.codePoints().map(codePoint -> codePoint >= 0xD800 && codePoint < 0xE000 ? 0xFFFD : codePoint)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Calls {@code assertThat}, which is ambiguous for strings of this library: they are both character sequences and
     * comparable.
     */
    static AbstractCharSequenceAssert<?, ? extends CharSequence> assertText(CharSequence text) {
        return assertThat(text);
    }

    /** Returns native memory that only the garbage collector frees. */
    static MemorySegment segment(byte... bytes) {
        return Arena.ofAuto().allocate(bytes.length, 1).copyFrom(MemorySegment.ofArray(bytes));
    }
}
