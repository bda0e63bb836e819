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
import java.util.NoSuchElementException;
import java.util.PrimitiveIterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** The code points of valid UTF-8, one at a time. */
final class Utf8CodePoints implements PrimitiveIterator.OfInt {
    private static final int FLAGS = Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.IMMUTABLE;

    private final MemorySegment utf8;

    /** Offset of the next code point in bytes. */
    private long at;

    private Utf8CodePoints(MemorySegment utf8) {
        this.utf8 = utf8;
    }

    static IntStream stream(MemorySegment utf8) {
        return StreamSupport.intStream(
                () -> Spliterators.spliteratorUnknownSize(new Utf8CodePoints(utf8), FLAGS), FLAGS, false);
    }

    @Override
    public boolean hasNext() {
        return at < utf8.byteSize();
    }

    @Override
    public int nextInt() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        int codePoint = Utf8.codePoint(utf8, at);
        at += Utf8.length(utf8.get(Utf8.BYTE, at));
        return codePoint;
    }
}
