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

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import dev.arena.Arena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tests that a record and its trailing elements have the layout of C, without overlap. */
class TrailingLayoutTests {
    private final Arena arena = Arena.create();

    record Header(int count, short version, byte flags) {}

    @AfterEach
    void closeArena() {
        arena.close();
    }

    @Test
    void elementsFollowTheRecord() {
        TrailingLayout<Header> layout = RecordLayout.of(Header.class).trailing(ValueLayout.JAVA_INT);
        MemorySegment block = layout.allocate(arena, 5);
        layout.header().write(block, 0, new Header(5, (short) 1, (byte) 2));
        MemorySegment elements = layout.elements(block);
        assertThat(elements.byteSize()).isEqualTo(20);
        elements.fill((byte) 0xFF);
        assertThat(layout.header().read(block, 0)).isEqualTo(new Header(5, (short) 1, (byte) 2));
        assertThat(block.byteSize()).isEqualTo(layout.byteSize(5)).isEqualTo(28);
        assertThat(layout.header().byteSize()).isEqualTo(8);
    }

    @Test
    void elementsAreAligned() {
        record Small(byte value) {}
        TrailingLayout<Small> layout = RecordLayout.of(Small.class).trailing(ValueLayout.JAVA_LONG);
        assertThat(layout.elementsOffset()).isEqualTo(8);
        arena.allocate(1, 1);
        assertThat(layout.allocate(arena, 1).address() % 8).isZero();
        assertThat(layout.layout(3).byteOffset(PathElement.groupElement("elements"))).isEqualTo(8);
        assertThat(layout.layout(3).byteSize()).isEqualTo(layout.byteSize(3));
        TrailingLayout<Small> bytes = RecordLayout.of(Small.class).trailing(ValueLayout.JAVA_BYTE);
        assertThat(bytes.elementsOffset()).isEqualTo(1);
        assertThat(bytes.elements(bytes.allocate(arena, 0)).byteSize()).isZero();
    }

    @Test
    void elementsAreCompleteAndWithinTheSegment() {
        TrailingLayout<Header> layout = RecordLayout.of(Header.class).trailing(ValueLayout.JAVA_INT);
        assertThat(layout.elements(arena.allocate(8 + 4 + 3, 8)).byteSize()).isEqualTo(4);
        assertThatThrownBy(() -> layout.elements(arena.allocate(7, 8))).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void invalidCountsAreRejected() {
        TrailingLayout<Header> layout = RecordLayout.of(Header.class).trailing(ValueLayout.JAVA_INT);
        assertThatIllegalArgumentException().isThrownBy(() -> layout.allocate(arena, -1)).withMessageContaining("-1");
        assertThatIllegalArgumentException().isThrownBy(() -> layout.layout(-1));
        assertThatThrownBy(() -> layout.byteSize(Long.MAX_VALUE / 4)).isInstanceOf(ArithmeticException.class);
    }
}
