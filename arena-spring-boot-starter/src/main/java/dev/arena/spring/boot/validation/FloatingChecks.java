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

import java.lang.annotation.Annotation;
import java.math.BigDecimal;
import java.util.function.DoublePredicate;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

import org.jspecify.annotations.Nullable;

import dev.arena.record.FieldKind;

/**
 * Checks of components of type {@code float} and {@code double}. A validator compares the shortest decimal of the number with
 * the decimal of the constraint. Parsing a decimal preserves the order. If a number is larger than the number nearest to the
 * bound, its decimal is therefore larger, too. Decimals are compared only for the nearest number itself, and only once.
 *
 * <p>NaN does not satisfy any check. Some checks do not accept zeros that a validator accepts, because these checks treat
 * −0.0 as less than 0.0.
 */
final class FloatingChecks {

    private FloatingChecks() {}

    /** The check of a constraint, or null if there is none. */
    static @Nullable FieldCheck of(Annotation constraint, FieldKind kind) {
        DoublePredicate passes = switch (constraint) {
            case Min it -> from(BigDecimal.valueOf(it.value()), true);
            case Max it -> to(BigDecimal.valueOf(it.value()), true);
            case DecimalMin it -> from(IntegerChecks.decimal(it.value()), it.inclusive());
            case DecimalMax it -> to(IntegerChecks.decimal(it.value()), it.inclusive());
            case Positive _ -> value -> value > 0;
            case PositiveOrZero _ -> value -> value > 0 || Double.doubleToRawLongBits(value) == 0;
            case Negative _ -> value -> value < 0;
            case NegativeOrZero _ -> value -> value <= 0;
            default -> null;
        };
        if (passes == null) {
            return null;
        }
        return kind == FieldKind.FLOAT
                ? (field, rows, row, _) -> passes.test(field.getFloat(rows, row))
                : (field, rows, row, _) -> passes.test(field.getDouble(rows, row));
    }

    private static @Nullable DoublePredicate from(@Nullable BigDecimal min, boolean inclusive) {
        double nearest = min == null ? Double.NaN : min.doubleValue();
        if (min == null || !Double.isFinite(nearest)) {
            return null;
        }
        int order = BigDecimal.valueOf(nearest).compareTo(min);
        boolean nearestPasses = order > 0 || (order == 0 && inclusive);
        return value -> value > nearest || (value == nearest && nearestPasses);
    }

    private static @Nullable DoublePredicate to(@Nullable BigDecimal max, boolean inclusive) {
        double nearest = max == null ? Double.NaN : max.doubleValue();
        if (max == null || !Double.isFinite(nearest)) {
            return null;
        }
        int order = BigDecimal.valueOf(nearest).compareTo(max);
        boolean nearestPasses = order < 0 || (order == 0 && inclusive);
        return value -> value < nearest || (value == nearest && nearestPasses);
    }
}
