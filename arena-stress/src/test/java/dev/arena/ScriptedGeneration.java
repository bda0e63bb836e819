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

/** What a generation of an arena in a script has: values, and bytes that were cut off values but can still be reached. */
final class ScriptedGeneration {

    /** Bytes cut off a value. As long as nobody has written to them, they read as zero when they are allocated again. */
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

    /** Fills what nobody may see: no value is full of it. */
    private static final byte GARBAGE = 0x7F;

    /** In the order in which they were allocated. */
    final List<Filled> values = new ArrayList<>();

    final List<Cut> cuts = new ArrayList<>();

    /** Whether a handle was asked for. */
    boolean mayHaveHandles;

    /**
     * Checks that {@code segment}, which was just allocated, reads as zero. Only bytes that were cut off before and then written
     * to need not.
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

    /** What is left of {@code value} is {@code shrunk}. */
    void cut(Filled value, MemorySegment shrunk) {
        values.set(indexOf(value), new Filled(shrunk, value.filling()));
        cuts.add(new Cut(value.segment().asSlice(shrunk.byteSize())));
    }

    void remove(Filled value) {
        values.remove(indexOf(value));
    }

    /** Of this very value: segments that begin at the same address are equal. */
    @SuppressWarnings("ReferenceEquality")
    private int indexOf(Filled value) {
        int index = 0;
        while (values.get(index) != value) {
            index++;
        }
        return index;
    }

    /** Writes to bytes cut off, except to those that this generation has allocated again. */
    void writeTo(Cut cut, List<ScriptedHandle> handles) {
        cut.written = true;
        write(cut.segment, handles);
    }

    /** Writes to {@code dead}, which was of this generation, except to what this generation and its handles still have there. */
    void write(MemorySegment dead, List<ScriptedHandle> handles) {
        Stream<Filled> escaped = handles.stream().filter(handle -> handle.generation() == this)
                .map(ScriptedHandle::value);
        List<MemorySegment> rest = List.of(dead);
        for (Filled spared : Stream.concat(values.stream(), escaped).toList()) {
            rest = rest.stream().flatMap(part -> without(part, spared.segment())).toList();
        }
        rest.forEach(part -> part.fill(GARBAGE));
    }

    /** The parts of {@code segment} that do not overlap {@code hole}. */
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
