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
import java.lang.foreign.ValueLayout;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf16String;
import dev.arena.text.Utf8Builder;

/** A slot for bytes beside the rows: a {@code byte[]} or a {@link Utf16String}. */
final class BytesSlot extends BlockSlot {
    private final boolean isText;

    BytesSlot(FieldKind kind) {
        this.isText = kind == FieldKind.UTF16;
    }

    @Override
    Object readPresent(MemorySegment rows, long at, MemorySegment text) {
        MemorySegment bytes = Objects.requireNonNull(TextSlot.bytes(rows, at, text));
        return isText ? Utf16String.ofUnchecked(bytes) : bytes.toArray(ValueLayout.JAVA_BYTE);
    }

    @Override
    void writePresent(MemorySegment rows, long at, Object value, @Nullable Utf8Builder text) {
        MemorySegment bytes = value instanceof Utf16String utf16
                ? utf16.segment()
                : MemorySegment.ofArray((byte[]) value);
        long start = Objects.requireNonNull(text, "text").appendBlock(bytes, 1);
        TextSlot.set(rows, at, start, Math.toIntExact(bytes.byteSize()));
    }
}
