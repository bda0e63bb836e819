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
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/**
 * Values of a fixed number of parts: first those of eight bytes, then those of four, then a byte that indicates whether there
 * is a value.
 */
@SuppressWarnings({"JavaUtilDate", "JavaLocalDateTimeGetNano"}) // components may be of that class; the seconds are written beside
final class FixedSlot extends ValueSlot {
    private final FieldKind kind;
    private final StructLayout layout;
    private final long ints;
    private final long presence;

    FixedSlot(FieldKind kind) {
        this.kind = kind;
        this.layout = (StructLayout) kind.requireLayout();
        this.ints = Long.BYTES * layout.memberLayouts().stream().filter(ValueLayout.OfLong.class::isInstance).count();
        this.presence = presence(layout);
    }

    /** The layout of a value of so many parts of eight and of four bytes. */
    static StructLayout layout(int longs, int ints) {
        var struct = new Struct();
        for (int i = 0; i < longs; i++) {
            struct.add("long" + i, ValueLayout.JAVA_LONG);
        }
        for (int i = 0; i < ints; i++) {
            struct.add("int" + i, ValueLayout.JAVA_INT);
        }
        struct.add("present", ValueLayout.JAVA_BYTE);
        return struct.unpadded();
    }

    static long presence(MemoryLayout layout) {
        return layout.byteSize() - 1;
    }

    /** A part of eight bytes. */
    long getLong(MemorySegment rows, long at, int index) {
        return rows.get(ValueLayout.JAVA_LONG, at + (long) index * Long.BYTES);
    }

    /** A part of four bytes. */
    int getInt(MemorySegment rows, long at, int index) {
        return rows.get(ValueLayout.JAVA_INT, at + ints + (long) index * Integer.BYTES);
    }

    /** Writes all parts of a value; those that it does not have must be 0. */
    void set(MemorySegment rows, long at, long first, long second, int third, int fourth, int fifth) {
        if (ints > 0) {
            rows.set(ValueLayout.JAVA_LONG, at, first);
        }
        if (ints > Long.BYTES) {
            rows.set(ValueLayout.JAVA_LONG, at + Long.BYTES, second);
        }
        if (ints < presence) {
            rows.set(ValueLayout.JAVA_INT, at + ints, third);
        }
        if (ints + Integer.BYTES < presence) {
            rows.set(ValueLayout.JAVA_INT, at + ints + Integer.BYTES, fourth);
        }
        if (ints + 2 * Integer.BYTES < presence) {
            rows.set(ValueLayout.JAVA_INT, at + ints + 2 * Integer.BYTES, fifth);
        }
        rows.set(ValueLayout.JAVA_BYTE, at + presence, (byte) 1);
    }

    @Override
    boolean usesText() {
        return false;
    }

    @Override
    long byteSize() {
        return layout.byteSize();
    }

    @Override
    boolean isSame(MemorySegment one, long at, MemorySegment other, long otherAt, MemorySegment text) {
        return areSameBytes(one, at, other, otherAt, byteSize());
    }

    @Override
    boolean isNull(MemorySegment rows, long at) {
        return rows.get(ValueLayout.JAVA_BYTE, at + presence) == 0;
    }

    @Override
    void clear(MemorySegment rows, long at) {
        Codec.clear(rows, at, layout.byteSize());
    }

    @Override
    Object readPresent(MemorySegment rows, long at, MemorySegment text) {
        return switch (kind) {
            case UUID -> new UUID(getLong(rows, at, 0), getLong(rows, at, 1));
            case INSTANT -> Instant.ofEpochSecond(getLong(rows, at, 0), getInt(rows, at, 0));
            case LOCAL_DATE -> LocalDate.ofEpochDay(getLong(rows, at, 0));
            case LOCAL_TIME -> LocalTime.ofNanoOfDay(getLong(rows, at, 0));
            case LOCAL_DATE_TIME -> dateTime(rows, at);
            case OFFSET_DATE_TIME -> OffsetDateTime.of(dateTime(rows, at),
                    ZoneOffset.ofTotalSeconds(getInt(rows, at, 1)));
            case OFFSET_TIME -> OffsetTime.of(LocalTime.ofNanoOfDay(getLong(rows, at, 0)),
                    ZoneOffset.ofTotalSeconds(getInt(rows, at, 0)));
            case YEAR -> Year.of(getInt(rows, at, 0));
            case YEAR_MONTH -> YearMonth.of(getInt(rows, at, 0), getInt(rows, at, 1));
            case DURATION -> Duration.ofSeconds(getLong(rows, at, 0), getInt(rows, at, 0));
            case PERIOD -> Period.of(getInt(rows, at, 0), getInt(rows, at, 1), getInt(rows, at, 2));
            case DATE -> new Date(getLong(rows, at, 0));
            default -> throw new AssertionError(kind);
        };
    }

    private LocalDateTime dateTime(MemorySegment rows, long at) {
        return LocalDateTime.ofEpochSecond(getLong(rows, at, 0), getInt(rows, at, 0), ZoneOffset.UTC);
    }

    @Override
    void writePresent(MemorySegment rows, long at, Object value, @Nullable Utf8Builder text) {
        switch (value) {
            case UUID it -> set(rows, at, it.getMostSignificantBits(), it.getLeastSignificantBits(), 0, 0, 0);
            case Instant it -> set(rows, at, it.getEpochSecond(), 0, it.getNano(), 0, 0);
            case LocalDate it -> set(rows, at, it.toEpochDay(), 0, 0, 0, 0);
            case LocalTime it -> set(rows, at, it.toNanoOfDay(), 0, 0, 0, 0);
            case LocalDateTime it -> set(rows, at, it.toEpochSecond(ZoneOffset.UTC), 0, it.getNano(), 0, 0);
            case OffsetDateTime it -> set(rows, at, it.toLocalDateTime().toEpochSecond(ZoneOffset.UTC), 0, it.getNano(),
                    it.getOffset().getTotalSeconds(), 0);
            case OffsetTime it ->
                set(rows, at, it.toLocalTime().toNanoOfDay(), 0, it.getOffset().getTotalSeconds(), 0, 0);
            case Year it -> set(rows, at, 0, 0, it.getValue(), 0, 0);
            case YearMonth it -> set(rows, at, 0, 0, it.getYear(), it.getMonthValue(), 0);
            case Duration it -> set(rows, at, it.getSeconds(), 0, it.getNano(), 0, 0);
            case Period it -> set(rows, at, 0, 0, it.getYears(), it.getMonths(), it.getDays());
            case Date it -> set(rows, at, it.getTime(), 0, 0, 0, 0);
            default -> throw new ClassCastException(value.getClass().getName() + " is not of kind " + kind);
        }
    }
}
