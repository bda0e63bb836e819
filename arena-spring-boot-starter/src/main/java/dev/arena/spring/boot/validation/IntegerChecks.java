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
import java.math.BigInteger;
import java.math.RoundingMode;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;

import org.jspecify.annotations.Nullable;

import dev.arena.record.FieldKind;

/** Checks of components of integer types from {@code byte} to {@code long}. Each is a range of numbers. */
final class IntegerChecks {

    /** Digits that every {@code long} fits in. */
    private static final int MAX_DIGITS = 19;

    private IntegerChecks() {}

    /** The check of a constraint, or null if there is none. */
    static @Nullable FieldCheck of(Annotation constraint, FieldKind kind) {
        return switch (constraint) {
            case Min it -> range(it.value(), Long.MAX_VALUE, kind);
            case Max it -> range(Long.MIN_VALUE, it.value(), kind);
            case DecimalMin it -> from(decimal(it.value()), it.inclusive(), kind);
            case DecimalMax it -> to(decimal(it.value()), it.inclusive(), kind);
            case Positive _ -> range(1, Long.MAX_VALUE, kind);
            case PositiveOrZero _ -> range(0, Long.MAX_VALUE, kind);
            case Negative _ -> range(Long.MIN_VALUE, -1, kind);
            case NegativeOrZero _ -> range(Long.MIN_VALUE, 0, kind);
            case Digits it when it.fraction() >= 0 -> digits(it.integer(), kind);
            default -> null;
        };
    }

    static @Nullable BigDecimal decimal(String value) {
        try {
            return new BigDecimal(value);
        } catch (NumberFormatException e) { // the validator reports it
            return null;
        }
    }

    private static @Nullable FieldCheck from(@Nullable BigDecimal min, boolean inclusive, FieldKind kind) {
        if (min == null) {
            return null;
        }
        BigInteger first = inclusive
                ? min.setScale(0, RoundingMode.CEILING).toBigInteger()
                : min.setScale(0, RoundingMode.FLOOR).toBigInteger().add(BigInteger.ONE);
        return first.bitLength() < Long.SIZE ? range(first.longValue(), Long.MAX_VALUE, kind) : null;
    }

    private static @Nullable FieldCheck to(@Nullable BigDecimal max, boolean inclusive, FieldKind kind) {
        if (max == null) {
            return null;
        }
        BigInteger last = inclusive
                ? max.setScale(0, RoundingMode.FLOOR).toBigInteger()
                : max.setScale(0, RoundingMode.CEILING).toBigInteger().subtract(BigInteger.ONE);
        return last.bitLength() < Long.SIZE ? range(Long.MIN_VALUE, last.longValue(), kind) : null;
    }

    private static @Nullable FieldCheck digits(int integer, FieldKind kind) {
        if (integer < 1) {
            return null;
        }
        if (integer >= MAX_DIGITS) {
            return range(Long.MIN_VALUE, Long.MAX_VALUE, kind);
        }
        long bound = BigInteger.TEN.pow(integer).longValueExact();
        return range(1 - bound, bound - 1, kind);
    }

    private static @Nullable FieldCheck range(long min, long max, FieldKind kind) {
        return switch (kind) {
            case BYTE -> (field, rows, row, _) -> isWithin(min, field.getByte(rows, row), max);
            case SHORT -> (field, rows, row, _) -> isWithin(min, field.getShort(rows, row), max);
            case INT -> (field, rows, row, _) -> isWithin(min, field.getInt(rows, row), max);
            case LONG -> (field, rows, row, _) -> isWithin(min, field.getLong(rows, row), max);
            default -> null;
        };
    }

    private static boolean isWithin(long min, long value, long max) {
        return min <= value && value <= max;
    }
}
