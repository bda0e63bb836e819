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

package dev.arena.record;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Random;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that records with any components are read as they were written. */
class RecordRoundTripTests {
    private final Arena arena = Arena.create();
    private final Utf8Builder text = new Utf8Builder(arena);

    enum Color {
        RED, GREEN {
            @Override
            public String toString() {
                return "a constant with a class of its own";
            }
        }
    }

    record Primitives(boolean a, byte b, short c, char d, int e, long f, float g, double h) {}

    record Boxes(@Nullable Boolean a, @Nullable Byte b, @Nullable Short c, @Nullable Character d, @Nullable Integer e,
            @Nullable Long f, @Nullable Float g, @Nullable Double h) {}

    record Texts(@Nullable String plain, byte between, @Nullable Utf8String inArena, @Nullable Color color) {}

    record Inner(@Nullable Integer number, @Nullable String name, @Nullable Color color) {}

    record Middle(boolean flag, @Nullable Inner inner) {}

    record Outer(@Nullable Middle first, int between, @Nullable Middle second) {}

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private <R extends Record> void assertRoundTrip(RecordLayout<R> layout, R value) {
        int before = 1; // the rows before and after it must not change
        MemorySegment rows = arena.allocate(3 * layout.byteSize(), layout.byteAlignment()).fill((byte) 0x55);
        long offset = before * layout.byteSize();
        rows.asSlice(offset, layout.byteSize()).fill((byte) 0);
        layout.write(rows, offset, value, text);
        assertThat(layout.read(rows, offset, text.segment())).isEqualTo(value);
        byte[] around = rows.toArray(java.lang.foreign.ValueLayout.JAVA_BYTE);
        for (int i = 0; i < layout.byteSize(); i++) {
            assertThat(around[i]).isEqualTo((byte) 0x55);
            assertThat(around[(int) (2 * layout.byteSize()) + i]).isEqualTo((byte) 0x55);
        }
    }

    @Test
    void readsEveryPrimitive() {
        RecordLayout<Primitives> layout = RecordLayout.of(Primitives.class);
        assertRoundTrip(layout, new Primitives(true, Byte.MIN_VALUE, Short.MIN_VALUE, '\uFFFF', Integer.MIN_VALUE,
                Long.MIN_VALUE, Float.MIN_VALUE, -0.0));
        assertRoundTrip(layout, new Primitives(false, Byte.MAX_VALUE, Short.MAX_VALUE, '\0', Integer.MAX_VALUE,
                Long.MAX_VALUE, Float.NaN, Double.NEGATIVE_INFINITY));
    }

    @Test
    void readsEveryBoxAndNull() {
        RecordLayout<Boxes> layout = RecordLayout.of(Boxes.class);
        assertRoundTrip(layout, new Boxes(true, (byte) -1, (short) -1, 'x', -1, -1L, -1f, -1.0));
        assertRoundTrip(layout, new Boxes(false, (byte) 0, (short) 0, '\0', 0, 0L, 0f, 0.0));
        assertRoundTrip(layout, new Boxes(null, null, null, null, null, null, null, null));
        assertRoundTrip(layout, new Boxes(null, (byte) 0, null, 'y', null, 5L, null, 0.5));
    }

    @Test
    void readsEveryTextAndNull() {
        RecordLayout<Texts> layout = RecordLayout.of(Texts.class);
        assertRoundTrip(layout, new Texts("plain", (byte) 1, Utf8String.copyOf(arena, "in the arena"), Color.RED));
        assertRoundTrip(layout, new Texts("", (byte) 2, Utf8String.copyOf(arena, ""), Color.GREEN));
        assertRoundTrip(layout, new Texts(null, (byte) 3, null, null));
        assertRoundTrip(layout, new Texts("zwölf €uro 😀\0", (byte) 4, Utf8String.copyOf(arena, "日本語"), null));
        assertRoundTrip(layout,
                new Texts(new StringBuilder().repeat("long ", 10_000).toString(), (byte) 5, null, null));
    }

    @Test
    void readsNestedRecords() {
        RecordLayout<Outer> layout = RecordLayout.of(Outer.class);
        var full = new Middle(true, new Inner(5, "name", Color.GREEN));
        assertRoundTrip(layout, new Outer(full, 1, full));
        assertRoundTrip(layout, new Outer(null, 2, new Middle(false, null)));
        assertRoundTrip(layout, new Outer(new Middle(true, new Inner(null, null, null)), 3, null));
        assertThat(layout.hasText()).isTrue();
    }

    @Test
    void absentMembersClearEarlierValues() {
        RecordLayout<Outer> layout = RecordLayout.of(Outer.class);
        MemorySegment row = layout.allocate(arena);
        layout.write(row, 0, new Outer(new Middle(true, new Inner(5, "name", Color.GREEN)), 0,
                new Middle(true, new Inner(6, "other", Color.RED))), text);
        layout.write(row, 0, new Outer(null, 0, null), text);
        assertThat(row.mismatch(layout.allocate(arena))).as("a zero row").isEqualTo(-1);
        RecordLayout<Boxes> boxes = RecordLayout.of(Boxes.class);
        MemorySegment box = boxes.allocate(arena);
        boxes.write(box, 0, new Boxes(true, (byte) -1, (short) -1, 'x', -1, -1L, -1f, -1.0));
        boxes.write(box, 0, new Boxes(null, null, null, null, null, null, null, null));
        assertThat(box.mismatch(boxes.allocate(arena))).as("a zero row").isEqualTo(-1);
    }

    @Test
    void zeroMemoryReadsAsZerosAndNulls() {
        assertThat(RecordLayout.of(Primitives.class).read(RecordLayout.of(Primitives.class).allocate(arena), 0))
                .isEqualTo(new Primitives(false, (byte) 0, (short) 0, '\0', 0, 0, 0, 0));
        assertThat(RecordLayout.of(Boxes.class).read(RecordLayout.of(Boxes.class).allocate(arena), 0))
                .isEqualTo(new Boxes(null, null, null, null, null, null, null, null));
        assertThat(RecordLayout.of(Texts.class).read(RecordLayout.of(Texts.class).allocate(arena), 0))
                .isEqualTo(new Texts(null, (byte) 0, null, null));
        assertThat(RecordLayout.of(Outer.class).read(RecordLayout.of(Outer.class).allocate(arena), 0))
                .isEqualTo(new Outer(null, 0, null));
    }

    @Test
    void equalRecordsWithoutTextHaveEqualBytes() {
        RecordLayout<Boxes> layout = RecordLayout.of(Boxes.class);
        MemorySegment one = layout.allocate(arena);
        MemorySegment other = layout.allocate(arena);
        layout.write(one, 0, new Boxes(true, (byte) -1, (short) -1, 'x', -1, -1L, -1f, -1.0));
        layout.write(one, 0, new Boxes(null, null, (short) 3, 'x', 7, null, 1f, null));
        layout.write(other, 0, new Boxes(null, null, (short) 3, 'x', 7, null, 1f, null));
        assertThat(one.mismatch(other)).isEqualTo(-1);
    }

    @Test
    void readsRandomRecords() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        RecordLayout<Outer> layout = RecordLayout.of(Outer.class);
        MemorySegment rows = arena.allocate(100 * layout.byteSize(), layout.byteAlignment());
        var expected = new @Nullable Outer[100];
        for (int step = 0; step < 5000; step++) {
            int i = random.nextInt(expected.length);
            expected[i] = new Outer(random(random), random.nextInt(), random(random));
            layout.write(rows, i * layout.byteSize(), expected[i], text);
        }
        for (int i = 0; i < expected.length; i++) {
            if (expected[i] != null) {
                assertThat(layout.read(rows, i * layout.byteSize(), text.segment())).as("seed %s, row %s", seed, i)
                        .isEqualTo(expected[i]);
            }
        }
    }

    private static @Nullable Middle random(Random random) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        Inner inner = random.nextInt(4) == 0
                ? null
                : new Inner(random.nextBoolean() ? random.nextInt() : null, switch (random.nextInt(3)) {
                    case 0 -> null;
                    case 1 -> "ü".repeat(random.nextInt(20));
                    default -> "ascii".substring(random.nextInt(5));
                }, random.nextBoolean() ? Color.GREEN : null);
        return new Middle(random.nextBoolean(), inner);
    }

    @Test
    void readsEnumsWithMoreThan127Constants() {
        record Wide(byte before, @Nullable Many many, byte after) {}
        RecordLayout<Wide> layout = RecordLayout.of(Wide.class);
        assertThat(Many.values()).hasSizeGreaterThan(127);
        for (Many each : Arrays.asList(Many.values()[0], Many.values()[126], Many.values()[127], Many.values()[130])) {
            assertRoundTrip(layout, new Wide((byte) -1, each, (byte) -1));
        }
        assertRoundTrip(layout, new Wide((byte) -1, null, (byte) -1));
        Field many = layout.field("many");
        MemorySegment row = layout.allocate(arena);
        many.setEnum(row, 0, 130);
        assertThat(many.getEnum(row, 0)).isEqualTo(Many.values()[130]);
        assertThat(layout.byteSize()).isEqualTo(6);
    }

    @Test
    void textOfTheSameVectorIsNotCopied() {
        RecordLayout<Texts> layout = RecordLayout.of(Texts.class);
        MemorySegment rows = arena.allocate(2 * layout.byteSize(), layout.byteAlignment());
        layout.write(rows, 0, new Texts("one", (byte) 0, Utf8String.copyOf(arena, "two"), null), text);
        long written = text.byteLength();
        Texts read = layout.read(rows, 0, text.segment());
        layout.write(rows, layout.byteSize(), new Texts(null, (byte) 0, read.inArena(), null), text);
        assertThat(text.byteLength()).isEqualTo(written);
        layout.write(rows, 0, new Texts("one", (byte) 9, read.inArena(), Color.RED), text);
        assertThat(text.byteLength()).as("unchanged values are not written again").isEqualTo(written);
        layout.write(rows, 0, new Texts("on", (byte) 9, read.inArena(), Color.RED), text);
        assertThat(text.byteLength()).isEqualTo(written + 2);
        assertThat(String.valueOf(layout.read(rows, layout.byteSize(), text.segment()).inArena())).isEqualTo("two");
    }

    @Test
    void endedTextAtTheSameAddressIsRejected() {
        RecordLayout<Texts> layout = RecordLayout.of(Texts.class);
        Utf8String dead = new Utf8Builder(arena, 64).append("secret of another").freeze();
        arena.reset();
        arena.allocate(64, 1);
        for (int i = 0; i < 50; i++) {
            var reused = new Utf8Builder(arena, 64).append("what lies there now");
            MemorySegment row = layout.allocate(arena);
            assertThatThrownBy(() -> layout.write(row, 0, new Texts(null, (byte) 0, dead, null), reused))
                    .isInstanceOf(IllegalStateException.class);
            arena.reset();
        }
    }

    @Test
    void halfASurrogatePairIsRejectedAndNotJoinedWithTheNextText() {
        RecordLayout<Inner> layout = RecordLayout.of(Inner.class);
        MemorySegment row = layout.allocate(arena);
        assertThatThrownBy(() -> layout.write(row, 0, new Inner(1, "\uD83D", null), text))
                .isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> layout.write(row, 0, new Inner(1, "abc\uD83D", null), text))
                .isInstanceOf(MalformedTextException.class);
        assertThatThrownBy(() -> layout.write(row, 0, new Inner(1, "\uDE00", null), new Utf8Builder(arena)))
                .isInstanceOf(MalformedTextException.class);
    }

    enum Many {
        C000, C001, C002, C003, C004, C005, C006, C007, C008, C009, C010, C011, C012, C013, C014, C015,
        C016, C017, C018, C019, C020, C021, C022, C023, C024, C025, C026, C027, C028, C029, C030, C031,
        C032, C033, C034, C035, C036, C037, C038, C039, C040, C041, C042, C043, C044, C045, C046, C047,
        C048, C049, C050, C051, C052, C053, C054, C055, C056, C057, C058, C059, C060, C061, C062, C063,
        C064, C065, C066, C067, C068, C069, C070, C071, C072, C073, C074, C075, C076, C077, C078, C079,
        C080, C081, C082, C083, C084, C085, C086, C087, C088, C089, C090, C091, C092, C093, C094, C095,
        C096, C097, C098, C099, C100, C101, C102, C103, C104, C105, C106, C107, C108, C109, C110, C111,
        C112, C113, C114, C115, C116, C117, C118, C119, C120, C121, C122, C123, C124, C125, C126, C127,
        C128, C129, C130
    }
}
