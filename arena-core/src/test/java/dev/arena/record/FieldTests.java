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
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.text.Utf8Builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that a row that is filled field by field equals one that a record is written to. */
class FieldTests {
    private final Arena arena = Arena.create();
    private final RecordLayout<All> layout = RecordLayout.of(All.class);
    private final MemorySegment rows = arena.allocate(3 * layout.byteSize(), layout.byteAlignment());
    private final long row = layout.byteSize();
    private final Utf8Builder text = new Utf8Builder(arena);

    enum Level {
        LOW, HIGH
    }

    record Point(int x, @Nullable Integer y) {}

    record All(boolean z, byte b, short s, char c, int i, long l, float f, double d, @Nullable Boolean oz,
            @Nullable Byte ob, @Nullable Short os, @Nullable Character oc, @Nullable Integer oi, @Nullable Long ol,
            @Nullable Float of, @Nullable Double od, @Nullable Level level, @Nullable String name,
            @Nullable Point point) {}

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private Field field(String name) {
        return layout.field(name);
    }

    private void fill(String prefix) {
        field(prefix + "z").setBoolean(rows, row, true);
        field(prefix + "b").setByte(rows, row, (byte) -1);
        field(prefix + "s").setShort(rows, row, (short) -2);
        field(prefix + "c").setChar(rows, row, '\uFFF0');
        field(prefix + "i").setInt(rows, row, -4);
        field(prefix + "l").setLong(rows, row, -5);
        field(prefix + "f").setFloat(rows, row, -6.5f);
        field(prefix + "d").setDouble(rows, row, -7.5);
    }

    private void fillAll() {
        fill("");
        fill("o");
        field("level").setEnum(rows, row, 1);
        text.append("before name");
        field("name").setText(rows, row, 7, 4);
        Field point = field("point");
        point.setPresent(rows, row);
        RecordLayout<?> nested = Objects.requireNonNull(point.nested());
        nested.field("x").setInt(rows, row + point.offset(), 8);
        nested.field("y").setInt(rows, row + point.offset(), 9);
    }

    private All all() {
        return new All(true, (byte) -1, (short) -2, '\uFFF0', -4, -5L, -6.5f, -7.5, true, (byte) -1, (short) -2,
                '\uFFF0',
                -4, -5L, -6.5f, -7.5, Level.HIGH, "name", new Point(8, 9));
    }

    @Test
    void recordContainsTheValuesOfTheSetters() {
        fillAll();
        assertThat(layout.read(rows, row, text.segment())).isEqualTo(all());
        assertThat(layout.read(rows, 0, text.segment())).isEqualTo(layout.read(rows, 2 * row, text.segment()))
                .as("adjacent rows").isNotEqualTo(all());
    }

    @Test
    void gettersReadTheValuesOfARecord() {
        layout.write(rows, row, all(), text);
        for (String prefix : List.of("", "o")) {
            assertThat(field(prefix + "z").getBoolean(rows, row)).isTrue();
            assertThat(field(prefix + "b").getByte(rows, row)).isEqualTo((byte) -1);
            assertThat(field(prefix + "s").getShort(rows, row)).isEqualTo((short) -2);
            assertThat(field(prefix + "c").getChar(rows, row)).isEqualTo('\uFFF0');
            assertThat(field(prefix + "i").getInt(rows, row)).isEqualTo(-4);
            assertThat(field(prefix + "l").getLong(rows, row)).isEqualTo(-5);
            assertThat(field(prefix + "f").getFloat(rows, row)).isEqualTo(-6.5f);
            assertThat(field(prefix + "d").getDouble(rows, row)).isEqualTo(-7.5);
        }
        assertThat(field("level").getEnum(rows, row)).isEqualTo(Level.HIGH);
        assertThat(String.valueOf(field("name").getText(rows, row, text.segment()))).isEqualTo("name");
        assertThat(layout.fields()).noneMatch(each -> each.isNull(rows, row));
    }

    @Test
    void nullableFieldIsNullUntilWrittenAndAfterRemoval() {
        for (Field each : layout.fields()) {
            assertThat(each.isNull(rows, row)).as("%s", each).isEqualTo(each.nullable());
        }
        fillAll();
        for (Field each : layout.fields()) {
            assertThat(each.isNull(rows, row)).as("%s", each).isFalse();
            if (each.nullable()) {
                each.setNull(rows, row);
                assertThat(each.isNull(rows, row)).as("%s", each).isTrue();
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> each.setNull(rows, row))
                        .withMessageContainingAll("All." + each.name(), "null");
            }
        }
        assertThat(layout.read(rows, row, text.segment())).isEqualTo(new All(true, (byte) -1, (short) -2, '\uFFF0', -4,
                -5L, -6.5f, -7.5, null, null, null, null, null, null, null, null, null, null, null));
        fill("o");
        assertThat(field("oi").getInt(rows, row)).isEqualTo(-4);
        field("point").setPresent(rows, row);
        assertThat(layout.read(rows, row, text.segment()).point()).as("no earlier values")
                .isEqualTo(new Point(0, null));
    }

    @Test
    void fieldOfAnotherKindIsRejected() {
        Field name = field("name");
        Field d = field("d");
        Field oi = field("oi");
        assertRefused(d, () -> d.getInt(rows, row));
        assertRefused(d, () -> d.setLong(rows, row, 1));
        assertRefused(oi, () -> oi.setDouble(rows, row, 1));
        assertRefused(oi, () -> oi.setBoolean(rows, row, true));
        assertRefused(oi, () -> oi.setByte(rows, row, (byte) 1));
        assertRefused(oi, () -> oi.setShort(rows, row, (short) 1));
        assertRefused(oi, () -> oi.setChar(rows, row, 'c'));
        assertRefused(oi, () -> oi.setFloat(rows, row, 1));
        assertRefused(d, () -> d.setInt(rows, row, 1));
        assertRefused(name, () -> name.getEnum(rows, row));
        assertRefused(name, () -> name.setEnum(rows, row, 0));
        assertRefused(name, () -> name.setPresent(rows, row));
        assertRefused(d, () -> d.setText(rows, row, 0, 0));
        assertRefused(d, () -> d.getText(rows, row, text.segment()));
        assertThat(rows.mismatch(arena.allocate(rows.byteSize(), 8))).as("no value was written").isEqualTo(-1);
    }

    private static void assertRefused(Field field, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining("All." + field.name());
    }

    @Test
    void invalidConstantNumbersAreRejected() {
        Field level = field("level");
        assertThatThrownBy(() -> level.setEnum(rows, row, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> level.setEnum(rows, row, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        for (int stored : new int[]{3, -1, Byte.MIN_VALUE}) {
            rows.set(java.lang.foreign.ValueLayout.JAVA_BYTE, row + level.offset(), (byte) stored);
            assertThatThrownBy(() -> level.getEnum(rows, row)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> layout.read(rows, row, text.segment()))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void textsMustLieInTheFirstTwoGibibytes() {
        Field name = field("name");
        name.setText(rows, row, Integer.MAX_VALUE - 1L, 0);
        name.setText(rows, row, 0, Integer.MAX_VALUE - 1);
        long[][] beyond = {{Integer.MAX_VALUE, 0}, {1, Integer.MAX_VALUE - 1}, {1L << 32, 0}, {-1, 0},
                {Long.MAX_VALUE, 5}};
        for (long[] each : beyond) {
            assertThatThrownBy(() -> name.setText(rows, row, each[0], (int) each[1]))
                    .isInstanceOf(IllegalStateException.class).hasMessageContaining("2 GiB");
        }
        assertThatThrownBy(() -> name.setText(rows, row, 0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> name.setText(rows, row, 0, Integer.MAX_VALUE))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void fieldDescribesItsComponent() {
        Field oi = field("oi");
        assertThat(oi).hasToString("All.oi (INT, nullable)");
        assertThat(field("d")).hasToString("All.d (DOUBLE)");
        assertThat(oi.kind()).isEqualTo(FieldKind.INT);
        assertThat(oi.type()).isEqualTo(Integer.class);
        assertThat(oi.owner()).isEqualTo(All.class);
        assertThat(oi.index()).isEqualTo(12);
        assertThat(field("point").kind()).isEqualTo(FieldKind.RECORD);
    }
}
