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
import java.lang.invoke.MethodType;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamWriteException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.util.TokenBuffer;

import dev.arena.json.token.JsonBytes;
import dev.arena.json.token.Utf8JsonReader;
import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.record.RecordLayout;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

/**
 * Decodes a value of a component or an element into its row. It reads the usual tokens of the type itself, if databind does
 * not treat them specially. Databind reads all other tokens, and its result is written to the row.
 */
final class ValuePlan {
    private final Field field;
    private final FieldKind kind;

    /** Its name, for people. */
    private final String name;
    private final DatabindValue databind;
    private final @Nullable EnumNames constants;
    private final UsualValue usual;
    private final JsonDocuments documents;

    /** Whether databind reads only unusual tokens, and whether null is usual. */
    private final boolean isStandard;
    private final boolean isNullable;
    private final boolean failOnNull;

    /** The class that its values must have; any, where a list or a map accepts whatever databind makes. */
    private final Class<?> required;

    private ValuePlan(Field field, String name, DatabindValue databind, Class<?> required, boolean failOnNull,
            BoundMapper mapper, Scratch.Space space) {
        ValueDeserializer<?> deserializer = databind.deserializer();
        RecordLayout<?> inner = field.nested();
        boolean hasType = databind.hasType();
        this.field = field;
        this.kind = field.kind();
        this.name = name;
        this.databind = databind;
        this.documents = mapper.documents();
        RecordPlan nested = inner == null || hasType ? null : RecordPlan.of(inner, deserializer, mapper, space);
        SequencePlan sequence = kind != FieldKind.SEQUENCE || hasType
                ? null
                : SequencePlan.of(field, name, deserializer, mapper, space);
        MapPlan map = kind != FieldKind.MAP || hasType ? null : MapPlan.of(field, name, deserializer, mapper, space);
        this.constants = kind == FieldKind.ENUM
                ? EnumNames.read(field.type(), deserializer, mapper.writeContext(), mapper.readContext())
                : null;
        boolean hasParts = nested != null || sequence != null || map != null;
        this.isStandard = !hasType && (hasParts || isStandard(deserializer, mapper));
        this.required = required;
        this.failOnNull = failOnNull;
        this.isNullable = isStandard && field.nullable() && databind.isNullStandard() && !failOnNull;
        this.usual = new UsualValue(field, nested, sequence, map, constants,
                isStandard && Decoding.takesIntegers(mapper.readContext(), field.type()));
    }

    /** A plan for the values of a property. */
    static ValuePlan of(Field field, SettableBeanProperty property, BoundMapper mapper, Scratch.Space space) {
        return new ValuePlan(field, property.getName(), DatabindValue.of(property),
                MethodType.methodType(field.type()).wrap().returnType(),
                mapper.readContext().isEnabled(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES), mapper, space);
    }

    /** A plan for the elements or the values of a component. */
    static ValuePlan ofPart(Field field, String name, DatabindValue databind, BoundMapper mapper, Scratch.Space space) {
        return new ValuePlan(field, name, databind, Object.class, false, mapper, space);
    }

    private boolean isStandard(ValueDeserializer<?> deserializer, BoundMapper mapper) {
        return switch (kind) {
            case ENUM -> true;
            case UTF8 -> deserializer instanceof ArenaDeserializers.Component component && component.isPlain();
            case BOOLEAN, BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE, STRING, DECIMAL, INTEGER, UUID ->
                StandardValues.areReadBy(deserializer, field.type());
            case INSTANT, LOCAL_DATE, LOCAL_TIME, LOCAL_DATE_TIME ->
                StandardValues.areReadBy(deserializer, field.type())
                        && TimeSamples.areReadBy(deserializer, kind, mapper);
            default -> false;
        };
    }

    /** Whether databind reads only unusual tokens. */
    boolean isStandard() {
        return isStandard;
    }

    /** Whether it is one value without parts, which databind is not asked for if it is usual. */
    boolean isScalar() {
        return isStandard && usual.isScalar();
    }

    /** Whether null is usual. */
    boolean isNullable() {
        return isNullable;
    }

    /** Decodes a usual token. */
    UsualValue usual() {
        return usual;
    }

    /**
     * Decodes the current value, whose token is passed as the caller has it at hand.
     *
     * @return the exception if databind has read a value that no record can have. Databind notices that when it creates the
     *         record, so it is an error only if the object has no further member of the same name. Otherwise null
     */
    @Nullable
    JsonDecodingException decode(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        return decodeUsual(decoding, token, rows, row, text) ? null : decodeOther(decoding, token, rows, row, text);
    }

    /** Decodes the current value if its token is usual. Returns whether it is. */
    private boolean decodeUsual(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        return isStandard && usual.decodeToken(decoding, token, rows, row, text);
    }

    /**
     * Takes the next value if it is usual and is in the block as the reader can take it; otherwise nothing has changed.
     *
     * @return whether it was taken
     */
    boolean decodeNext(Utf8JsonReader reader, Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        return isStandard && usual.decodeNext(reader, decoding, rows, row, text);
    }

    /** Takes the next value if it is usual and {@link #decodeAt} has left it to others. Returns whether it was taken. */
    boolean decodeParts(Utf8JsonReader reader, Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        return isStandard && usual.decodeParts(reader, decoding, rows, row, text);
    }

    /**
     * Decodes the value that begins at an offset of a block if it is usual, lies there, and has no parts. Null is not written.
     *
     * @param  limit where the bytes end that count
     * @return       the offset after the value, or −1 if it is left to others; then nothing has changed
     */
    int decodeAt(byte[] block, int at, int limit, Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        if (isNullable && block[at] == 'n') {
            return JsonBytes.endOfNull(block, at, limit);
        }
        return isStandard ? usual.decodeAt(block, at, limit, decoding, rows, row, text) : -1;
    }

    /** Takes the next value if it is null and that is usual. Returns whether it was taken. Nothing is written. */
    boolean takeNull(Utf8JsonReader reader) {
        int at = reader.valueOffset();
        int end = at < 0 || !isNullable ? -1 : JsonBytes.endOfNull(reader.block(), at, reader.limit());
        if (end >= 0) {
            reader.take(end);
        }
        return end >= 0;
    }

    /** Decodes an element, or a value of a map, which can be any. Returns false if it is null, and nothing was written. */
    boolean decodePart(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        if (decodeUsual(decoding, token, rows, row, text)) {
            return true;
        }
        if (token == JsonToken.VALUE_NULL && isNullable) {
            return false;
        }
        if (kind == FieldKind.DOCUMENT) {
            decodeDocument(decoding, token, rows, row, text);
            return !field.isNull(rows, row);
        }
        Object value = read(decoding, token, decoding.counted());
        if (value == null && field.nullable()) {
            return false;
        }
        set(decoding, value, rows, row, text);
        return true;
    }

    /** Decodes a value where there is another one already. */
    void decodeAgain(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        if (kind == FieldKind.DOCUMENT) {
            decodeDocument(decoding, token, rows, row, text);
            return;
        }
        set(decoding, read(decoding, token, decoding.counted()), rows, row, text);
    }

    /** Reads null or an unusual token through databind: the result is another value or an error. */
    private @Nullable JsonDecodingException decodeOther(Decoding decoding, JsonToken token, MemorySegment rows,
            long row, Utf8Builder text) {
        if (token == JsonToken.VALUE_NULL && isNullable) {
            field.setNull(rows, row);
            return null;
        }
        if (kind == FieldKind.DOCUMENT) {
            return decodeDocument(decoding, token, rows, row, text);
        }
        Object value = read(decoding, token, decoding.counted());
        JsonDecodingException refusal = refusal(decoding, value);
        if (refusal == null) {
            set(decoding, value, rows, row, text);
        }
        return refusal;
    }

    private @Nullable Object read(Decoding decoding, JsonToken token, JsonParser parser) {
        DeserializationContext context = decoding.databind();
        ValuePath path = ValuePath.ofParts(decoding.parser());
        try {
            return databind.read(parser, context);
        } catch (RuntimeException e) {
            ValuePath at = path == null ? ValuePath.of(decoding.parser()) : path;
            throw decoding.failed(e, reason(token), at.within(databind.containers()));
        }
    }

    /** Why no record can have a value that databind has read; null if a record can have it. */
    private @Nullable JsonDecodingException refusal(Decoding decoding, @Nullable Object value) {
        if (value == null) {
            return failOnNull
                    ? decoding.wrong("Null is no value of " + name)
                    : field.type().isPrimitive() ? decoding.wrong("Null is no value of a primitive type") : null;
        }
        return required.isInstance(value) ? null : decoding.wrong(Decoding.unfit(field.type()));
    }

    /** Keeps the JSON of a value, after databind has read it. Returns the same as {@link #decode}. */
    private @Nullable JsonDecodingException decodeDocument(Decoding decoding, JsonToken token, MemorySegment rows,
            long row, Utf8Builder text) {
        DeserializationContext context = decoding.databind();
        TokenBuffer tokens = context.bufferForInputBuffering(decoding.parser());
        decoding.copyValue(tokens);
        try (JsonParser parser = tokens.asParserOnFirstToken(context, decoding.parser())) {
            Object value = read(decoding, token, parser);
            JsonDecodingException refusal = refusal(decoding, value);
            if (value == null || refusal != null) {
                field.setNull(rows, row);
                return refusal;
            }
            if (parser.nextToken() != null) { // databind has lost its place, and would have failed later
                throw decoding.wrong(Decoding.unfit(field.type()));
            }
        }
        long start = text.byteLength();
        try {
            documents.write(tokens, text);
        } catch (StreamWriteException e) {
            throw decoding.wrong("A string has a surrogate that is not one of a pair", e);
        }
        field.setText(rows, row, start, Math.toIntExact(text.byteLength() - start));
        return null;
    }

    /** Sets what databind has made. */
    void set(Decoding decoding, @Nullable Object value, MemorySegment rows, long row, Utf8Builder text) {
        if (value == null) {
            clear(rows, row);
            return;
        }
        try {
            field.setValue(rows, row, value, text);
        } catch (MalformedTextException | JacksonException | ClassCastException e) {
            throw decoding.wrong(Decoding.unfit(field.type()), e);
        }
    }

    private String reason(JsonToken token) {
        if (token == JsonToken.VALUE_NULL) {
            return field.nullable() ? "Null is no value of " + name : "Null is no value of a primitive type";
        }
        if (constants != null && !constants.all().isEmpty() && (token == JsonToken.VALUE_STRING || token.isNumeric())) {
            return "Expected one of " + constants.all();
        }
        return isStandard ? Decoding.expected(expected(), token) : Decoding.unfit(field.type());
    }

    /** Makes it zero or null; it can have been something else if names may occur twice. */
    void clear(MemorySegment rows, long row) {
        if (field.nullable()) {
            field.setNull(rows, row);
            return;
        }
        switch (kind) {
            case BOOLEAN -> field.setBoolean(rows, row, false);
            case BYTE -> field.setByte(rows, row, (byte) 0);
            case SHORT -> field.setShort(rows, row, (short) 0);
            case CHAR -> field.setChar(rows, row, '\0');
            case INT -> field.setInt(rows, row, 0);
            case LONG -> field.setLong(rows, row, 0);
            case FLOAT -> field.setFloat(rows, row, 0);
            case DOUBLE -> field.setDouble(rows, row, 0);
            default -> throw new AssertionError("not primitive: " + field);
        }
    }

    private String expected() {
        return switch (kind) {
            case BOOLEAN -> "true or false";
            case BYTE -> "an integer for a byte";
            case SHORT -> "an integer for a short";
            case INT -> "an integer for an int";
            case LONG -> "an integer for a long";
            case FLOAT -> "a number for a float";
            case DOUBLE -> "a number for a double";
            case CHAR -> "a string of one character";
            case ENUM, STRING, UTF8 -> "a string";
            case RECORD, MAP -> "an object";
            case SEQUENCE -> "an array";
            case DECIMAL -> "a number for a decimal";
            case INTEGER -> "an integer";
            case UUID, INSTANT, LOCAL_DATE, LOCAL_TIME, LOCAL_DATE_TIME ->
                "a string for a " + field.type().getSimpleName();
            default -> "a value of another kind";
        };
    }
}
