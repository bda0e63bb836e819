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

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.text.Utf8String;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests the memory layout of records. */
class RecordLayoutTests {
    private final Arena arena = Arena.create();

    record Reading(int station, double temperature, long timestamp) {}

    record Packed(byte a, short b, byte c, @Nullable Integer d, boolean e) {}

    record Nothing() {}

    record Around(byte a, @Nullable Reading reading, @Nullable String name) {}

    record Quotient(long quotient, long remainder) {}

    private record Hidden(int value) {}

    record Checked(int value) {
        Checked {
            if (value < 0) {
                throw new IllegalArgumentException("negative");
            }
        }
    }

    record Generic<T>(T value) {}

    record Interfaces(CharSequence text) {}

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @Test
    void componentsHaveTheLayoutOfACCompiler() {
        RecordLayout<Reading> layout = RecordLayout.of(Reading.class);
        assertThat(layout.byteSize()).isEqualTo(24);
        assertThat(layout.byteAlignment()).isEqualTo(8);
        assertThat(layout.fields()).extracting(Field::offset).containsExactly(0L, 8L, 16L);
        assertThat(layout.fields()).extracting(Field::name).containsExactly("station", "temperature", "timestamp");
        assertThat(layout.fields()).extracting(Field::index).containsExactly(0, 1, 2);
        assertThat(layout.fields()).noneMatch(Field::nullable);
        assertThat(layout.hasText()).isFalse();
        assertThat(layout.type()).isEqualTo(Reading.class);
    }

    @Test
    void nullableComponentHasAByteAfterTheValues() {
        RecordLayout<Packed> layout = RecordLayout.of(Packed.class);
        assertThat(layout.fields()).extracting(Field::offset).containsExactly(0L, 2L, 4L, 8L, 12L);
        assertThat(layout.layout().byteOffset(PathElement.groupElement("d?"))).isEqualTo(13);
        assertThat(layout.byteSize()).isEqualTo(16);
        assertThat(layout.fields()).extracting(Field::nullable).containsExactly(false, false, false, true, false);
    }

    @Test
    void layoutHasMembersNamedLikeTheComponents() {
        RecordLayout<Around> layout = RecordLayout.of(Around.class);
        for (Field field : layout.fields()) {
            assertThat(layout.layout().byteOffset(PathElement.groupElement(field.name()))).isEqualTo(field.offset());
        }
        assertThat(layout.layout().name()).contains("Around");
        assertThat(layout.hasText()).isTrue();
        assertThat(layout.field("reading").nested()).isSameAs(RecordLayout.of(Reading.class));
        assertThat(layout.field("name").nested()).isNull();
    }

    @Test
    void varHandleOfTheLayoutReadsWrittenValues() {
        RecordLayout<Reading> layout = RecordLayout.of(Reading.class);
        MemorySegment rows = arena.allocate(3 * layout.byteSize(), layout.byteAlignment());
        layout.write(rows, 24, new Reading(7, 1.5, -1));
        VarHandle temperature = layout.layout().arrayElementVarHandle(PathElement.groupElement("temperature"));
        assertThat((double) temperature.get(rows, 0L, 1L)).isEqualTo(1.5);
        temperature.set(rows, 0L, 2L, 4.25);
        assertThat(layout.read(rows, 48)).isEqualTo(new Reading(0, 4.25, 0));
    }

    @Test
    @SuppressWarnings("restricted")
    void nativeFunctionReturnsARecord() throws Throwable {
        RecordLayout<Quotient> layout = RecordLayout.of(Quotient.class);
        Linker linker = Linker.nativeLinker();
        MethodHandle divide = linker.downcallHandle(linker.defaultLookup().findOrThrow("ldiv"),
                FunctionDescriptor.of(layout.layout(), ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
        var result = (MemorySegment) divide.invokeExact((java.lang.foreign.SegmentAllocator) arena, 100L, 7L);
        assertThat(layout.read(result, 0)).isEqualTo(new Quotient(14, 2));
    }

    @Test
    void typeHasOneLayout() {
        assertThat(RecordLayout.of(Reading.class)).isSameAs(RecordLayout.of(Reading.class));
    }

    @Test
    void recordWithoutComponentsTakesOneByte() {
        RecordLayout<Nothing> layout = RecordLayout.of(Nothing.class);
        assertThat(layout.byteSize()).isEqualTo(1);
        MemorySegment row = layout.allocate(arena);
        layout.write(row, 0, new Nothing());
        assertThat(layout.read(row, 0)).isEqualTo(new Nothing());
        assertThatThrownBy(() -> layout.write(row, 0, nothing())).isInstanceOf(NullPointerException.class);
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }

    @Test
    void privateAndLocalRecordsAreSupported() {
        record Local(int value, String name) {}
        RecordLayout<Hidden> hidden = RecordLayout.of(Hidden.class);
        MemorySegment row = hidden.allocate(arena);
        hidden.write(row, 0, new Hidden(3));
        assertThat(hidden.read(row, 0)).isEqualTo(new Hidden(3));
        assertThat(RecordLayout.of(Local.class).read(RecordLayout.of(Local.class).allocate(arena), 0))
                .isEqualTo(new Local(0, nothing()));
    }

    @Test
    void canonicalConstructorIsCalled() {
        RecordLayout<Checked> layout = RecordLayout.of(Checked.class);
        MemorySegment row = layout.allocate(arena);
        row.set(ValueLayout.JAVA_INT, 0, -1);
        assertThatIllegalArgumentException().isThrownBy(() -> layout.read(row, 0)).withMessage("negative");
    }

    @Test
    void nonRecordClassIsRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> RecordLayout.of(Record.class))
                .withMessageContainingAll("java.lang.Record", "not a record class");
    }

    @Test
    void documentComponentIsRejectedWithoutACodec() {
        assertRefused(Generic.class, "value", "Generic", "java.lang.Object");
        assertRefused(Interfaces.class, "text", "Interfaces", "CharSequence");
    }

    private static void assertRefused(Class<? extends Record> type, String... named) {
        assertThatIllegalArgumentException().isThrownBy(() -> RecordLayout.of(type, null)).satisfies(
                refusal -> assertThat(refusal.getMessage()).contains(named));
    }

    @Test
    void unknownFieldIsRejectedWithTheKnownNames() {
        assertThatIllegalArgumentException().isThrownBy(() -> RecordLayout.of(Reading.class).field("pressure"))
                .withMessageContainingAll("pressure", "station", "temperature");
    }

    @Test
    void accessOutsideTheSegmentIsRejected() {
        RecordLayout<Reading> layout = RecordLayout.of(Reading.class);
        MemorySegment rows = arena.allocate(48, 8).asSlice(0, 40);
        for (long offset : new long[]{24, 40, -8, Long.MAX_VALUE - 7}) {
            assertThatThrownBy(() -> layout.read(rows, offset)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> layout.write(rows, offset, new Reading(1, 1, 1)))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
        assertThat(rows.mismatch(arena.allocate(40, 8))).as("no byte was written for a row that does not fit")
                .isEqualTo(-1);
        assertThatIllegalArgumentException().isThrownBy(() -> layout.read(rows, 4));
    }

    @Test
    void textOutsideTheSegmentOfTextsIsNotRead() {
        record Named(Utf8String name) {}
        RecordLayout<Named> layout = RecordLayout.of(Named.class);
        MemorySegment row = layout.allocate(arena);
        MemorySegment text = arena.allocate(10, 1);
        Field name = layout.field("name");
        for (int[] slot : new int[][]{{0, 12}, {10, 2}, {11, 1}, {-1, 2}, {0, Integer.MIN_VALUE}, {5, -1},
                {Integer.MAX_VALUE, Integer.MAX_VALUE}}) {
            row.set(ValueLayout.JAVA_INT, 0, slot[0]);
            row.set(ValueLayout.JAVA_INT, 4, slot[1]);
            assertThatThrownBy(() -> layout.read(row, 0, text)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> name.getText(row, 0, text)).isInstanceOf(IndexOutOfBoundsException.class);
        }
        row.set(ValueLayout.JAVA_INT, 0, 10);
        row.set(ValueLayout.JAVA_INT, 4, 1);
        assertThat(layout.read(row, 0, text).name().byteLength()).isZero();
    }

    @Test
    void textWithoutABuilderIsRejected() {
        record Named(String name) {}
        RecordLayout<Named> layout = RecordLayout.of(Named.class);
        MemorySegment row = layout.allocate(arena);
        assertThatThrownBy(() -> layout.write(row, 0, new Named("x"))).isInstanceOf(NullPointerException.class)
                .hasMessageContaining("text");
    }

    @Test
    void endedRowCannotBeRead() {
        RecordLayout<Reading> layout = RecordLayout.of(Reading.class);
        MemorySegment row = layout.allocate(arena);
        arena.reset();
        layout.allocate(arena);
        assertThatThrownBy(() -> layout.read(row, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> layout.write(row, 0, new Reading(1, 1, 1))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> layout.field("station").getInt(row, 0)).isInstanceOf(IllegalStateException.class);
    }
}
