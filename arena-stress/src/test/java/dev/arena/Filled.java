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
import java.lang.foreign.ValueLayout;

/** A segment, and the byte that fills it. */
record Filled(MemorySegment segment, byte filling) {

    /** As many bytes as the largest segment, for comparisons. */
    private static final MemorySegment PATTERN = MemorySegment.ofArray(new byte[ScriptState.POOL_BUDGET]);

    /** Checks that its bytes have not changed. */
    void requireIntact() {
        requireFull(segment, filling, "overwritten");
    }

    /** Checks that {@code segment} is no longer readable. */
    static void requireDead(MemorySegment segment) {
        if (segment.byteSize() == 0) {
            return; // there is nothing to read
        }
        try {
            segment.get(ValueLayout.JAVA_BYTE, 0);
        } catch (IllegalStateException expected) {
            return;
        }
        throw new AssertionError("can be read after its end: " + segment);
    }

    static void requireFull(MemorySegment segment, byte expected, String otherwise) {
        MemorySegment model = PATTERN.asSlice(0, segment.byteSize()).fill(expected);
        long at = segment.mismatch(model);
        Promises.require(at == -1,
                otherwise + " at " + at + " of " + segment + ", which should be full of " + expected);
    }
}
