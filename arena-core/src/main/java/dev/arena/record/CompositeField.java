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

package dev.arena.record;

import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * The part of {@link Field} that reads and writes times, decimals and other values of several parts, without creating the
 * values.
 */
abstract sealed class CompositeField extends ScalarField permits Field {

    CompositeField(Class<?> owner, int index, Component component, long offset, long presence) {
        super(owner, index, component, offset, presence);
    }

    /**
     * Reads the seconds since 1970 of an {@code Instant}, or of a time with date as if it were in UTC; those of a {@code Duration}.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the seconds; 0 where the component is null
     */
    public final long getEpochSecond(MemorySegment rows, long rowOffset) {
        return switch (kind) {
            case INSTANT, LOCAL_DATE_TIME, OFFSET_DATE_TIME, DURATION -> fixed().getLong(rows, rowOffset + offset, 0);
            case ZONED_DATE_TIME -> ZonedSlot.epochSecond(rows, rowOffset + offset);
            default -> throw otherKind("a time with date, or a duration");
        };
    }

    /**
     * Reads the nanoseconds that belong to {@link #getEpochSecond}.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the nanoseconds, from 0 to 999,999,999; 0 where the component is null
     */
    public final int getNano(MemorySegment rows, long rowOffset) {
        return switch (kind) {
            case INSTANT, LOCAL_DATE_TIME, OFFSET_DATE_TIME, DURATION -> fixed().getInt(rows, rowOffset + offset, 0);
            case ZONED_DATE_TIME -> ZonedSlot.nano(rows, rowOffset + offset);
            default -> throw otherKind("a time with date, or a duration");
        };
    }

    /**
     * Reads the offset from UTC of a time that has one.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the offset in seconds; 0 where the component is null
     */
    public final int getOffsetSeconds(MemorySegment rows, long rowOffset) {
        return switch (kind) {
            case OFFSET_DATE_TIME -> fixed().getInt(rows, rowOffset + offset, 1);
            case OFFSET_TIME -> fixed().getInt(rows, rowOffset + offset, 0);
            case ZONED_DATE_TIME -> ZonedSlot.offsetSeconds(rows, rowOffset + offset);
            default -> throw otherKind("a time with an offset");
        };
    }

    /**
     * Reads a {@code LocalDate}.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the days since 1970; 0 where the component is null
     */
    public final long getEpochDay(MemorySegment rows, long rowOffset) {
        return fixed().getLong(rows, at(FieldKind.LOCAL_DATE, rowOffset), 0);
    }

    /**
     * Reads a {@code LocalTime} or the time of an {@code OffsetTime}.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the nanoseconds since midnight; 0 where the component is null
     */
    public final long getNanoOfDay(MemorySegment rows, long rowOffset) {
        if (kind != FieldKind.LOCAL_TIME && kind != FieldKind.OFFSET_TIME) {
            throw otherKind("a time without date");
        }
        return fixed().getLong(rows, rowOffset + offset, 0);
    }

    /**
     * Reads a part of a value that has several of the same size, by their order in {@link FieldKind}: the halves of a {@code UUID}, year
     * and month of a {@code YearMonth}, the parts of a {@code Period}; the number of a {@code Year}, or the milliseconds of a
     * {@code Date}, as the first.
     *
     * @param  rows                      memory of the row
     * @param  rowOffset                 start of the row, in bytes
     * @param  part                      which part, from 0
     * @return                           its value; 0 where the component is null
     * @throws IndexOutOfBoundsException also if there is no such part
     */
    public final long getPart(MemorySegment rows, long rowOffset, int part) {
        return switch (kind) {
            case UUID -> fixed().getLong(rows, rowOffset + offset, Objects.checkIndex(part, 2));
            case DATE -> fixed().getLong(rows, rowOffset + offset, Objects.checkIndex(part, 1));
            case YEAR -> fixed().getInt(rows, rowOffset + offset, Objects.checkIndex(part, 1));
            case YEAR_MONTH -> fixed().getInt(rows, rowOffset + offset, Objects.checkIndex(part, 2));
            case PERIOD -> fixed().getInt(rows, rowOffset + offset, Objects.checkIndex(part, 3));
            default -> throw otherKind("of several parts");
        };
    }

    /**
     * Writes the parts of a value that has a fixed number of them, in the order of {@link FieldKind}: first up to two of eight bytes,
     * then up to three of four.
     *
     * @param  rows                     memory of the row
     * @param  rowOffset                start of the row, in bytes
     * @param  first                    the first part of eight bytes, or 0
     * @param  second                   the second one, or 0
     * @param  third                    the first part of four bytes, or 0
     * @param  fourth                   the second one, or 0
     * @param  fifth                    the third one, or 0
     * @throws IllegalArgumentException also if this is a {@code ZonedDateTime}, or of a kind without such parts
     */
    public final void setParts(MemorySegment rows, long rowOffset, long first, long second, int third, int fourth,
            int fifth) {
        fixed().set(rows, rowOffset + offset, first, second, third, fourth, fifth);
    }

    final FixedSlot fixed() {
        if (slot instanceof FixedSlot fixed) {
            return fixed;
        }
        throw otherKind("of a fixed number of parts");
    }

    /**
     * Returns whether the unscaled value of a decimal or big integer fits in a {@code long}, so that {@link #getUnscaledLong}
     * can return it.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           whether it does; false where the component is null
     */
    public final boolean isCompactDecimal(MemorySegment rows, long rowOffset) {
        return DecimalSlot.isCompact(rows, decimal(rowOffset));
    }

    /**
     * Reads the unscaled value of a decimal or big integer.
     *
     * @param  rows                  memory of the row
     * @param  rowOffset             start of the row, in bytes
     * @return                       the value; 0 where the component is null
     * @throws IllegalStateException also if it does not fit in a {@code long}
     */
    public final long getUnscaledLong(MemorySegment rows, long rowOffset) {
        long at = decimal(rowOffset);
        if (!DecimalSlot.isCompact(rows, at) && !slot().isNull(rows, at)) {
            throw new IllegalStateException("The unscaled value of " + this
                    + " does not fit in a long: check isCompactDecimal first, or read the value as an object");
        }
        return DecimalSlot.compact(rows, at);
    }

    /**
     * Reads the scale of a decimal.
     *
     * @param  rows      memory of the row
     * @param  rowOffset start of the row, in bytes
     * @return           the scale; 0 where the component is null, or a big integer
     */
    public final int getScale(MemorySegment rows, long rowOffset) {
        return DecimalSlot.scale(rows, decimal(rowOffset));
    }

    /**
     * Writes a decimal or big integer.
     *
     * @param rows      memory of the row
     * @param rowOffset start of the row, in bytes
     * @param unscaled  the unscaled value
     * @param scale     the scale; 0 for a big integer
     */
    public final void setDecimal(MemorySegment rows, long rowOffset, long unscaled, int scale) {
        DecimalSlot.setCompact(rows, decimal(rowOffset), unscaled, scale);
    }

    final long decimal(long rowOffset) {
        if (kind != FieldKind.DECIMAL && kind != FieldKind.INTEGER) {
            throw otherKind("a decimal or a big integer");
        }
        return rowOffset + offset;
    }
}
