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
import java.util.Locale;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.Owned;
import dev.arena.Shared;

import static dev.arena.text.Texts.assertText;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that a builder creates the same text as {@link StringBuilder}, and that failed appends do not change it. */
class Utf8BuilderTests {
    private final Arena arena = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(16_384).build();

    @AfterEach
    void closeArena() {
        arena.close();
    }

    /** Appends the same text to both, or truncates both. */
    private static void step(Random random, Utf8Builder builder, StringBuilder oracle, Arena arena) {
        String text = random.nextBoolean() ? Texts.ascii(random, 20) : Texts.any(random, 12);
        switch (random.nextInt(15)) {
            case 0 -> same(builder.append(text), oracle.append(text));
            case 1 -> same(builder.append((CharSequence) text), oracle.append((CharSequence) text));
            case 2 -> same(builder.append(CharBuffer.wrap(text)), oracle.append(text));
            case 3 -> same(builder.append(Utf8String.copyOf(arena, text)), oracle.append(text));
            case 4 -> same(builder.append(Texts.segment(Texts.utf8(text))), oracle.append(text));
            case 5 -> {
                char[] chars = ("x" + text + "y").toCharArray();
                same(builder.appendUtf16(chars, 1, text.length()), oracle.append(text));
            }
            case 6 -> {
                for (int i = 0; i < text.length(); i++) { // appends the halves of a pair one by one
                    same(builder.append(text.charAt(i)), oracle.append(text.charAt(i)));
                }
            }
            case 7 -> {
                int cut = random.nextInt(text.length() + 1); // possibly between the halves of a pair
                same(builder.append(text, 0, cut), oracle.append(text, 0, cut));
                same(builder.appendUtf16(text.toCharArray(), cut, text.length() - cut),
                        oracle.append(text, cut, text.length()));
            }
            case 8 -> {
                int value = random.nextInt() >> random.nextInt(32);
                same(builder.append(value), oracle.append(value));
            }
            case 9 -> {
                long value = random.nextLong() >> random.nextInt(64);
                same(builder.append(value), oracle.append(value));
            }
            case 10 -> {
                double value = random.nextInt(100_000) / 100.0;
                same(builder.append(value), oracle.append(value));
            }
            case 11 -> {
                float value = random.nextInt(2000) / 10f;
                same(builder.append(value), oracle.append(value));
            }
            case 12 -> {
                boolean value = random.nextBoolean();
                same(builder.append(value), oracle.append(value));
            }
            case 13 ->
                text.codePoints().forEach(each -> same(builder.appendCodePoint(each), oracle.appendCodePoint(each)));
            default -> {
                if (oracle.length() > 0) {
                    int keep = random.nextInt(oracle.length());
                    if (Character.isLowSurrogate(oracle.charAt(keep))) {
                        keep--;
                    }
                    oracle.setLength(keep);
                    builder.truncate(Texts.utf8(oracle.toString()).length);
                }
            }
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private static void same(Utf8Builder built, StringBuilder oracle) {
        assertThat(oracle).isNotNull();
        assertThat(built).isNotNull();
    }

    @Test
    void randomAppendsMatchStringBuilder() {
        for (long seed = 0; seed < 500; seed++) {
            var random = new Random(seed);
            var builder = new Utf8Builder(arena, random.nextInt(3) * 16L);
            var oracle = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                step(random, builder, oracle, arena);
                assertThat(builder.toString()).as("seed %d, step %d", seed, i).isEqualTo(oracle.toString());
            }
            assertThat(builder.byteLength()).as("seed %d", seed).isEqualTo(Texts.utf8(oracle.toString()).length);
            assertThat(builder.segment().mismatch(MemorySegment.ofArray(Texts.utf8(oracle.toString())))).isEqualTo(-1);
            assertThat(builder.freeze().contentEquals(oracle)).as("seed %d", seed).isTrue();
            arena.reset();
        }
    }

    @Test
    void randomPiecesMatchStringBuilderOrAreRejected() {
        for (long seed = 0; seed < 3000; seed++) {
            var random = new Random(seed);
            String text = Texts.units(random, 8);
            var builder = new Utf8Builder(arena, 0);
            var replacing = Utf8Builder.replacing(arena, 0);
            boolean valid = Texts.loneSurrogate(text) < 0;
            try {
                for (int at = 0; at < text.length();) {
                    int end = at + 1 + random.nextInt(text.length() - at);
                    append(random, replacing, text, at, end);
                    if (valid) {
                        append(random, builder, text, at, end);
                    }
                    at = end;
                }
                assertThat(replacing.freeze().toString()).as("seed %d", seed)
                        .isEqualTo(Texts.withoutLoneSurrogates(text));
                if (valid) {
                    assertThat(builder.freeze().toString()).as("seed %d", seed).isEqualTo(text);
                } else {
                    assertThatThrownBy(() -> {
                        for (int i = 0; i < text.length(); i++) {
                            builder.append(text.charAt(i));
                        }
                        builder.freeze();
                    }).as("seed %d", seed).isInstanceOf(MalformedTextException.class);
                    assertThatThrownBy(() -> new Utf8Builder(arena).append(text).freeze()).as("seed %d", seed)
                            .isInstanceOf(MalformedTextException.class);
                }
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
            arena.reset();
        }
    }

    private static void append(Random random, Utf8Builder builder, String text, int from, int to) {
        switch (random.nextInt(3)) {
            case 0 -> builder.append(text, from, to);
            case 1 -> builder.appendUtf16(text.toCharArray(), from, to - from);
            default -> builder.append(text.substring(from, to));
        }
    }

    @Test
    void loneSurrogateIsRejectedWithItsOffsetAndNothingIsWritten() {
        var builder = new Utf8Builder(arena).append("kept");
        assertLone(3, () -> builder.append("abc\uDC00d"));
        assertLone(9, () -> builder.append("123456789\uD800d"));
        assertLone(2, () -> builder.append("xxé€\uDC00", 2, 5));
        assertLone(1, () -> builder.appendUtf16("xxé\uDC00".toCharArray(), 2, 2));
        assertLone(0, () -> builder.append('\uDC00'));
        assertLone(0, () -> builder.appendCodePoint(0xDC00));
        assertThat(builder).hasToString("kept");
        builder.append("é\uD83D");
        assertThat(builder).as("the surrogate is pending").hasToString("kepté");
        assertLone(-1, () -> builder.append("x"));
        assertLone(-1, () -> builder.append("a longer text"));
        assertLone(-1, () -> builder.append('x'));
        assertLone(-1, () -> builder.append('\uD83D'));
        assertLone(-1, () -> builder.append(1));
        assertLone(-1, () -> builder.append(1.5));
        assertLone(-1, () -> builder.append(true));
        assertLone(-1, () -> builder.append(Utf8String.copyOf(arena, "x")));
        assertLone(-1, () -> builder.appendCodePoint(0x1F600));
        assertLone(-1, builder::freeze);
        assertText(builder.append("\uDE00!").freeze()).hasToString("kepté😀!");
    }

    private static void assertLone(long offset, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MalformedTextException.class,
                e -> assertThat(e.offset()).isEqualTo(offset));
    }

    @Test
    void truncationDiscardsThePendingSurrogate() {
        var builder = new Utf8Builder(arena).append("a\uD83D");
        builder.truncate(1);
        assertText(builder.append("b").freeze()).hasToString("ab");
        var cleared = new Utf8Builder(arena).append("a\uD83D");
        cleared.clear();
        assertText(cleared.append("b").freeze()).hasToString("b");
    }

    @Test
    void truncationMustBeBetweenCodePoints() {
        var builder = new Utf8Builder(arena).append("aé😀");
        assertThatThrownBy(() -> builder.truncate(2)).isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> builder.truncate(5)).isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> builder.truncate(8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> builder.truncate(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> builder.slice(1, 2)).isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> builder.slice(2, 3)).isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> builder.slice(0, 8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertText(builder.slice(1, 3)).hasToString("é");
        assertText(builder.slice(7, 7)).isEmpty();
        builder.truncate(3);
        assertThat(builder).hasToString("aé");
    }

    @Test
    void sliceKeepsItsTextWhenTheBuilderGrows() {
        var builder = new Utf8Builder(arena, 4).append("text");
        Utf8String slice = builder.slice(0, 4);
        arena.allocate(1, 1); // prevents growing in place
        builder.append("x".repeat(100));
        assertThat(arena.stats().relocations()).isEqualTo(1);
        assertText(slice).hasToString("text");
    }

    @Test
    void builderGrowsInPlaceAsTheLastAllocation() {
        var builder = new Utf8Builder(arena);
        for (int i = 0; i < 400; i++) {
            builder.append("0123456789");
        }
        assertThat(arena.stats().relocations()).isZero();
        assertThat(arena.stats().bytesHeld()).isEqualTo(4096);
    }

    @Test
    void exhaustionDoesNotChangeTheText() {
        var builder = new Utf8Builder(arena);
        var oracle = new StringBuilder();
        boolean refused = false;
        for (int i = 0; !refused; i++) {
            String piece = i % 2 == 0 ? "é€😀 and more" : "0123456789abcdef";
            try {
                builder.append(piece);
                oracle.append(piece);
            } catch (ArenaExhaustedException e) {
                refused = true;
            }
        }
        assertThat(builder.toString()).isEqualTo(oracle.toString());
        assertThat(builder.byteLength()).as("the memory is used completely").isGreaterThan(4000);
        int room = (int) (builder.capacity() - builder.byteLength());
        char[] large = new char[20_000];
        java.util.Arrays.fill(large, 'é');
        assertRefused(() -> builder.append("x".repeat(20_000)));
        assertRefused(() -> builder.append("€".repeat(20_000)));
        assertRefused(() -> builder.appendUtf16(large, 0, large.length));
        assertRefused(() -> builder.append(Texts.segment(new byte[20_000])));
        assertRefused(() -> builder.append(Utf8String.of(Texts.segment(new byte[20_000]))));
        assertRefused(() -> builder.reserve(20_000));
        assertThat(builder.toString()).isEqualTo(oracle.toString());
        builder.append("x".repeat(room));
        assertRefused(() -> builder.append("xxxxxxxx".repeat(2000)));
        assertThat(builder.freeze().contentEquals(oracle + "x".repeat(room))).isTrue();
    }

    @Test
    void exhaustionKeepsThePendingSurrogate() {
        var builder = new Utf8Builder(arena, 2).append("ab");
        while (arena.tryAllocate(1, 1) != null) {
            assertThat(builder).hasToString("ab");
        }
        builder.append('\uD83D');
        assertRefused(() -> builder.append('\uDE00'));
        assertRefused(() -> builder.append("\uDE00x"));
        assertThat(builder).hasToString("ab");
        builder.truncate(0);
        assertText(builder.append("cd").freeze()).hasToString("cd");
    }

    private static void assertRefused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(ArenaExhaustedException.class);
    }

    @Test
    void growsByTheNeededSizeIfItCannotDouble() {
        var builder = new Utf8Builder(arena, 4000).append("x".repeat(4000));
        try (Arena small = Arena.builder().chunkSizes(4096, 4096).maxNormalAlloc(4096).byteBudget(4096).build()) {
            var tight = new Utf8Builder(small, 4000).append("x".repeat(4000));
            tight.append("0123456789");
            assertThat(tight.byteLength()).isEqualTo(4010);
        }
        assertThat(builder.byteLength()).isEqualTo(4000);
    }

    @Test
    void frozenTextIsNotCopiedAndTheTailIsReturned() {
        var builder = new Utf8Builder(arena, 1000).append("text");
        long address = builder.segment().address();
        Utf8String text = builder.freeze();
        assertText(text).hasToString("text");
        assertThat(text.segment().address()).isEqualTo(address);
        MemorySegment next = arena.allocate(8, 1);
        assertThat(next.address()).isEqualTo(address + 4);
        assertThat(next.get(Utf8.WORD, 0)).as("reads as zero").isZero();
    }

    @Test
    void bytesAfterTheTextReadAsZero() {
        var builder = new Utf8Builder(arena, 1000).append("0123456789012345");
        builder.truncate(1);
        builder.append("1234567").append("x");
        builder.truncate(2);
        Utf8String text = builder.freeze();
        MemorySegment next = arena.allocate(100, 1);
        assertThat(next.address()).isEqualTo(text.segment().address() + 2);
        for (int i = 0; i < 100; i++) {
            assertThat(next.get(Utf8.BYTE, i)).isZero();
        }
    }

    @Test
    void frozenBuilderCannotBeUsed() {
        var builder = new Utf8Builder(arena).append("text");
        Utf8String text = builder.freeze();
        assertFrozen(() -> builder.append("x"));
        assertFrozen(() -> builder.append(""));
        assertFrozen(() -> builder.append("a longer text", 0, 5));
        assertFrozen(() -> builder.append('x'));
        assertFrozen(() -> builder.append('\uD800'));
        assertFrozen(() -> builder.append(1));
        assertFrozen(() -> builder.append(1.5));
        assertFrozen(() -> builder.append(1 / 3.0));
        assertFrozen(() -> builder.append(true));
        assertFrozen(() -> builder.append(text));
        assertFrozen(() -> builder.append(text.segment()));
        assertFrozen(() -> builder.appendUtf16(new char[1], 0, 1));
        assertFrozen(() -> builder.appendCodePoint(0x1F600));
        assertFrozen(() -> builder.format("%d", 1));
        assertFrozen(() -> builder.reserve(1));
        assertFrozen(() -> builder.truncate(1));
        assertFrozen(builder::clear);
        assertFrozen(builder::segment);
        assertFrozen(() -> builder.slice(0, 1));
        assertFrozen(builder::freeze);
        assertFrozen(builder::freezeOwned);
        assertText(text).hasToString("text");
    }

    private static void assertFrozen(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class).hasMessageContaining("frozen");
    }

    @Test
    void handlesOutliveTheArena() {
        for (int repeats : new int[]{0, 1, 300}) {
            String text = "é€😀".repeat(repeats);
            Owned<Utf8String> owned = new Utf8Builder(arena).append(text).freezeOwned();
            Shared<Utf8String> shared = new Utf8Builder(arena).append(text).freezeShared();
            arena.reset();
            assertThat(owned.get().toString()).isEqualTo(text);
            assertThat(shared.get().toString()).isEqualTo(text);
            owned.close();
            shared.close();
        }
    }

    @Test
    void everyOperationThrowsAfterAReset() {
        for (String before : new String[]{"", "text"}) {
            var builder = new Utf8Builder(arena).append(before);
            arena.reset();
            assertStale(() -> builder.append("x"));
            assertStale(() -> builder.append("é"));
            assertStale(() -> builder.append("x".repeat(1000)));
            assertStale(() -> builder.append('x'));
            assertStale(() -> builder.append(1));
            assertStale(() -> builder.append(1.5));
            assertStale(() -> builder.append(true));
            assertStale(() -> builder.append(Utf8String.copyOf(arena, "x")));
            assertStale(() -> builder.appendUtf16(new char[]{'x'}, 0, 1));
            assertStale(() -> builder.reserve(1000));
            assertStale(builder::toString);
            assertStale(builder::freeze);
            assertStale(() -> builder.segment().toArray(Utf8.BYTE));
            assertThat(builder.byteLength()).isEqualTo(before.length());
        }
    }

    private static void assertStale(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void formatsLikeTheJdk() {
        assertText(new Utf8Builder(arena).format(Locale.GERMANY, "%s|%5.2f|%,d", "é", 1.5, 1234567).freeze())
                .hasToString("é| 1,50|1.234.567");
        assertText(new Utf8Builder(arena).format("%s %x", null, 255).freeze()).hasToString("null ff");
    }

    @Test
    void nullIsAppendedAsText() {
        assertText(new Utf8Builder(arena).append((String) null).append((CharSequence) null).append((Utf8String) null)
                .append(null, 1, 3).freeze()).hasToString("nullnullnullul");
    }

    @Test
    void invalidArgumentsAreRejected() {
        var builder = new Utf8Builder(arena);
        assertThatThrownBy(() -> builder.append("abc", 1, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> builder.append("abc", -1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> builder.appendUtf16(new char[3], 2, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> builder.appendCodePoint(0x110000)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.reserve(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Utf8Builder(arena, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(builder.byteLength()).isZero();
    }
}
