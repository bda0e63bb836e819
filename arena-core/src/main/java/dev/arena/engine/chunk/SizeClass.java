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

import java.util.ArrayList;
import java.util.List;

/**
 * One of the power-of-two sizes in which chunks come. Only chunks of a size class are cached; the class of a chunk is
 * also its place in the cache. A refill takes the next larger class each time (the <em>ratchet</em>), so an arena that needs
 * much memory asks for it in few, large pieces.
 *
 * @param index place among the classes of a pool, from 0, ascending
 * @param bytes size of its chunks, in bytes
 * @since 0.1.0
 */
public record SizeClass(int index, long bytes) {

    /** The classes from {@code min} to {@code max} bytes, both powers of two. */
    static List<SizeClass> range(long min, long max) {
        var classes = new ArrayList<SizeClass>();
        for (long bytes = min; bytes > 0 && bytes <= max; bytes <<= 1) {
            classes.add(new SizeClass(classes.size(), bytes));
        }
        return List.copyOf(classes);
    }
}
