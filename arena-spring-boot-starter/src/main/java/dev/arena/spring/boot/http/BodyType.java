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

package dev.arena.spring.boot.http;

import java.lang.foreign.MemorySegment;

import dev.arena.collect.BooleanVec;
import dev.arena.collect.ByteVec;
import dev.arena.collect.DoubleVec;
import dev.arena.collect.FloatVec;
import dev.arena.collect.IntVec;
import dev.arena.collect.LongMap;
import dev.arena.collect.LongSet;
import dev.arena.collect.LongVec;
import dev.arena.collect.RecordMap;
import dev.arena.collect.RecordSet;
import dev.arena.collect.RecordSlice;
import dev.arena.collect.RecordVec;
import dev.arena.collect.ShortVec;
import dev.arena.collect.StringLongMap;
import dev.arena.collect.StringMap;
import dev.arena.collect.StringSet;
import dev.arena.collect.StringVec;
import dev.arena.json.JsonValue;
import dev.arena.text.Utf8String;

/**
 * The table of body types in arena memory. Each type can be read and written, except {@link RecordSlice}, which can only be
 * written. Jackson converts all other classes, which may contain these types.
 */
enum BodyType {
    SEGMENT(MemorySegment.class, Form.BYTES),
    BYTES(ByteVec.class, Form.BYTES),
    TEXT(Utf8String.class, Form.TEXT),
    VALUE(JsonValue.class, Form.JSON),
    RECORDS(RecordVec.class, Form.ELEMENTS),
    SLICE(RecordSlice.class, Form.ELEMENTS),
    BOOLEANS(BooleanVec.class, Form.ELEMENTS),
    SHORTS(ShortVec.class, Form.ELEMENTS),
    INTS(IntVec.class, Form.ELEMENTS),
    LONGS(LongVec.class, Form.ELEMENTS),
    FLOATS(FloatVec.class, Form.ELEMENTS),
    DOUBLES(DoubleVec.class, Form.ELEMENTS),
    STRINGS(StringVec.class, Form.ELEMENTS),
    STRING_SET(StringSet.class, Form.ELEMENTS),
    LONG_SET(LongSet.class, Form.ELEMENTS),
    RECORD_SET(RecordSet.class, Form.ELEMENTS),
    RECORD_MAP(RecordMap.class, Form.ELEMENTS),
    STRING_MAP(StringMap.class, Form.JSON),
    STRING_LONG_MAP(StringLongMap.class, Form.JSON),
    LONG_MAP(LongMap.class, Form.JSON);

    private final Class<?> type;
    private final Form form;

    BodyType(Class<?> type, Form form) {
        this.type = type;
        this.form = form;
    }

    /** The form of a value in a body. */
    enum Form {

        /** The unchanged bytes, of any content type. */
        BYTES,

        /** The unchanged text, of any content type, in UTF-8 unless the content type names another charset. */
        TEXT,

        /** A JSON document. */
        JSON,

        /** A JSON array, or NDJSON with an element in each line. */
        ELEMENTS
    }

    /** The Java type; {@link MemorySegment} stands for all segments. */
    Class<?> type() {
        return type;
    }

    Form form() {
        return form;
    }

    /** Whether values may be lines of NDJSON. */
    boolean hasLines() {
        return form == Form.ELEMENTS;
    }

    /** Whether values are read from JSON; a slice is part of a vector, and only written. */
    boolean isReadAsJson() {
        return isJson() && this != SLICE;
    }

    /** Whether values are JSON. */
    boolean isJson() {
        return form == Form.JSON || form == Form.ELEMENTS;
    }
}
