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

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

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

/** Checks how many elements a vector, set or map in arena memory has. Null is valid, as for other types. */
final class SizeValidators {

    private SizeValidators() {}

    /** The common part. */
    abstract static class Base<T> implements ConstraintValidator<Size, T> {
        private long min;
        private long max;

        @Override
        public void initialize(Size constraint) {
            min = constraint.min();
            max = constraint.max();
        }

        @Override
        public boolean isValid(@Nullable T value, ConstraintValidatorContext context) {
            if (value == null) {
                return true;
            }
            long count = ElementCount.of(value);
            return count >= min && count <= max;
        }
    }

    /** For {@link RecordRows}. */
    public static final class OfRecordRows extends Base<RecordRows<?>> {}

    /** For {@link IntVec}. */
    public static final class OfIntVec extends Base<IntVec> {}

    /** For {@link LongVec}. */
    public static final class OfLongVec extends Base<LongVec> {}

    /** For {@link DoubleVec}. */
    public static final class OfDoubleVec extends Base<DoubleVec> {}

    /** For {@link ByteVec}. */
    public static final class OfByteVec extends Base<ByteVec> {}

    /** For {@link StringSet}. */
    public static final class OfStringSet extends Base<StringSet> {}

    /** For {@link LongSet}. */
    public static final class OfLongSet extends Base<LongSet> {}

    /** For {@link RecordSet}. */
    public static final class OfRecordSet extends Base<RecordSet<?>> {}

    /** For {@link StringLongMap}. */
    public static final class OfStringLongMap extends Base<StringLongMap> {}

    /** For {@link NumberedMap}. */
    public static final class OfNumberedMap extends Base<NumberedMap<?, ?>> {}

    /** For {@link BooleanVec}. */
    public static final class OfBooleanVec extends Base<BooleanVec> {}

    /** For {@link ShortVec}. */
    public static final class OfShortVec extends Base<ShortVec> {}

    /** For {@link FloatVec}. */
    public static final class OfFloatVec extends Base<FloatVec> {}

    /** For {@link StringVec}. */
    public static final class OfStringVec extends Base<StringVec> {}
}
