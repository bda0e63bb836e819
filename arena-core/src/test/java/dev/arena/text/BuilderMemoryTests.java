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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests that a builder does not return memory that its views can access, and that excessive requests are refused. */
class BuilderMemoryTests {
    private final Arena arena = Arena.builder().byteBudget(1 << 16).build();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private void writeBehind() {
        arena.allocate(256, 1).fill((byte) 0xFF);
    }

    @Test
    void viewsOfUtf8CannotAccessAllocationsAfterFreeze() {
        var builder = new Utf8Builder(arena).append("twenty-four bytes in all");
        MemorySegment segment = builder.segment();
        builder.truncate(2);
        Utf8String text = builder.freeze();
        writeBehind();
        assertThat(Utf8String.of(segment).toString()).isEqualTo("twenty-four bytes in all");
        assertThat(text.toString()).isEqualTo("tw");
    }

    @Test
    void slicesOfUtf8CannotAccessAllocationsAfterFreeze() {
        var builder = new Utf8Builder(arena).append("twenty-four bytes in all");
        Utf8String slice = builder.slice(12, 24);
        builder.clear();
        try (var owned = builder.append("x").freezeOwned()) {
            writeBehind();
            assertThat(slice.toString()).isEqualTo("bytes in all");
            assertThat(owned.get().toString()).isEqualTo("x");
        }
    }

    @Test
    void viewsOfUtf16CannotAccessAllocationsAfterFreeze() {
        var builder = new Utf16Builder(arena).append("twenty-four chars in all");
        MemorySegment segment = builder.segment();
        Utf16String slice = builder.slice(12, 24);
        builder.truncate(2);
        Utf16String text = builder.freeze();
        writeBehind();
        assertThat(Utf16String.of(segment).toString()).isEqualTo("twenty-four chars in all");
        assertThat(slice.toString()).isEqualTo("chars in all");
        assertThat(text.toString()).isEqualTo("tw");
    }

    @Test
    void slicesOfUtf16CannotAccessAllocationsAfterFreeze() {
        var builder = new Utf16Builder(arena).append("twenty-four chars in all");
        Utf16String slice = builder.slice(12, 24);
        builder.clear();
        builder.freeze();
        writeBehind();
        assertThat(slice.toString()).isEqualTo("chars in all");
    }

    @Test
    void memoryWithoutViewsIsReturned() {
        var builder = new Utf8Builder(arena, 64).append("ab");
        long end = builder.segment().address() + 2;
        builder.freeze();
        assertThat(arena.allocate(1, 1).address()).isEqualTo(end);
    }

    @Test
    void anyExcessiveLengthIsRefused() {
        var utf8 = new Utf8Builder(arena).append("a");
        var utf16 = new Utf16Builder(arena).append("a");
        for (long length : new long[]{Long.MAX_VALUE, Long.MAX_VALUE / 2, 1 << 17}) {
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> utf8.reserve(length));
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> utf16.reserve(length));
        }
        assertThat(utf8.append("b")).hasToString("ab");
        assertThat(utf16.append("b")).hasToString("ab");
    }
}
