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
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToLongFunction;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests that changes within the text of a builder have the same result as in {@link StringBuilder}, and keep the text valid.
 */
class TextBuilderChangesTests {
    private final Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(16_384).build();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    /** A builder and its units. */
    enum Kind {
        UTF8(Utf8Builder::new, text -> text.getBytes(StandardCharsets.UTF_8).length),
        UTF16(Utf16Builder::new, String::length);

        @SuppressWarnings("ImmutableEnumChecker")
        private final Function<Arena, TextBuilder<?, ?>> factory;

        @SuppressWarnings("ImmutableEnumChecker")
        private final ToLongFunction<String> units;

        Kind(Function<Arena, TextBuilder<?, ?>> factory, ToLongFunction<String> units) {
            this.factory = factory;
            this.units = units;
        }

        TextBuilder<?, ?> in(Arena arena) {
            return factory.apply(arena);
        }

        /** Returns the offset in the builder for an index in a string. */
        long offset(CharSequence text, int index) {
            return units.applyAsLong(text.subSequence(0, index).toString());
        }

        TextBuilder<?, ?> replacing(Arena arena) {
            return this == UTF8 ? Utf8Builder.replacing(arena, 0) : Utf16Builder.replacing(arena, 0);
        }
    }

    /** Returns a random index between two code points. */
    private static int boundary(Random random, CharSequence text, int from) {
        int index = from + random.nextInt(text.length() - from + 1);
        return index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index)) ? index - 1 : index;
    }

    private static void step(Kind kind, Random random, TextBuilder<?, ?> builder, StringBuilder oracle) {
        String text = random.nextBoolean() ? Texts.ascii(random, 9) : Texts.any(random, 5);
        int start = boundary(random, oracle, 0);
        int end = boundary(random, oracle, start);
        long from = kind.offset(oracle, start);
        long to = kind.offset(oracle, end);
        switch (random.nextInt(12)) {
            case 0, 1 -> use(builder.insert(from, text), oracle.insert(start, text));
            case 2 -> use(builder.insert(from, CharBuffer.wrap(text)), oracle.insert(start, text));
            case 3 -> use(builder.replace(from, to, text), oracle.replace(start, end, text));
            case 4 -> {
                int beyond = random.nextInt(3);
                use(builder.replace(from, kind.offset(oracle, oracle.length()) + beyond, text),
                        oracle.replace(start, oracle.length() + beyond, text));
            }
            case 5 -> use(builder.delete(from, to), oracle.delete(start, end));
            case 6 -> {
                if (start < oracle.length()) {
                    use(builder.deleteCharAt(from),
                            oracle.delete(start, start + Character.charCount(oracle.codePointAt(start))));
                }
            }
            case 7 -> use(builder.extendFromWithin(from, to), oracle.append(oracle.substring(start, end)));
            case 8 -> {
                if (!oracle.isEmpty()) {
                    int last = oracle.codePointBefore(oracle.length());
                    assertThat(builder.pop()).isEqualTo(last);
                    oracle.setLength(oracle.length() - Character.charCount(last));
                }
            }
            case 9 -> {
                int odd = random.nextInt(2);
                String kept = oracle.codePoints().filter(each -> each % 2 == odd)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
                use(builder.retain(each -> each % 2 == odd), oracle.replace(0, oracle.length(), kept));
            }
            case 10 -> {
                int more = random.nextInt(6);
                int length = random.nextBoolean() ? start : oracle.length() + more;
                builder.setLength(length == start ? from : kind.offset(oracle, oracle.length()) + more);
                oracle.setLength(length);
            }
            default -> {
                builder.trimToSize();
                assertThat(builder.capacity()).isGreaterThanOrEqualTo(kind.offset(oracle, oracle.length()));
                use(builder.append(text), oracle.append(text));
            }
        }
    }

    private static void use(TextBuilder<?, ?> built, StringBuilder oracle) {
        assertThat(built).isNotNull();
        assertThat(oracle).isNotNull();
    }

    @ParameterizedTest
    @EnumSource
    void randomChangesMatchStringBuilder(Kind kind) {
        for (long seed = 0; seed < 300; seed++) {
            var random = new Random(seed);
            TextBuilder<?, ?> builder = kind.in(arena);
            var oracle = new StringBuilder(Texts.any(random, 10));
            builder.append(oracle);
            for (int i = 0; i < 40 && oracle.length() < 500; i++) {
                if (random.nextInt(10) == 0) {
                    arena.tryAllocate(1, 1); // prevents growing in place
                }
                step(kind, random, builder, oracle);
                assertThat(builder.toString()).as("seed %d, step %d", seed, i).isEqualTo(oracle.toString());
            }
            assertThat(builder.freeze().toString()).as("seed %d", seed).isEqualTo(oracle.toString());
            arena.reset();
        }
    }

    @ParameterizedTest
    @EnumSource
    void builderCanBeInsertedIntoItself(Kind kind) {
        TextBuilder<?, ?> builder = kind.in(arena).append("aé😀");
        CharSequence view = builder.slice(0, kind.offset("aé😀", 4));
        builder.insert(kind.offset("aé😀", 1), view);
        assertThat(builder).hasToString("aaé😀é😀");
    }

    @ParameterizedTest
    @EnumSource
    void changesWithinACodePointAreRejected(Kind kind) {
        TextBuilder<?, ?> builder = kind.in(arena).append("a😀b");
        long within = 2;
        long end = kind.offset("a😀b", 4);
        assertMalformed(() -> builder.insert(within, "x"));
        assertMalformed(() -> builder.replace(0, within, "x"));
        assertMalformed(() -> builder.replace(within, end, "x"));
        assertMalformed(() -> builder.delete(within, end));
        assertMalformed(() -> builder.deleteCharAt(within));
        assertMalformed(() -> builder.extendFromWithin(0, within));
        assertMalformed(() -> builder.setLength(within));
        assertMalformed(() -> builder.insert(0, '\uD83D'));
        assertMalformed(() -> builder.insert(0, "x\uDE00"));
        assertMalformed(() -> builder.replace(0, 1, "\uD83D"));
        assertThat(builder).hasToString("a😀b");
        assertThat(kind.replacing(arena).append("ab").insert(1, "\uD83D")).hasToString("a\uFFFDb");
    }

    private static void assertMalformed(ThrowingCallable call) {
        assertThatExceptionOfType(MalformedTextException.class).isThrownBy(call);
    }

    @ParameterizedTest
    @EnumSource
    void boundsAreCheckedLikeInStringBuilder(Kind kind) {
        TextBuilder<?, ?> builder = kind.in(arena).append("abc");
        for (ThrowingCallable call : new ThrowingCallable[]{() -> builder.insert(4, "x"), () -> builder.insert(-1, "x"),
                () -> builder.replace(4, 5, "x"), () -> builder.replace(2, 1, "x"), () -> builder.replace(-1, 1, "x"),
                () -> builder.delete(4, 5), () -> builder.delete(2, 1), () -> builder.delete(-1, 1),
                () -> builder.deleteCharAt(3), () -> builder.deleteCharAt(-1), () -> builder.setLength(-1),
                () -> builder.extendFromWithin(1, 4), () -> builder.extendFromWithin(2, 1)}) {
            assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(call);
        }
        assertThat(builder).hasToString("abc");
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> kind.in(arena).pop());
        assertThat(builder.insert(3, (String) null).delete(0, Long.MAX_VALUE)).hasToString("");
    }

    @ParameterizedTest
    @EnumSource
    void pendingSurrogateIsRejectedOrReplacedByAnyChange(Kind kind) {
        TextBuilder<?, ?> builder = kind.in(arena).append("ab\uD83D");
        assertMalformed(() -> builder.insert(0, "x"));
        assertMalformed(() -> builder.delete(0, 1));
        assertMalformed(builder::pop);
        assertMalformed(() -> builder.retain(each -> true));
        assertMalformed(() -> builder.extendFromWithin(0, 1));
        assertMalformed(() -> builder.setLength(5));
        builder.trimToSize();
        assertThat(builder.append("\uDE00")).hasToString("ab😀");
        assertThat(kind.replacing(arena).append("ab\uD83D").insert(0, "x")).hasToString("xab\uFFFD");
        TextBuilder<?, ?> filled = kind.replacing(arena).append("ab\uD83D");
        filled.setLength(kind.offset("ab\uFFFDx", 4));
        assertThat(filled).hasToString("ab\uFFFD\0");
    }

    @ParameterizedTest
    @EnumSource
    void failingPredicateKeepsUntestedCodePoints(Kind kind) {
        TextBuilder<?, ?> builder = kind.in(arena).append("aé😀bc");
        assertThatIllegalStateException().isThrownBy(() -> builder.retain(each -> {
            if (each == 'b') {
                throw new IllegalStateException("b");
            }
            return each != 'é';
        }));
        assertThat(builder).hasToString("a😀bc");
    }

    @ParameterizedTest
    @EnumSource
    void exhaustionChangesNothing(Kind kind) {
        TextBuilder<?, ?> builder = kind.in(arena).append("aé😀");
        String large = "x".repeat(30_000);
        assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> builder.insert(1, large));
        assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> builder.replace(0, 1, large));
        assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> builder.setLength(30_000));
        assertThat(builder).hasToString("aé😀");
    }

    @ParameterizedTest
    @EnumSource
    void frozenBuilderCannotBeChanged(Kind kind) {
        TextBuilder<?, ?> builder = kind.in(arena).append("text");
        CharSequence text = builder.freeze();
        for (ThrowingCallable call : new ThrowingCallable[]{() -> builder.insert(0, "x"), () -> builder.delete(0, 1),
                () -> builder.deleteCharAt(0), builder::pop, () -> builder.retain(each -> false), builder::trimToSize,
                () -> builder.extendFromWithin(0, 1), () -> builder.setLength(0), () -> builder.setLength(9),
                () -> builder.replace(0, 1, "")}) {
            assertThatIllegalStateException().isThrownBy(call).withMessageContaining("frozen");
        }
        assertThat(text.toString()).isEqualTo("text");
    }

    @Test
    void trimReturnsMemoryExceptThatOfViews() {
        var builder = new Utf8Builder(arena, 1000).append("0123456789");
        MemorySegment shown = builder.segment();
        builder.truncate(2);
        builder.trimToSize();
        assertThat(builder.capacity()).isEqualTo(10);
        assertThat(arena.allocate(1, 1).address()).isEqualTo(shown.address() + 10);
    }

    @Test
    void textWithBlocksCannotBeMoved() {
        var builder = new Utf8Builder(arena, 64, 8).append("text");
        builder.appendBlock(MemorySegment.ofArray(new byte[]{-1, -2}), 8);
        assertThatIllegalStateException().isThrownBy(() -> builder.insert(0, "x")).withMessageContaining("blocks");
        assertThatIllegalStateException().isThrownBy(builder::pop).withMessageContaining("blocks");
        builder.truncate(9);
        assertThat(builder.byteLength()).isEqualTo(9);
    }
}
