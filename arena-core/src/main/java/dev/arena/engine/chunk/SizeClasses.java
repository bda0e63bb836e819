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

package dev.arena.engine.chunk;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The size classes of one pool, found by their logarithm. Immutable.
 *
 * @since 0.1.0
 */
public final class SizeClasses {
    private final SizeClass[] classes;

    /** Binary logarithm of the smallest class. */
    private final int smallestShift;

    /** From {@code min} to {@code max} bytes, both powers of two. */
    public SizeClasses(long min, long max) {
        this.classes = SizeClass.range(min, max).toArray(SizeClass[]::new);
        this.smallestShift = Long.numberOfTrailingZeros(min);
    }

    /** The class of this index, or the largest class if the index is higher. */
    public SizeClass get(int index) {
        return classes[Math.min(index, classes.length - 1)];
    }

    /** The largest class of at most {@code bytes}, or null if even the smallest is larger. */
    public @Nullable SizeClass largestWithin(long bytes) {
        int index = 63 - Long.numberOfLeadingZeros(bytes) - smallestShift;
        return bytes <= 0 || index < 0 ? null : get(index);
    }

    /** The smallest class of at least {@code bytes}, which must not exceed the largest class. */
    public SizeClass smallestFor(long bytes) {
        int shift = 64 - Long.numberOfLeadingZeros(Math.max(bytes, 1) - 1);
        return classes[Math.max(shift - smallestShift, 0)];
    }

    /** Number of classes. */
    public int size() {
        return classes.length;
    }

    /** Sizes of the classes in bytes, ascending. */
    public List<Long> sizes() {
        return Stream.of(classes).map(SizeClass::bytes).toList();
    }
}
