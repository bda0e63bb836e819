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
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that bytes of an array are appended unchanged, and no others. */
class AppendUtf8Tests {
    private final Arena arena = Arena.create();

    @AfterEach
    void close() {
        arena.close();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "😀", "ab", "aé", "é😀", "abcdefg€"})
    void appendsTextsOfAllLengths(String unit) {
        for (int count = 0; count < 60; count++) {
            byte[] text = bytes(unit.repeat(count));
            for (int behind : new int[]{0, 1, 7, 20}) {
                byte[] source = new byte[3 + text.length + behind];
                Arrays.fill(source, (byte) 'x');
                System.arraycopy(text, 0, source, 3, text.length);
                var builder = new Utf8Builder(arena, 1 + text.length + behind);
                builder.append('(').appendUtf8(source, 3, text.length).appendUtf8(source, 3, text.length);
                assertThat(builder.toString()).isEqualTo("(" + unit.repeat(2 * count));
            }
        }
    }

    @Test
    void writesOnlyZerosAfterTheText() {
        byte[] source = bytes("0123456789abcdefghijklmnopqrstuvwxyz");
        for (int length = 0; length < 30; length++) {
            var builder = new Utf8Builder(arena, 64);
            builder.appendUtf8(source, 0, length).freeze();
            MemorySegment next = arena.allocate(64, 1);
            assertThat(next.mismatch(MemorySegment.ofArray(new byte[64]))).isEqualTo(-1);
        }
    }

    @Test
    void rejectsMalformedBytes() {
        for (byte[] malformed : List.of(new byte[]{(byte) 0x80}, new byte[]{(byte) 0xC0, (byte) 0x80},
                new byte[]{(byte) 0xC3}, new byte[]{(byte) 0xE0, (byte) 0x80, (byte) 0x80},
                new byte[]{(byte) 0xED, (byte) 0xA0, (byte) 0x80}, new byte[]{(byte) 0xE2, (byte) 0x82},
                new byte[]{(byte) 0xF0, (byte) 0x80, (byte) 0x80, (byte) 0x80},
                new byte[]{(byte) 0xF0, (byte) 0x9F, (byte) 0x98},
                new byte[]{(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80}, new byte[]{(byte) 0xF8},
                new byte[]{(byte) 0xFF})) {
            for (int before : new int[]{0, 5, 8, 20, 200}) {
                byte[] source = new byte[before + malformed.length + 1];
                Arrays.fill(source, (byte) 'a');
                System.arraycopy(malformed, 0, source, before, malformed.length);
                var builder = new Utf8Builder(arena);
                assertThatThrownBy(() -> builder.appendUtf8(source, 0, source.length))
                        .isInstanceOfSatisfying(MalformedTextException.class,
                                e -> assertThat(e.offset()).isEqualTo(before));
                assertThat(builder.byteLength()).isZero();
                assertThat(Utf8Builder.replacing(arena, 8).appendUtf8(source, 0, source.length).toString())
                        .isEqualTo(new String(source, StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void rejectsBytesAfterAPendingSurrogate() {
        var builder = new Utf8Builder(arena).append('\ud83d');
        assertThatThrownBy(() -> builder.appendUtf8(new byte[0], 0, 0)).isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> builder.appendUtf8(bytes("a"), 0, 1)).isInstanceOf(MalformedTextException.class);
        assertThat(builder.append('\ude00').appendUtf8(bytes("a"), 0, 1).toString()).isEqualTo("😀a");
    }

    @Test
    void checksTheBoundsOfTheArray() {
        var builder = new Utf8Builder(arena);
        assertThatThrownBy(() -> builder.appendUtf8(new byte[4], 2, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> builder.appendUtf8(new byte[4], -1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
