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

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The memory representation of a record component.
 *
 * @since 0.1.0
 */
public enum FieldKind {
    /** One byte, 0 or 1. */
    BOOLEAN(ValueLayout.JAVA_BOOLEAN),
    /** One byte, signed. */
    BYTE(ValueLayout.JAVA_BYTE),
    /** Two bytes, signed. */
    SHORT(ValueLayout.JAVA_SHORT),
    /** Two bytes, one unit of UTF-16. */
    CHAR(ValueLayout.JAVA_CHAR),
    /** Four bytes, signed. */
    INT(ValueLayout.JAVA_INT),
    /** Eight bytes, signed. */
    LONG(ValueLayout.JAVA_LONG),
    /** Four bytes, IEEE 754. */
    FLOAT(ValueLayout.JAVA_FLOAT),
    /** Eight bytes, IEEE 754. */
    DOUBLE(ValueLayout.JAVA_DOUBLE),
    /** The ordinal plus one, 0 for null: one byte, or two where an enum has more than 127 constants. */
    ENUM(ValueLayout.JAVA_BYTE),
    /**
     * A {@link String}: the place of its text beside the rows. Four bytes of offset and four bytes of length plus one, all 0
     * for null.
     */
    STRING(TextSlot.LAYOUT),
    /** A {@link dev.arena.text.Utf8String}: the place of its text beside the rows, as for {@link #STRING}. */
    UTF8(TextSlot.LAYOUT),
    /** The layout of another record, in place. */
    RECORD(null),
    /** A record that contains one of its own class, stored as a {@link #SEQUENCE} of one element. */
    REFERENCE(SequenceSlot.LAYOUT),
    /** A {@link dev.arena.text.Utf16String}: its place beside the rows, as for {@link #STRING}. */
    UTF16(TextSlot.LAYOUT),
    /** A {@code byte[]}: the place of its bytes beside the rows, as for {@link #STRING}. */
    BYTES(TextSlot.LAYOUT),
    /**
     * A {@link java.math.BigDecimal}: eight bytes of unscaled value, four bytes of scale, and one byte for the form of the
     * value. A value of more than eight bytes is stored beside the rows.
     */
    DECIMAL(DecimalSlot.LAYOUT),
    /** A {@link java.math.BigInteger}, as a {@link #DECIMAL} of scale 0. */
    INTEGER(DecimalSlot.LAYOUT),
    /** A {@link java.util.UUID}: its two halves of eight bytes, the upper one first. */
    UUID(FixedSlot.layout(2, 0)),
    /** An {@link java.time.Instant}: eight bytes of seconds since 1970, four of nanoseconds. */
    INSTANT(FixedSlot.layout(1, 1)),
    /** A {@link java.time.LocalDate}: eight bytes of days since 1970. */
    LOCAL_DATE(FixedSlot.layout(1, 0)),
    /** A {@link java.time.LocalTime}: eight bytes of nanoseconds since midnight. */
    LOCAL_TIME(FixedSlot.layout(1, 0)),
    /** A {@link java.time.LocalDateTime}: eight bytes of seconds since 1970, four of nanoseconds, as if it were in UTC. */
    LOCAL_DATE_TIME(FixedSlot.layout(1, 1)),
    /** An {@link java.time.OffsetDateTime}: as a {@link #LOCAL_DATE_TIME}, and four bytes of offset in seconds. */
    OFFSET_DATE_TIME(FixedSlot.layout(1, 2)),
    /** A {@link java.time.ZonedDateTime}: like an {@link #OFFSET_DATE_TIME}, with the place of the name of its zone. */
    ZONED_DATE_TIME(ZonedSlot.LAYOUT),
    /** An {@link java.time.OffsetTime}: eight bytes of nanoseconds since midnight, four of offset in seconds. */
    OFFSET_TIME(FixedSlot.layout(1, 1)),
    /** A {@link java.time.Year}: four bytes. */
    YEAR(FixedSlot.layout(0, 1)),
    /** A {@link java.time.YearMonth}: four bytes of year, four of month. */
    YEAR_MONTH(FixedSlot.layout(0, 2)),
    /** A {@link java.time.Duration}: eight bytes of seconds, four of nanoseconds. */
    DURATION(FixedSlot.layout(1, 1)),
    /** A {@link java.time.Period}: four bytes each of years, months and days. */
    PERIOD(FixedSlot.layout(0, 3)),
    /** A {@link java.util.Date}: eight bytes of milliseconds since 1970. */
    DATE(FixedSlot.layout(1, 0)),
    /** An {@link java.util.Optional} or one of its primitive variants: one byte for null, empty or present, and the value. */
    OPTIONAL(null),
    /**
     * A {@link java.util.List}, {@link java.util.Set}, {@link java.util.Collection} or array: four bytes of length plus one,
     * and four bytes of offset in the memory beside the rows, which contains the consecutive elements.
     */
    SEQUENCE(SequenceSlot.LAYOUT),
    /** A {@link java.util.Map}: as a {@link #SEQUENCE} of its entries. */
    MAP(SequenceSlot.LAYOUT),
    /** A value of any other class: the place of its document beside the rows, as for {@link #STRING}. */
    DOCUMENT(TextSlot.LAYOUT);

    @SuppressWarnings("ImmutableEnumChecker") // layouts are immutable
    private final @Nullable MemoryLayout layout;

    FieldKind(@Nullable MemoryLayout layout) {
        this.layout = layout;
    }

    /** Its layout, or null where that depends on the type. */
    @Nullable
    MemoryLayout layout() {
        return layout;
    }

    /** Its layout, which does not depend on the type. */
    MemoryLayout requireLayout() {
        return Objects.requireNonNull(layout);
    }

    /** Whether it is one of the eight primitive types, boxed or not. */
    boolean isPrimitive() {
        return compareTo(ENUM) < 0;
    }

    /** Whether a {@link TextSlot} contains the position of its bytes beside the rows. */
    boolean hasTextSlot() {
        return TextSlot.LAYOUT.equals(layout);
    }

    /** Whether it is a text as UTF-8. */
    boolean isText() {
        return this == STRING || this == UTF8;
    }

    /** Whether all its values are immutable. */
    boolean isImmutable() {
        return switch (this) {
            case RECORD, REFERENCE, BYTES, DATE, OPTIONAL, SEQUENCE, MAP, DOCUMENT -> false;
            default -> true;
        };
    }

    /** Whether its values consist of other objects, which can be compared one by one. */
    boolean hasParts() {
        return this == RECORD || this == SEQUENCE || this == MAP;
    }

    /** Whether a {@link ValueSlot} reads and writes it. */
    boolean hasValueSlot() {
        return compareTo(RECORD) > 0;
    }
}
