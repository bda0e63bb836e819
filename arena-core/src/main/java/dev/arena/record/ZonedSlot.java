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
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8Builder;

/**
 * A slot for a {@link ZonedDateTime}: seconds, nanoseconds, the offset in seconds, and the name of the zone, which is stored
 * beside the rows.
 */
final class ZonedSlot extends ValueSlot {
    static final StructLayout LAYOUT;

    private static final long NANO = 8;
    private static final long OFFSET = 12;
    private static final long ZONE = 16;

    static {
        var struct = new Struct();
        struct.add("epochSecond", ValueLayout.JAVA_LONG);
        struct.add("nano", ValueLayout.JAVA_INT);
        struct.add("offsetSeconds", ValueLayout.JAVA_INT);
        struct.add("zone", TextSlot.LAYOUT);
        LAYOUT = struct.finish();
    }

    static long epochSecond(MemorySegment rows, long at) {
        return rows.get(ValueLayout.JAVA_LONG, at);
    }

    static int nano(MemorySegment rows, long at) {
        return rows.get(ValueLayout.JAVA_INT, at + NANO);
    }

    static int offsetSeconds(MemorySegment rows, long at) {
        return rows.get(ValueLayout.JAVA_INT, at + OFFSET);
    }

    @Override
    boolean usesText() {
        return true;
    }

    @Override
    long byteSize() {
        return LAYOUT.byteSize();
    }

    @Override
    boolean isSame(MemorySegment one, long at, MemorySegment other, long otherAt, MemorySegment text) {
        return areSameBytes(one, at, other, otherAt, ZONE)
                && TextSlot.isSame(one, at + ZONE, other, otherAt + ZONE, text);
    }

    @Override
    boolean isNull(MemorySegment rows, long at) {
        return TextSlot.isNull(rows, at + ZONE);
    }

    @Override
    void clear(MemorySegment rows, long at) {
        Codec.clear(rows, at, LAYOUT.byteSize());
    }

    @Override
    Object readPresent(MemorySegment rows, long at, MemorySegment text) {
        var dateTime = LocalDateTime.ofEpochSecond(epochSecond(rows, at), nano(rows, at), ZoneOffset.UTC);
        String zone = TextSlot.readString(rows, at + ZONE, text);
        return ZonedDateTime.ofLocal(dateTime, ZoneId.of(zone), ZoneOffset.ofTotalSeconds(offsetSeconds(rows, at)));
    }

    @Override
    void writePresent(MemorySegment rows, long at, Object value, @Nullable Utf8Builder text) {
        var dateTime = (ZonedDateTime) value;
        TextSlot.write(rows, at + ZONE, dateTime.getZone().getId(), text);
        rows.set(ValueLayout.JAVA_LONG, at, dateTime.toLocalDateTime().toEpochSecond(ZoneOffset.UTC));
        rows.set(ValueLayout.JAVA_INT, at + NANO, dateTime.getNano());
        rows.set(ValueLayout.JAVA_INT, at + OFFSET, dateTime.getOffset().getTotalSeconds());
    }
}
