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
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.arena.Arena;
import dev.arena.Owned;

import static dev.arena.text.Texts.assertText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that text in an arena equals the same {@link String}. */
class Utf8StringTests {
    private static final int RUNS = 2000;

    private final Arena arena = Arena.create();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private Utf8String copy(CharSequence text) {
        return Utf8String.copyOf(arena, text);
    }

    /** Runs a check for random texts: ASCII, any text, and text with few different characters. */
    private void forRandomTexts(Consumer<Random> check) {
        for (long seed = 0; seed < RUNS; seed++) {
            try {
                check.accept(new Random(seed));
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed, e);
            }
            arena.reset();
        }
    }

    private static String text(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> Texts.ascii(random, 40);
            case 1 -> Texts.any(random, 30);
            default -> Texts.repetitive(random, 30);
        };
    }

    @Test
    void copiesHaveTheCharsOfTheOriginal() {
        forRandomTexts(random -> {
            String text = text(random);
            for (CharSequence source : List.of(text, CharBuffer.wrap(text))) {
                Utf8String copy = copy(source);
                assertThat(copy.toString()).isEqualTo(text);
                assertThat(copy.length()).isEqualTo(text.length());
                assertThat(copy.isEmpty()).isEqualTo(text.isEmpty());
                assertThat(copy.byteLength()).isEqualTo(Texts.utf8(text).length);
                assertThat(copy.segment().mismatch(MemorySegment.ofArray(Texts.utf8(text)))).isEqualTo(-1);
                assertThat(copy.hashCode()).isEqualTo(text.hashCode());
                assertThat(copy.hashCode()).as("again").isEqualTo(text.hashCode());
                assertThat(copy.codePoints().toArray()).isEqualTo(text.codePoints().toArray());
            }
        });
    }

    @Test
    void charsAreReadInAnyOrder() {
        forRandomTexts(random -> {
            String text = text(random);
            Utf8String copy = copy(text);
            for (int i = 0; i < text.length(); i++) {
                assertThat(copy.charAt(i)).isEqualTo(text.charAt(i));
            }
            for (int i = text.length() - 1; i >= 0; i--) {
                assertThat(copy.charAt(i)).isEqualTo(text.charAt(i));
            }
            for (int i = 0; i < 20 && !text.isEmpty(); i++) {
                int index = random.nextInt(text.length());
                assertThat(copy.charAt(index)).as("index %d", index).isEqualTo(text.charAt(index));
            }
            for (int wrong : new int[]{-1, text.length(), Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                assertThatThrownBy(() -> copy.charAt(wrong)).isInstanceOf(IndexOutOfBoundsException.class);
            }
            assertThatThrownBy(() -> copy.byteAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> copy.byteAt(copy.byteLength())).isInstanceOf(IndexOutOfBoundsException.class);
        });
    }

    @Test
    void subSequencesMatchString() {
        forRandomTexts(random -> {
            String text = text(random);
            Utf8String copy = copy(text);
            int start = random.nextInt(text.length() + 1);
            int end = start + random.nextInt(text.length() + 1 - start);
            if (cutsPair(text, start) || cutsPair(text, end)) {
                assertThatThrownBy(() -> copy.substring(start, end)).isInstanceOf(MalformedTextException.class);
                assertThat(copy.subSequence(start, end)).isEqualTo(text.substring(start, end));
            } else {
                Utf8String part = copy.substring(start, end);
                assertThat(copy.subSequence(start, end)).isEqualTo(part);
                assertThat(part.toString()).isEqualTo(text.substring(start, end));
                long fromByte = Texts.utf8(text.substring(0, start)).length;
                assertText(copy.slice(fromByte, fromByte + part.byteLength())).isEqualTo(part);
                assertThat(part.bytes.address() - copy.bytes.address()).as("not copied").isEqualTo(fromByte);
            }
            assertThatThrownBy(() -> copy.subSequence(-1, end)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> copy.subSequence(end + 1, end)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> copy.subSequence(0, text.length() + 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> copy.substring(0, text.length() + 1))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        });
    }

    private static boolean cutsPair(String text, int index) {
        return index > 0 && index < text.length() && Character.isLowSurrogate(text.charAt(index))
                && Character.isHighSurrogate(text.charAt(index - 1));
    }

    @Test
    void slicesMustEndBetweenCodePoints() {
        Utf8String text = copy("aé€😀");
        assertText(text.slice(1, 3)).hasToString("é");
        assertText(text.slice(6, 10)).hasToString("😀");
        assertText(text.slice(10, 10)).isEmpty();
        for (long within : new long[]{2, 4, 5, 7, 8, 9}) {
            assertThatThrownBy(() -> text.slice(within, 10)).isInstanceOfSatisfying(MalformedTextException.class,
                    e -> assertThat(e.offset()).isEqualTo(within));
            assertThatThrownBy(() -> text.slice(0, within)).isInstanceOf(MalformedTextException.class);
        }
        assertThatThrownBy(() -> text.slice(0, 11)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.slice(-1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.slice(1, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void searchingMatchesString() {
        forRandomTexts(random -> {
            String text = Texts.repetitive(random, 20);
            String part = random.nextInt(4) == 0 ? Texts.any(random, 2) : Texts.repetitive(random, 3);
            Utf8String copy = copy(text);
            int from = random.nextInt(text.length() + 3) - 1;
            for (CharSequence sought : List.of(part, copy(part), CharBuffer.wrap(part))) {
                assertThat(copy.indexOf(sought)).isEqualTo(text.indexOf(part));
                assertThat(copy.lastIndexOf(sought)).isEqualTo(text.lastIndexOf(part));
                assertThat(copy.contains(sought)).isEqualTo(text.contains(part));
                assertThat(copy.startsWith(sought)).isEqualTo(text.startsWith(part));
                assertThat(copy.endsWith(sought)).isEqualTo(text.endsWith(part));
                assertThat(copy.contentEquals(sought)).isEqualTo(text.contentEquals(part));
                if (from <= 0 || !cutsPair(text, from)) {
                    assertThat(copy.indexOf(sought, from)).isEqualTo(text.indexOf(part, from));
                }
            }
            assertThat(copy.contentEquals(text)).isTrue();
            assertThat(copy.contentEquals(text + "a")).isFalse();
            assertThat(copy(text + "a").contentEquals(text)).isFalse();
        });
    }

    @Test
    void halfOfASurrogatePairIsNotFound() {
        Utf8String text = copy("a😀b");
        for (String half : List.of("\uD83D", "\uDE00")) {
            assertThat(text.indexOf(half)).isEqualTo(-1);
            assertThat(text.contains(half)).isFalse();
            assertThat(copy("😀").startsWith(half)).isFalse();
            assertThat(copy("😀").endsWith(half)).isFalse();
            assertThat(copy("").contentEquals(half)).isFalse();
        }
        assertThatThrownBy(() -> text.indexOf("b", 2)).isInstanceOf(MalformedTextException.class);
    }

    @Test
    void suffixMustBeginAtACodePoint() {
        assertThat(copy("\u20E9").endsWith("\u00E9")).as("E2 83 A9 with C3 A9").isFalse();
    }

    @Test
    void searchingByBytesReturnsByteOffsets() {
        Utf8String text = copy("é;€;");
        assertThat(text.indexOfBytes(";", 0)).isEqualTo(2);
        assertThat(text.indexOfBytes(";", 3)).isEqualTo(6);
        assertThat(text.indexOfBytes(";", 7)).isEqualTo(-1);
        assertThatThrownBy(() -> text.indexOfBytes(";", 8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> text.indexOfBytes(";", -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void splitPartsMatchString() {
        forRandomTexts(random -> {
            String text = Texts.repetitive(random, 20);
            String separator = List.of("a", "é", "😀", "ab").get(random.nextInt(4));
            List<String> parts = new ArrayList<>();
            copy(text).split(separator).forEach(part -> parts.add(part.toString()));
            assertThat(parts).containsExactly(text.split(Pattern.quote(separator), -1));
        });
        assertThatThrownBy(() -> copy("a").split("")).isInstanceOf(IllegalArgumentException.class);
        var parts = copy("a").split(",").iterator();
        assertText(parts.next()).hasToString("a");
        assertThat(parts.hasNext()).isFalse();
        assertThatThrownBy(parts::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void strippingMatchesString() {
        String[] spaces = {" ", "\t", "\u2003", "\u00A0", "\u0000", "a", "é", "\u3000", "\u0085"};
        forRandomTexts(random -> {
            var text = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append(spaces[random.nextInt(spaces.length)]);
            }
            Utf8String copy = copy(text);
            assertThat(copy.strip().toString()).isEqualTo(text.toString().strip());
            assertThat(copy.trim().toString()).isEqualTo(text.toString().trim());
        });
    }

    @Test
    void equalTextsAreEqualAtAnyAddress() {
        forRandomTexts(random -> {
            String text = text(random);
            String other = random.nextBoolean() ? text(random) : text;
            Utf8String copy = copy(text);
            Utf8String second = Utf8String.of(MemorySegment.ofArray(Texts.utf8(other)));
            assertThat(copy.equals(second)).isEqualTo(text.equals(other));
            assertThat(second.equals(copy)).isEqualTo(text.equals(other));
            int[] left = text.codePoints().toArray();
            int[] right = other.codePoints().toArray();
            assertThat(Integer.signum(copy.compareTo(second)))
                    .isEqualTo(Integer.signum(java.util.Arrays.compare(left, right)));
        });
        assertThat(copy("a").equals((Object) "a")).as("no other type, because equality must be symmetric").isFalse();
        assertThat(copy("a").equals(null)).isFalse();
        assertThat(copy("\uFFFF").compareTo(copy("😀"))).as("by code points").isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-0", "+7", "-", "+", "--1", "1-", "12a", " 1", "1 ", "2147483647", "2147483648",
            "-2147483648",
            "-2147483649", "999999999999999999", "9223372036854775807", "-9223372036854775808", "9223372036854775808",
            "99999999999999999999", "٣", "1.5", "1_000", "0x10", "000000000000000000000000012"})
    void integersAreReadAsByTheJdk(String text) {
        assertSame(() -> copy(text).parseInt(), () -> Integer.parseInt(text));
        assertSame(() -> copy(text).parseLong(), () -> Long.parseLong(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-0", "-0.0", "+1.5", ".5", "5.", ".", "-.", "1e400", "1e-400", "NaN", "-Infinity",
            "0x1p3",
            "123456789012345", "1234567890123456", "0.1234567890123456789", "9007199254740993", " 1.5 ", "1.5f", "1,5",
            "1.2.3",
            "4.9E-324", "1.7976931348623157E308", "0.000000000000001", "٣"})
    void decimalsAreReadAsByTheJdk(String text) {
        assertSame(() -> copy(text).parseDouble(), () -> Double.parseDouble(text));
    }

    @Test
    void randomNumbersAreParsedAsByTheJdk() {
        forRandomTexts(random -> {
            String text = (random.nextBoolean() ? "-" : "") + Math.abs(random.nextLong() >> random.nextInt(64));
            assertSame(() -> copy(text).parseInt(), () -> Integer.parseInt(text));
            assertSame(() -> copy(text).parseLong(), () -> Long.parseLong(text));
            String decimal = new StringBuilder(text).insert(1 + random.nextInt(text.length()), '.').toString();
            assertSame(() -> copy(decimal).parseDouble(), () -> Double.parseDouble(decimal));
        });
    }

    private static void assertSame(java.util.function.Supplier<Object> ours,
            java.util.function.Supplier<Object> theirs) {
        Object expected;
        try {
            expected = theirs.get();
        } catch (NumberFormatException e) {
            assertThatThrownBy(ours::get).isInstanceOf(NumberFormatException.class).hasMessage(e.getMessage());
            return;
        }
        assertThat(ours.get()).isEqualTo(expected);
    }

    @Test
    void loneSurrogatesAreRejectedWithTheirOffset() {
        forRandomTexts(random -> {
            String text = (random.nextBoolean() ? Texts.ascii(random, 12) : "") + Texts.units(random, 6);
            int lone = Texts.loneSurrogate(text);
            if (lone < 0) {
                assertThat(copy(text).toString()).isEqualTo(text);
            } else {
                assertThatThrownBy(() -> copy(text)).isInstanceOfSatisfying(MalformedTextException.class,
                        e -> assertThat(e.offset()).isEqualTo(lone))
                        .hasMessageStartingWith("Lone surrogate U+D").hasMessageEndingWith("at " + lone);
            }
        });
    }

    @Test
    void bytesAreCopiedFromThePartOfAnArray() {
        byte[] bytes = Texts.utf8("xx€yy");
        assertText(Utf8String.copyOf(arena, bytes, 2, 3)).hasToString("€");
        assertThatThrownBy(() -> Utf8String.copyOf(arena, bytes, 2, 6)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Utf8String.copyOf(arena, bytes, -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void viewIsNotCopiedAndIsReadOnly() {
        MemorySegment bytes = arena.allocate(3, 1).fill((byte) 'a');
        Utf8String view = Utf8String.of(bytes);
        assertThat(view.segment().address()).isEqualTo(bytes.address());
        assertThat(view.segment().isReadOnly()).isTrue();
    }

    @Test
    void endedTextThrows() {
        Utf8String ascii = copy("12345678 ascii");
        Utf8String other = copy("aé€😀");
        assertThat(other.charAt(1)).isEqualTo('é');
        Utf8String part = other.substring(1, 2);
        arena.reset();
        for (Utf8String stale : List.of(ascii, other, part)) {
            assertStale(stale::toString);
            assertStale(() -> stale.charAt(0));
            assertStale(() -> stale.byteAt(0));
            assertStale(() -> stale.segment().get(Utf8.BYTE, 0));
            assertStale(() -> stale.indexOf("x"));
            assertStale(() -> stale.contentEquals("abc"));
            assertStale(() -> stale.compareTo(Utf8String.of(MemorySegment.ofArray(new byte[]{1}))));
            assertStale(stale::parseLong);
            assertStale(() -> stale.codePoints().sum());
            assertStale(stale::strip);
            assertStale(() -> stale.escape(arena));
        }
        assertStale(ascii::hashCode);
        assertStale(ascii::length);
    }

    private static void assertStale(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfAny(IllegalStateException.class, IllegalArgumentException.class)
                .isNotInstanceOfAny(MalformedTextException.class, NumberFormatException.class);
    }

    @Test
    void escapedTextOutlivesItsArena() {
        for (String text : List.of("", "short", "é€😀".repeat(1000))) {
            Owned<Utf8String> escaped = copy(text).escape(arena);
            arena.reset();
            copy("x".repeat(5000));
            assertThat(escaped.get().toString()).isEqualTo(text);
            escaped.close();
        }
    }

    @Test
    @SuppressWarnings("restricted")
    void tooLongTextIsRejected() {
        MemorySegment bytes = MemorySegment.NULL.reinterpret(1L << 31);
        assertThatThrownBy(() -> Utf8String.ofUnchecked(bytes)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2147483648");
    }
}
