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

package dev.arena;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The content of a generation in a script: values, and bytes that were cut off values but are still accessible. */
final class ScriptedGeneration {

    /** Bytes that were cut off a value. Unless they were written to, they are zero when they are allocated again. */
    static final class Cut {
        final MemorySegment segment;
        private boolean written;

        Cut(MemorySegment segment) {
            this.segment = segment;
        }

        boolean isDead() {
            return !segment.scope().isAlive();
        }
    }

    /** The byte that fills memory outside of all values. No value is filled with it. */
    private static final byte GARBAGE = 0x7F;

    /** The values in the order of their allocation. */
    final List<Filled> values = new ArrayList<>();

    final List<Cut> cuts = new ArrayList<>();

    /** Whether a handle was created. */
    boolean mayHaveHandles;

    /**
     * Checks that {@code segment}, which was just allocated, is zero. Bytes that were cut off a value and then written to are
     * the only exception.
     */
    void requireZero(MemorySegment segment) {
        for (Cut cut : cuts) {
            if (cut.written) {
                long begin = Math.max(cut.segment.address(), segment.address());
                long end = Math.min(end(cut.segment), end(segment));
                if (begin < end) {
                    segment.asSlice(begin - segment.address(), end - begin).fill((byte) 0);
                }
            }
        }
        Filled.requireFull(segment, (byte) 0, "not zero");
    }

    /** Checks that {@code segment} is new and fills it. */
    Filled fresh(MemorySegment segment, byte filling) {
        requireZero(segment);
        return new Filled(segment.fill(filling), filling);
    }

    /** Updates the state after {@code value} has become {@code shrunk}. */
    void cut(Filled value, MemorySegment shrunk) {
        values.set(indexOf(value), new Filled(shrunk, value.filling()));
        cuts.add(new Cut(value.segment().asSlice(shrunk.byteSize())));
    }

    void remove(Filled value) {
        values.remove(indexOf(value));
    }

    /** Returns the index of this value by identity, because segments with the same address and size are equal. */
    @SuppressWarnings("ReferenceEquality")
    private int indexOf(Filled value) {
        int index = 0;
        while (values.get(index) != value) {
            index++;
        }
        return index;
    }

    /** Writes to bytes that were cut off, except for bytes that this generation has allocated again. */
    void writeTo(Cut cut, List<ScriptedHandle> handles) {
        cut.written = true;
        write(cut.segment, handles);
    }

    /**
     * Writes to {@code dead}, an ended segment of this generation, except for bytes that this generation and its handles still
     * use.
     */
    void write(MemorySegment dead, List<ScriptedHandle> handles) {
        Stream<Filled> escaped = handles.stream().filter(handle -> handle.generation() == this)
                .map(ScriptedHandle::value);
        List<MemorySegment> rest = List.of(dead);
        for (Filled spared : Stream.concat(values.stream(), escaped).toList()) {
            rest = rest.stream().flatMap(part -> without(part, spared.segment())).toList();
        }
        rest.forEach(part -> part.fill(GARBAGE));
    }

    /** Returns the parts of {@code segment} that do not overlap {@code hole}. */
    private static Stream<MemorySegment> without(MemorySegment segment, MemorySegment hole) {
        long begin = Math.clamp(hole.address() - segment.address(), 0, segment.byteSize());
        long end = Math.clamp(end(hole) - segment.address(), 0, segment.byteSize());
        return Stream.of(segment.asSlice(0, begin), segment.asSlice(Math.max(begin, end)))
                .filter(part -> part.byteSize() > 0);
    }

    private static long end(MemorySegment segment) {
        return segment.address() + segment.byteSize();
    }
}
