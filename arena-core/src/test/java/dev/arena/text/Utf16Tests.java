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
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.Shared;

import static dev.arena.text.Texts.assertText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that UTF-16 in an arena is valid, and equals the same {@link String}. */
class Utf16Tests {
    private static final int RUNS = 1000;

    private final Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(16_384).build();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private Utf16String copy(CharSequence text) {
        return Utf16String.copyOf(arena, text);
    }

    @Test
    void copiesHaveTheSameText() {
        for (long seed = 0; seed < RUNS; seed++) {
            var random = new Random(seed);
            String text = Texts.any(random, 20);
            String other = random.nextBoolean() ? text : Texts.any(random, 20);
            Utf16String copy = copy(text);
            assertThat(copy.toString()).as("seed %d", seed).isEqualTo(text);
            assertThat(copy.length()).as("seed %d", seed).isEqualTo(text.length());
            assertThat(copy.hashCode()).as("seed %d", seed).isEqualTo(text.hashCode());
            assertThat(copy.chars().toArray()).as("seed %d", seed).isEqualTo(text.chars().toArray());
            assertThat(copy.segment().isReadOnly()).isTrue();
            char[] chars = ("x" + text + "y").toCharArray();
            assertText(Utf16String.copyOf(arena, chars, 1, text.length())).as("seed %d", seed).isEqualTo(copy);
            assertText(Utf16String.of(copy.segment())).as("seed %d", seed).isEqualTo(copy);
            assertThat(copy.equals(copy(other))).as("seed %d", seed).isEqualTo(text.equals(other));
            assertThat(copy.compareTo(copy(other))).as("seed %d", seed).isEqualTo(text.compareTo(other));
            arena.reset();
        }
    }

    @Test
    void searchingAndSlicingMatchesString() {
        for (long seed = 0; seed < RUNS; seed++) {
            var random = new Random(seed);
            String text = Texts.repetitive(random, 15);
            String part = Texts.repetitive(random, 2);
            Utf16String copy = copy(text);
            int from = random.nextInt(text.length() + 3) - 1;
            for (CharSequence sought : List.of(part, copy(part))) {
                assertThat(copy.indexOf(sought, from)).as("seed %d", seed).isEqualTo(text.indexOf(part, from));
                assertThat(copy.contains(sought)).as("seed %d", seed).isEqualTo(text.contains(part));
                assertThat(copy.startsWith(sought)).as("seed %d", seed).isEqualTo(text.startsWith(part));
                assertThat(copy.endsWith(sought)).as("seed %d", seed).isEqualTo(text.endsWith(part));
                assertThat(copy.contentEquals(sought)).as("seed %d", seed).isEqualTo(text.contentEquals(part));
            }
            if (!part.isEmpty()) {
                assertThat(copy.split(part)).extracting(Utf16String::toString).as("seed %d", seed)
                        .containsExactly(text.split(Pattern.quote(part), -1));
            }
            String spaced = " \t\u2003".substring(random.nextInt(4)) + text
                    + "\u0000 \u3000".substring(random.nextInt(4));
            assertThat(copy(spaced).strip().toString()).as("seed %d", seed).isEqualTo(spaced.strip());
            assertThat(copy(spaced).trim().toString()).as("seed %d", seed).isEqualTo(spaced.trim());
            arena.reset();
        }
    }

    @Test
    void slicesMustEndBetweenCodePoints() {
        Utf16String text = copy("a😀b");
        assertText(text.substring(1, 3)).hasToString("😀");
        assertText(text.substring(4, 4)).isEmpty();
        assertThat(text.subSequence(1, 3)).isEqualTo(text.substring(1, 3));
        assertThatThrownBy(() -> text.substring(2, 4)).isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> text.substring(0, 2)).isInstanceOf(MalformedTextException.class);
        assertThat(text.subSequence(2, 4)).isEqualTo("\ude00b");
        assertThat(text.subSequence(0, 2)).isEqualTo("a\ud83d");
        assertThat(text.split("\ude00")).containsExactly(text);
        assertThatThrownBy(() -> text.subSequence(0, 5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.charAt(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.charAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.split("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void numbersAreReadAsByTheJdk() {
        assertThat(copy("-12").parseInt()).isEqualTo(-12);
        assertThat(copy("9223372036854775807").parseLong()).isEqualTo(Long.MAX_VALUE);
        assertThat(copy("-1.5e3").parseDouble()).isEqualTo(-1500);
        assertThatThrownBy(() -> copy("12x").parseInt()).isInstanceOf(NumberFormatException.class)
                .hasMessageContaining("\"12x\"");
    }

    @Test
    void loneSurrogatesAreRejectedWithTheirOffsetOrReplaced() {
        for (long seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            String text = Texts.units(random, 8);
            int lone = Texts.loneSurrogate(text);
            MemorySegment units = arena.allocateFrom(ValueLayout.JAVA_CHAR_UNALIGNED, text.toCharArray());
            if (lone < 0) {
                assertThat(copy(text).toString()).as("seed %d", seed).isEqualTo(text);
            } else {
                assertLone(lone, () -> copy(text), seed);
                assertLone(lone, () -> Utf16String.of(units), seed);
                assertThatThrownBy(() -> new Utf16Builder(arena).append(text).freeze()).as("seed %d", seed)
                        .isInstanceOf(MalformedTextException.class);
            }
            String replaced = Texts.withoutLoneSurrogates(text);
            assertThat(Utf16String.replacing(arena, text).toString()).as("seed %d", seed).isEqualTo(replaced);
            var builder = Utf16Builder.replacing(arena, 0);
            var strict = new Utf16Builder(arena);
            for (int at = 0; at < text.length();) {
                int end = at + 1 + random.nextInt(text.length() - at);
                append(builder, text, at, end);
                if (lone < 0) {
                    append(strict, text, at, end);
                }
                at = end;
            }
            assertThat(builder.freeze().toString()).as("seed %d", seed).isEqualTo(replaced);
            assertThat(strict.freeze().toString()).as("seed %d", seed).isEqualTo(lone < 0 ? text : "");
            arena.reset();
        }
    }

    private static void append(Utf16Builder builder, String text, int from, int to) {
        if (to == from + 1) {
            builder.append(text.charAt(from));
        } else {
            builder.append(text, from, to);
        }
    }

    private static void assertLone(long offset, org.assertj.core.api.ThrowableAssert.ThrowingCallable call, long seed) {
        assertThatThrownBy(call).as("seed %d", seed).isInstanceOfSatisfying(MalformedTextException.class,
                e -> assertThat(e.offset()).as("seed %d", seed).isEqualTo(offset));
    }

    @Test
    void randomAppendsMatchStringBuilder() {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            var builder = new Utf16Builder(arena, random.nextInt(2) * 8L);
            var oracle = new StringBuilder();
            for (int i = 0; i < 30; i++) {
                String text = Texts.any(random, 8);
                long number = random.nextLong() >> random.nextInt(64);
                switch (random.nextInt(9)) {
                    case 0 -> use(builder.append(text), oracle.append(text));
                    case 1 -> text.codePoints()
                            .forEach(each -> use(builder.appendCodePoint(each), oracle.appendCodePoint(each)));
                    case 2 ->
                        text.chars().forEach(each -> use(builder.append((char) each), oracle.append((char) each)));
                    case 3 -> use(builder.append((int) number), oracle.append((int) number));
                    case 4 -> use(builder.append(number), oracle.append(number));
                    case 5 -> use(builder.append(number / 100.0), oracle.append(number / 100.0));
                    case 6 -> use(builder.append(number / 100f), oracle.append(number / 100f));
                    case 7 -> use(builder.append(number < 0), oracle.append(number < 0));
                    default -> {
                        int keep = random.nextInt(oracle.length() + 1);
                        if (keep < oracle.length() && Character.isLowSurrogate(oracle.charAt(keep))) {
                            keep--;
                        }
                        oracle.setLength(keep);
                        builder.truncate(keep);
                    }
                }
                assertThat(builder.toString()).as("seed %d, step %d", seed, i).isEqualTo(oracle.toString());
            }
            assertThat(builder.length()).as("seed %d", seed).isEqualTo(oracle.length());
            assertThat(builder.slice(0, builder.length()).toString()).as("seed %d", seed).isEqualTo(oracle.toString());
            assertThat(builder.freeze().contentEquals(oracle)).as("seed %d", seed).isTrue();
            arena.reset();
        }
    }

    private static void use(Utf16Builder builder, StringBuilder oracle) {
        assertThat(builder).isNotNull();
        assertThat(oracle).isNotNull();
    }

    @Test
    void exhaustionDoesNotChangeTheText() {
        var builder = new Utf16Builder(arena).append("kept\uD83D");
        assertThatThrownBy(() -> builder.append("\uDE00" + "x".repeat(20_000)))
                .isInstanceOf(ArenaExhaustedException.class);
        assertThat(builder).hasToString("kept");
        assertText(builder.append("\uDE00").freeze()).hasToString("kept😀");
    }

    @Test
    void frozenTextIsNotCopiedAndTheTailIsReturned() {
        var builder = new Utf16Builder(arena, 1000).append("text");
        Utf16String text = builder.freeze();
        assertThat(arena.allocate(1, 1).address()).isEqualTo(text.segment().address() + 8);
        assertThatThrownBy(() -> builder.append("")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.append("x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.append('x')).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.append(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.truncate(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.reserve(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(builder::segment).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.slice(0, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(builder::freeze).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void handlesOutliveTheArena() {
        Owned<Utf16String> owned = new Utf16Builder(arena).append("é😀").freezeOwned();
        Shared<Utf16String> shared = new Utf16Builder(arena).format("%s", "é€").freezeShared();
        Owned<Utf16String> escaped = copy("text").escape(arena);
        arena.reset();
        assertText(owned.get()).hasToString("é😀");
        assertText(shared.get()).hasToString("é€");
        assertText(escaped.get()).hasToString("text");
        owned.close();
        shared.close();
        escaped.close();
    }

    @Test
    void everyOperationThrowsAfterAReset() {
        Utf16String text = copy("text");
        var builder = new Utf16Builder(arena).append("text");
        arena.reset();
        assertThatThrownBy(text::toString).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(text::hashCode).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> text.charAt(0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.append("x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> builder.append("x".repeat(1000))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(builder::toString).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(builder::freeze).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void invalidArgumentsAreRejected() {
        assertThatThrownBy(() -> Utf16String.of(arena.allocate(3, 1))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3");
        assertThatThrownBy(() -> Utf16String.copyOf(arena, new char[2], 1, 2))
                .isInstanceOf(IndexOutOfBoundsException.class);
        var builder = new Utf16Builder(arena).append("a😀");
        assertThatThrownBy(() -> builder.append("abc", 1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> builder.truncate(2)).isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> builder.slice(0, 2)).isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> builder.truncate(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> builder.appendCodePoint(0x110000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.reserve(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Utf16Builder(arena, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.append((String) null).append(null, 0, 2)).hasToString("a😀nullnu");
    }
}
