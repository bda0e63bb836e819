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
import java.lang.reflect.Type;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/** A slot for a value of any class, stored as a document beside the rows. */
final class DocumentSlot extends BlockSlot {
    private final DocumentCodec codec;
    private final Class<?> owner;
    private final String component;
    private final Type type;

    DocumentSlot(DocumentCodec codec, Class<?> owner, String component, Type type) {
        this.codec = codec;
        this.owner = owner;
        this.component = component;
        this.type = type;
    }

    /** The value, which is not null unless the codec makes null of a document. */
    @Override
    @SuppressWarnings("NullAway")
    Object readPresent(MemorySegment rows, long at, MemorySegment text) {
        MemorySegment document = Objects.requireNonNull(TextSlot.bytes(rows, at, text));
        return codec.read(document, owner, component, type);
    }

    @Override
    void writePresent(MemorySegment rows, long at, Object value, @Nullable Utf8Builder text) {
        Utf8Builder documents = Objects.requireNonNull(text, "text");
        long start = documents.byteLength();
        codec.write(value, owner, component, type, documents);
        TextSlot.set(rows, at, start, Math.toIntExact(documents.byteLength() - start));
    }
}
