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

/** Checks of segments for many tests. */
final class Segments {

    private Segments() {}

    /** Returns whether every byte of {@code segment} is {@code value}. */
    static boolean isFilledWith(MemorySegment segment, int value) {
        return firstOtherThan(segment, value) == -1;
    }

    /** Returns the offset of the first byte that is not {@code value}, or −1. */
    static long firstOtherThan(MemorySegment segment, int value) {
        for (long i = 0; i < segment.byteSize(); i++) {
            if (segment.get(ValueLayout.JAVA_BYTE, i) != (byte) value) {
                return i;
            }
        }
        return -1;
    }
}
