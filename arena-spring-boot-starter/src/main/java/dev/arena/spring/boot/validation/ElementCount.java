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

package dev.arena.spring.boot.validation;

import dev.arena.collect.BooleanVec;
import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.NumberedMap;
import dev.arena.collect.RecordRows;
import dev.arena.collect.RecordSet;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;

/** Counts the elements of a vector, set or map. */
final class ElementCount {

    private ElementCount() {}

    static long of(Object value) {
        return switch (value) {
            case RecordRows<?> rows -> rows.size();
            case BooleanVec vector -> vector.size();
            case ShortVec vector -> vector.size();
            case IntVec vector -> vector.size();
            case LongVec vector -> vector.size();
            case FloatVec vector -> vector.size();
            case DoubleVec vector -> vector.size();
            case StringVec vector -> vector.size();
            case ByteVec vector -> vector.size();
            case StringSet set -> set.size();
            case LongSet set -> set.size();
            case RecordSet<?> set -> set.size();
            case StringLongMap map -> map.size();
            case NumberedMap<?, ?> map -> map.size();
            default -> throw new IllegalArgumentException(
                    value.getClass().getName() + " is not a vector, set or map of an arena");
        };
    }
}
