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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.jdk.CollectionSerializer;
import tools.jackson.databind.ser.jdk.IndexedListSerializer;
import tools.jackson.databind.ser.jdk.IndexedStringListSerializer;
import tools.jackson.databind.ser.jdk.JDKKeySerializers;
import tools.jackson.databind.ser.jdk.MapSerializer;
import tools.jackson.databind.ser.jdk.StringCollectionSerializer;
import tools.jackson.databind.ser.std.StdContainerSerializer;

import dev.arena.json.token.TimeText;
import dev.arena.record.Field;
import dev.arena.record.FieldKind;

/**
 * How a value is encoded from its row as databind does, without objects: that of a component, or an element.
 *
 * @param nested    how it is written if it is a record
 * @param element   how its elements are written, or the values of its entries
 * @param constants how its values are written if it is an enum
 */
@SuppressWarnings("ArrayRecordComponent") // they are never compared
record ValueWriter(Field field, @Nullable RowWriter nested, @Nullable ValueWriter element,
        SerializableString[] constants) {
    private static final Set<Class<?>> SEQUENCES = Set.of(IndexedListSerializer.class, CollectionSerializer.class,
            IndexedStringListSerializer.class, StringCollectionSerializer.class);

    private static ValueWriter of(Field field) {
        return new ValueWriter(field, null, null, new SerializableString[0]);
    }

    /**
     * Returns a writer that is equivalent to a serializer, or null if there is none.
     *
     * @param property the property, whose annotations count also for the elements
     * @param around   the types that the value is in
     */
    static @Nullable ValueWriter of(Field field, ValueSerializer<?> serializer, BeanPropertyWriter property,
            SerializationContext context, Set<Type> around) {
        return switch (field.kind()) {
            case RECORD -> {
                RowWriter nested = RowWriter.of(Objects.requireNonNull(field.nested()), serializer, context, around);
                yield nested == null ? null : new ValueWriter(field, nested, null, new SerializableString[0]);
            }
            case ENUM -> {
                SerializableString[] written = EnumNames.written(field.type(), property, context);
                yield written == null ? null : new ValueWriter(field, null, null, written);
            }
            case UTF8 ->
                serializer instanceof ArenaSerializers.Component<?> component && component.isPlain() ? of(field) : null;
            case SEQUENCE, MAP -> ofParts(field, serializer, property, context, around);
            case REFERENCE, UTF16, BYTES, OFFSET_DATE_TIME, ZONED_DATE_TIME, OFFSET_TIME, YEAR, YEAR_MONTH, DURATION,
                    PERIOD, DATE, OPTIONAL, DOCUMENT ->
                null;
            default -> StandardValues.areWrittenBy(serializer, field.type()) ? of(field) : null;
        };
    }

    private static @Nullable ValueWriter ofParts(Field field, ValueSerializer<?> serializer,
            BeanPropertyWriter property, SerializationContext context, Set<Type> around) {
        boolean isMap = field.kind() == FieldKind.MAP;
        if (field.type().isArray() || (isMap && field.key().kind() != FieldKind.STRING)
                || (isMap ? !StandardMap.writesAllEntries(serializer) : !SEQUENCES.contains(serializer.getClass()))
                || isFiltered(property, context)) {
            return null;
        }
        ValueSerializer<?> content = serializer instanceof StdContainerSerializer<?> container
                ? container.getContentSerializer()
                : null;
        Field part = field.element();
        ValueWriter element = part.kind() == FieldKind.ENUM
                ? ofConstants(part, content, property, context)
                : of(part, content == null ? contentSerializer(part, property, context) : content, property, context,
                        around);
        return element == null ? null : new ValueWriter(field, null, element, new SerializableString[0]);
    }

    private static @Nullable ValueWriter ofConstants(Field field, @Nullable ValueSerializer<?> content,
            BeanPropertyWriter property, SerializationContext context) {
        SerializableString[] written = EnumNames.written(field.type(), constant -> content == null
                ? context.findContentValueSerializer(constant.getClass(), property)
                : content, context);
        return written == null ? null : new ValueWriter(field, null, null, written);
    }

    private static ValueSerializer<?> contentSerializer(Field field, BeanProperty property,
            SerializationContext context) {
        return context.findContentValueSerializer(context.constructType(field.genericType()), property);
    }

    /** Whether some elements may be left out. */
    private static boolean isFiltered(BeanProperty property, SerializationContext context) {
        JsonInclude.Include content = property.findPropertyInclusion(context.getConfig(),
                property.getType().getRawClass()).getContentInclusion();
        return content != JsonInclude.Include.ALWAYS && content != JsonInclude.Include.USE_DEFAULTS;
    }

    /** How deep arrays and objects in it are nested, itself included; {@link RowWriter#NOT_PLAIN} if databind may write some of it. */
    int plainDepth() {
        if (nested != null) {
            return nested.plainDepth();
        }
        int within = element == null ? 0 : element.plainDepth();
        return within < 0 ? within : within + (element == null ? 0 : 1);
    }

    /** Writes a value that is not null. */
    void write(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        switch (field.kind()) {
            case BOOLEAN -> sink.truth(field.getBoolean(rows, row));
            case BYTE -> sink.number((int) field.getByte(rows, row));
            case SHORT -> sink.number((int) field.getShort(rows, row));
            case CHAR -> sink.character(field.getChar(rows, row));
            case INT -> sink.number(field.getInt(rows, row));
            case LONG -> sink.number(field.getLong(rows, row));
            case FLOAT -> sink.number(field.getFloat(rows, row));
            case DOUBLE -> sink.number(field.getDouble(rows, row));
            case ENUM -> writeConstant(sink, field.getEnum(rows, row));
            case STRING, UTF8 -> writeText(sink, rows, row, text);
            case RECORD -> writeRecord(sink, rows, row, text);
            case SEQUENCE -> writeElements(sink, rows, row, text);
            case MAP -> writeEntries(sink, rows, row, text);
            case DECIMAL, INTEGER -> writeDecimal(sink, rows, row, text);
            case UUID -> sink.uuid(field.getPart(rows, row, 0), field.getPart(rows, row, 1));
            default -> writeTime(sink, rows, row, text);
        }
    }

    @SuppressWarnings("EnumOrdinal") // an index into an array of this process, never stored
    private void writeConstant(JsonSink sink, @Nullable Enum<?> constant) {
        if (constant == null) {
            sink.nothing();
        } else {
            sink.constant(constants[constant.ordinal()]);
        }
    }

    void writeText(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        sink.text(text, field.textOffset(rows, row), field.textLength(rows, row));
    }

    void writeRecord(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        Objects.requireNonNull(nested).write(sink, rows, row + field.offset(), text);
    }

    void writeElements(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        int size = field.size(rows, row);
        sink.startArray();
        for (int i = 0; i < size; i++) {
            sink.element();
            writePart(sink, rows, row, text, i);
        }
        sink.endArray();
    }

    void writeEntries(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        Field key = field.key();
        int size = field.size(rows, row);
        boolean isPlain = sink.startObject(0);
        for (int i = 0; i < size; i++) {
            long at = field.elementOffset(rows, row, i);
            sink.name(text, key.textOffset(text, at), key.textLength(text, at));
            writePart(sink, rows, row, text, i);
        }
        sink.endObject(isPlain);
    }

    private void writePart(JsonSink sink, MemorySegment rows, long row, MemorySegment text, int index) {
        if (field.isElementNull(rows, row, text, index)) {
            sink.nothing();
        } else if (element != null) {
            long at = field.elementOffset(rows, row, index);
            switch (element.field.kind()) { // the usual kinds without the large method
                case RECORD -> element.writeRecord(sink, text, at, text);
                case STRING -> element.writeText(sink, text, at, text);
                default -> element.write(sink, text, at, text);
            }
        }
    }

    void writeDecimal(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        if (field.isCompactDecimal(rows, row)
                && sink.decimal(field.getUnscaledLong(rows, row), field.getScale(rows, row))) {
            return;
        }
        switch (field.getValue(rows, row, text)) {
            case BigDecimal decimal -> sink.usual(to -> to.writeNumber(decimal));
            case BigInteger integer -> sink.usual(to -> to.writeNumber(integer));
            case null, default -> sink.nothing();
        }
    }

    void writeTime(JsonSink sink, MemorySegment rows, long row, MemorySegment text) {
        byte[] target = sink.asciiTarget();
        int at = sink.asciiStart();
        int end = switch (field.kind()) {
            case LOCAL_DATE -> TimeText.putDate(field.getEpochDay(rows, row), target, at);
            case LOCAL_TIME -> TimeText.putTime(field.getNanoOfDay(rows, row), target, at);
            case LOCAL_DATE_TIME ->
                TimeText.putDateTime(field.getEpochSecond(rows, row), field.getNano(rows, row), target, at);
            default -> TimeText.putInstant(field.getEpochSecond(rows, row), field.getNano(rows, row), target, at);
        };
        if (end != TimeText.OTHER_YEAR) {
            sink.ascii(end);
        } else { // a year without exactly four digits
            Object value = field.getValue(rows, row, text);
            sink.usual(to -> sink.context().writeValue(to, value));
        }
    }

    /** The information of databind about the entries of a map. It is accessible to subclasses only. */
    private static final class StandardMap extends MapSerializer {
        private static final Class<?> KEYS = JDKKeySerializers.getStdKeySerializer(null, String.class, false)
                .getClass();

        private StandardMap(MapSerializer serializer) {
            super(serializer, (TypeSerializer) null, null, false);
        }

        /** Whether a serializer writes entries of any name, by its name. */
        static boolean writesAllEntries(ValueSerializer<?> serializer) {
            if (serializer.getClass() != MapSerializer.class) {
                return false;
            }
            var known = new StandardMap((MapSerializer) serializer);
            return known._filterId == null && known._inclusionChecker == null
                    && (known._keySerializer == null || known._keySerializer.getClass() == KEYS);
        }
    }
}
