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

package dev.arena.collect;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that a cursor reads the requested row and component. */
class RecordCursorTests {
    private final Arena arena = Arena.create();
    private final RecordVec<All> vector = new RecordVec<>(arena, All.class);
    private final RecordLayout<All> layout = vector.layout();

    enum Level {
        LOW, HIGH
    }

    record All(boolean z, byte b, short s, char c, int i, long l, float f, double d, @Nullable Level level,
            @Nullable String name) {}

    record Other(int i) {}

    @AfterEach
    void closeArena() {
        arena.close();
    }

    private static All all(int i) {
        return new All(i % 2 == 0, (byte) i, (short) i, (char) i, i, i, i, i, Level.values()[i % 2], "name" + i);
    }

    private void assertAt(RecordCursor<All> cursor, int i) {
        assertThat(cursor.index()).isEqualTo(i);
        assertThat(cursor.offset()).isEqualTo(i * layout.byteSize());
        assertThat(cursor.getBoolean(layout.field("z"))).isEqualTo(i % 2 == 0);
        assertThat(cursor.getByte(layout.field("b"))).isEqualTo((byte) i);
        assertThat(cursor.getShort(layout.field("s"))).isEqualTo((short) i);
        assertThat(cursor.getChar(layout.field("c"))).isEqualTo((char) i);
        assertThat(cursor.getInt(layout.field("i"))).isEqualTo(i);
        assertThat(cursor.getLong(layout.field("l"))).isEqualTo(i);
        assertThat(cursor.getFloat(layout.field("f"))).isEqualTo(i);
        assertThat(cursor.getDouble(layout.field("d"))).isEqualTo(i);
        assertThat(cursor.getEnum(layout.field("level"))).isEqualTo(Level.values()[i % 2]);
        assertThat(String.valueOf(cursor.getText(layout.field("name")))).isEqualTo("name" + i);
        assertThat(cursor.isNull(layout.field("name"))).isFalse();
        assertThat(cursor.toRecord()).isEqualTo(all(i));
    }

    @Test
    void cursorVisitsEveryRowInOrder() {
        for (int i = 0; i < 100; i++) {
            vector.add(all(i));
        }
        RecordCursor<All> cursor = vector.cursor();
        for (int i = 0; i < 100; i++) {
            assertThat(cursor.next()).isTrue();
            assertAt(cursor, i);
        }
        assertThat(cursor.next()).isFalse();
        assertAt(cursor, 99);
        cursor.moveTo(50);
        assertAt(cursor, 50);
        assertThatThrownBy(() -> cursor.moveTo(100)).isInstanceOf(IndexOutOfBoundsException.class);
        assertAt(cursor, 50);
    }

    @Test
    void iteratorContinuesAfterTheVectorHasMoved() {
        vector.add(all(0));
        RecordCursor<All> cursor = vector.cursor();
        cursor.next();
        for (int i = 1; i < 1000; i++) {
            vector.add(all(i));
            arena.allocate(1, 1);
        }
        vector.set(1, all(7));
        assertThat(cursor.next()).isTrue();
        assertThat(cursor.toRecord()).isEqualTo(all(7));
    }

    @Test
    void cursorReadsFrozenRows() {
        vector.add(all(0));
        vector.add(all(1));
        RecordCursor<All> cursor = vector.freeze().cursor();
        cursor.moveTo(1);
        assertAt(cursor, 1);
    }

    @Test
    void rowAtTheCursorCanBeWritten() {
        vector.add(all(0));
        RecordCursor<All> cursor = vector.cursor();
        cursor.next();
        layout.field("i").setInt(cursor.rows(), cursor.offset(), 42);
        layout.field("name").setNull(cursor.rows(), cursor.offset());
        assertThat(vector.get(0).i()).isEqualTo(42);
        assertThat(cursor.isNull(layout.field("name"))).isTrue();
        assertThat((Object) cursor.getText(layout.field("name"))).isNull();
    }

    @Test
    void cursorBeforeTheFirstRowReadsNothing() {
        vector.add(all(0));
        RecordCursor<All> cursor = vector.cursor();
        assertThat(cursor.index()).isEqualTo(-1);
        assertThatIllegalStateException().isThrownBy(cursor::toRecord);
        assertThatIllegalStateException().isThrownBy(cursor::offset);
        assertThatIllegalStateException().isThrownBy(() -> cursor.getInt(layout.field("i")));
        assertThat(new RecordVec<>(arena, All.class).cursor().next()).isFalse();
    }

    @Test
    void fieldOfAnotherRecordOrKindIsRejected() {
        vector.add(all(0));
        RecordCursor<All> cursor = vector.cursor();
        cursor.next();
        Field other = RecordLayout.of(Other.class).field("i");
        assertThatIllegalArgumentException().isThrownBy(() -> cursor.getInt(other))
                .withMessageContainingAll("Other.i", "All");
        assertThatIllegalArgumentException().isThrownBy(() -> cursor.getInt(layout.field("l")))
                .withMessageContaining("All.l");
    }
}
