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

package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.reflect.Type;
import java.util.function.LongPredicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;

import dev.arena.Arena;
import dev.arena.collect.RecordCursor;
import dev.arena.collect.RecordVec;
import dev.arena.collect.StringMap;
import dev.arena.json.token.Utf8JsonReader;
import dev.arena.record.Field;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/** Reads records of a class: one record, an array, or a sequence of documents. */
final class RecordReader<R extends Record> {

    /** Initial number of rows. The announced size of a document is never trusted. */
    private static final long FIRST_ROWS = 64;

    /** Initial text size for one record. Its text mostly fits in the memory for this number. */
    private static final long ROWS_OF_ONE = 8;

    private final RecordLayout<R> layout;

    /** Reads what does not begin as an object, or everything if there is no plan. */
    private final DatabindReader<R> databind;
    private final @Nullable RecordPlan plan;
    private final Scratch.Space space;
    private final boolean skipsNulls;

    @SuppressWarnings("unchecked")
    RecordReader(Type type, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        JavaType known = context.constructType(type);
        this.space = new Scratch.Space();
        this.skipsNulls = mapper.skipsNulls();
        this.layout = (RecordLayout<R>) RecordLayout.of(Types.of(known), mapper.documents());
        try {
            ValueDeserializer<Object> deserializer = context.findRootValueDeserializer(known);
            this.databind = new DatabindReader<>(layout, deserializer);
            this.plan = RecordPlan.of(layout, deserializer, mapper, space);
        } catch (DatabindException e) {
            throw new UnreadableTypeException("Databind cannot read " + type.getTypeName() + ": " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw GrowingType.refusal(known, context.getTypeFactory(), e);
        }
    }

    RecordLayout<R> layout() {
        return layout;
    }

    /** How a component is read. */
    JsonComponent.Way way(Field component) {
        return plan == null ? JsonComponent.Way.DATABIND : plan.way(component);
    }

    /** Reads an object that the parser may not have read yet. */
    R readOne(Decoding decoding, Arena arena) {
        decoding.use(space.allocate(), arena);
        var rows = new RecordVec<>(arena, layout, ROWS_OF_ONE);
        Utf8Builder text = textOf(rows, arena);
        Utf8JsonReader reader = decoding.reader();
        if (reader == null || reader.valueOffset() < 0) {
            addRow(decoding, rows, text);
        } else {
            addNext(reader, decoding, rows, text);
        }
        Record constructed = decoding.scratch().constructed();
        return layout.type().isInstance(constructed) // the record around all others is the last one
                ? layout.type().cast(constructed)
                : rows.get(0);
    }

    /** Adds the current value of the reader. */
    private void addNext(Utf8JsonReader reader, Decoding decoding, RecordVec<R> rows, Utf8Builder text) {
        long row = rows.addRow();
        if (plan == null || !plan.decodeNext(reader, decoding, rows.rows(), row, text)) {
            decoding.elementToken();
            fillRow(decoding, rows.rows(), row, text);
        }
    }

    /** Reads an array of objects. */
    RecordVec<R> readArray(Decoding decoding, Arena arena) {
        decoding.use(space.allocate(), arena);
        var rows = new RecordVec<>(arena, layout, FIRST_ROWS);
        Utf8Builder text = textOf(rows, arena);
        if (decoding.isSingle()) {
            decoding.countElement(1);
            addRow(decoding, rows, text);
            return rows;
        }
        decoding.requireArray("objects");
        long count = 0;
        do {
            count += addObjects(decoding, count, false, rows, text) + 1;
        } while (addElement(decoding, count, rows, text));
        return rows;
    }

    /**
     * Adds objects that are in the block as expected, if there are any, until there is no room for more rows. Returns how
     * many. Their size determines how far to grow.
     */
    private long addObjects(Decoding decoding, long count, boolean areLines, RecordVec<R> rows, Utf8Builder text) {
        Utf8JsonReader reader = decoding.reader();
        if (plan == null || reader == null) {
            return 0;
        }
        long room = rows.capacity() - rows.size();
        long most = Math.min(decoding.limits().maxArrayLength() - count, room);
        long added = plan.decodeObjects(reader, areLines, decoding, rows, most, text);
        if (added == room) {
            decoding.expect(rows, text, reader.bytesRead());
        }
        return added;
    }

    /** Reads objects up to the end of the input. */
    RecordVec<R> readSequence(Decoding decoding, Arena arena) {
        decoding.use(space.allocate(), arena);
        var rows = new RecordVec<>(arena, layout, FIRST_ROWS);
        Utf8Builder text = textOf(rows, arena);
        long count = 1;
        while (addDocument(decoding, count, rows, text)) {
            count += addObjects(decoding, count, true, rows, text) + 1;
        }
        return rows;
    }

    /** Adds the next element of an array, the one of this number. Returns whether there is one. */
    private boolean addElement(Decoding decoding, long count, RecordVec<R> rows, Utf8Builder text) {
        if (!decoding.nextElement()) {
            return false;
        }
        decoding.countElement(count);
        Utf8JsonReader reader = decoding.reader();
        if (plan == null || reader == null) {
            decoding.elementToken();
            addRow(decoding, rows, text);
            return true;
        }
        addNext(reader, decoding, rows, text);
        return true;
    }

    /** Adds the next element that is not null. Returns whether there is one. */
    private boolean addPresent(Decoding decoding, long count, RecordVec<R> rows, Utf8Builder text) {
        while (decoding.nextElement()) {
            decoding.countElement(count);
            if (decoding.elementToken() != JsonToken.VALUE_NULL) {
                addRow(decoding, rows, text);
                return true;
            }
        }
        return false;
    }

    /** Adds the next document, the one of this number. Returns whether there is one. The parser is at the beginning of the first. */
    private boolean addDocument(Decoding decoding, long count, RecordVec<R> rows, Utf8Builder text) {
        Utf8JsonReader reader = decoding.reader();
        if (count > 1 && plan != null && reader != null && reader.nextDocument()) {
            decoding.countElement(count);
            addNext(reader, decoding, rows, text);
            return true;
        }
        JsonToken token = count == 1 ? decoding.parser().currentToken() : decoding.parser().nextToken();
        if (token == null) {
            return false;
        }
        decoding.countElement(count);
        addRow(decoding, rows, text);
        return true;
    }

    /** Reads an object of objects. */
    StringMap<R> readMap(Decoding decoding, Arena arena) {
        decoding.use(space.allocate(), arena);
        var map = new StringMap<>(arena, layout, FIRST_ROWS);
        Utf8Builder text = layout.hasText() ? map.text() : new Utf8Builder(arena, 0);
        var reader = new MapReader(decoding);
        reader.begin();
        for (long count = 1; reader.next(count); count++) {
            long before = map.size();
            long number = reader.put(map::findOrAdd);
            long row = number * layout.byteSize();
            if (number < before) {
                map.rows().asSlice(row, layout.byteSize()).fill((byte) 0);
            }
            decoding.next();
            requireRecord(decoding);
            rowReader(decoding).decode(decoding, map.rows(), row, text);
        }
        return map;
    }

    /** Shows the objects of an array to a visitor. Returns how many it has seen. */
    long visitArray(Decoding decoding, Arena arena, JsonVisitor<R> visitor) {
        decoding.requireArray("objects");
        var visit = new Visit(decoding, arena, visitor);
        return visit.all(count -> skipsNulls
                ? addPresent(decoding, count, visit.rows, visit.text)
                : addElement(decoding, count, visit.rows, visit.text));
    }

    /** Shows the objects up to the end of the input to a visitor. Returns how many it has seen. */
    long visitSequence(Decoding decoding, Arena arena, JsonVisitor<R> visitor) {
        var visit = new Visit(decoding, arena, visitor);
        return visit.all(count -> addDocument(decoding, count, visit.rows, visit.text));
    }

    /** Where the text beside the rows is written; nowhere if they have none. */
    private Utf8Builder textOf(RecordVec<R> rows, Arena arena) {
        return layout.hasText() ? rows.text() : new Utf8Builder(arena, 0);
    }

    private void requireRecord(Decoding decoding) {
        if (decoding.parser().currentToken() == JsonToken.VALUE_NULL) {
            throw decoding.expected("an object for " + layout.type().getSimpleName());
        }
    }

    private RowReader rowReader(Decoding decoding) {
        return plan == null || decoding.parser().currentToken() != JsonToken.START_OBJECT ? databind : plan;
    }

    private void addRow(Decoding decoding, RecordVec<R> rows, Utf8Builder text) {
        long row = rows.addRow();
        fillRow(decoding, rows.rows(), row, text);
    }

    private void fillRow(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        requireRecord(decoding);
        rowReader(decoding).decode(decoding, rows, row, text);
    }

    /** A visitor, and the row that shows it one object after the other. */
    private final class Visit {
        private final Decoding decoding;
        private final RecordVec<R> rows;
        private final Utf8Builder text;
        private final RecordCursor<R> cursor;
        private final JsonVisitor<R> visitor;

        Visit(Decoding decoding, Arena arena, JsonVisitor<R> visitor) {
            decoding.use(space.allocate(), arena);
            this.decoding = decoding;
            this.rows = new RecordVec<>(arena, layout, 1);
            this.text = textOf(rows, arena);
            this.cursor = rows.cursor();
            this.visitor = visitor;
        }

        /** Passes added rows to the visitor one by one, and returns their number. */
        long all(LongPredicate adder) {
            for (long count = 1;; count++) {
                rows.clear();
                if (!adder.test(count)) {
                    return count - 1;
                }
                if (!show()) {
                    decoding.stop();
                    return count;
                }
            }
        }

        private boolean show() {
            cursor.moveTo(0);
            try {
                return visitor.visit(cursor);
            } catch (JacksonException e) {
                throw new VisitorFailure(e);
            }
        }
    }
}
