package dev.arena.json;

import java.lang.foreign.MemorySegment;

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

import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.record.RecordLayout;
import dev.arena.text.MalformedTextException;
import dev.arena.text.Utf8Builder;

/**
 * How a value is decoded into its row: that of a component, or an element. The tokens that are usual for its type are read here if
 * databind does nothing else with them. All others are read by databind, and what it makes of them is written to the row.
 */
final class ValuePlan {
    private static final int UUID_CHARS = 36;

    /** Ways in which a reader can take a value. Numbers, as a switch on them is faster than one on constants of an enum. */
    private static final int BY_TOKEN = 0;
    private static final int TEXT = 1;
    private static final int INT = 2;
    private static final int LONG = 3;
    private static final int DOUBLE = 4;
    private static final int RECORD = 5;

    private final int way;
    private final Field field;
    private final FieldKind kind;

    /** Its name, for people. */
    private final String name;
    private final DatabindValue databind;
    private final @Nullable RecordPlan nested;
    private final @Nullable SequencePlan sequence;
    private final @Nullable MapPlan map;
    private final @Nullable EnumNames constants;
    private final JsonDocuments documents;

    /** Whether databind is asked only for what is unusual; whether null is usual, and an integer for a fraction. */
    private final boolean isStandard;
    private final boolean isNullable;
    private final boolean failOnNull;
    private final boolean takesIntegers;

    private ValuePlan(Field field, String name, DatabindValue databind, boolean failOnNull, BoundMapper mapper,
            Scratch.Space space) {
        ValueDeserializer<?> deserializer = databind.deserializer();
        RecordLayout<?> inner = field.nested();
        boolean hasType = databind.hasType();
        this.field = field;
        this.kind = field.kind();
        this.name = name;
        this.databind = databind;
        this.documents = mapper.documents();
        this.nested = inner == null || hasType ? null : RecordPlan.of(inner, deserializer, mapper, space);
        this.sequence = kind != FieldKind.SEQUENCE || hasType
                ? null
                : SequencePlan.of(field, name, deserializer, mapper, space);
        this.map = kind != FieldKind.MAP || hasType ? null : MapPlan.of(field, name, deserializer, mapper, space);
        this.constants = kind == FieldKind.ENUM
                ? EnumNames.read(field.type(), deserializer, mapper.writeContext(), mapper.readContext())
                : null;
        this.isStandard = !hasType && isStandard(deserializer, mapper);
        this.failOnNull = failOnNull;
        this.isNullable = isStandard && field.nullable() && databind.isNullStandard() && !failOnNull;
        this.takesIntegers = isStandard && Decoding.takesIntegers(mapper.readContext(), field.type());
        this.way = way();
    }

    /** A plan for the values of a property. */
    static ValuePlan of(Field field, SettableBeanProperty property, BoundMapper mapper, Scratch.Space space) {
        return new ValuePlan(field, property.getName(), DatabindValue.of(property),
                mapper.readContext().isEnabled(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES), mapper, space);
    }

    /** A plan for the elements or the values of a component. */
    static ValuePlan ofPart(Field field, String name, DatabindValue databind, BoundMapper mapper, Scratch.Space space) {
        return new ValuePlan(field, name, databind, false, mapper, space);
    }

    /** For what has parts, the parts say that. */
    private boolean isStandard(ValueDeserializer<?> deserializer, BoundMapper mapper) {
        return switch (kind) {
            case RECORD -> nested != null;
            case SEQUENCE -> sequence != null;
            case MAP -> map != null;
            case ENUM -> true;
            case UTF8 -> deserializer instanceof ArenaDeserializers.Component;
            case BOOLEAN, BYTE, SHORT, CHAR, INT, LONG, FLOAT, DOUBLE, STRING, DECIMAL, INTEGER, UUID ->
                StandardValues.areReadBy(deserializer, field.type());
            case INSTANT, LOCAL_DATE, LOCAL_TIME, LOCAL_DATE_TIME ->
                StandardValues.areReadBy(deserializer, field.type())
                        && TimeSamples.areReadBy(deserializer, kind, mapper);
            default -> false;
        };
    }

    /** Whether databind is asked only for what is unusual. */
    boolean isStandard() {
        return isStandard;
    }

    /** Decodes the current value, whose token is passed as the caller has it at hand. */
    void decode(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        if (!isStandard || !decodeUsual(decoding, token, rows, row, text)) {
            decodeOther(decoding, token, rows, row, text);
        }
    }

    /** Decodes the current value if its token is usual; answers whether it is. */
    boolean decodeUsual(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        switch (kind) {
            case STRING, UTF8 -> {
                if (token == JsonToken.VALUE_STRING) {
                    decodeText(decoding, rows, row, text);
                    return true;
                }
            }
            case INT -> {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    field.setInt(rows, row, decoding.parser().getIntValue());
                    return true;
                }
            }
            case LONG -> {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    field.setLong(rows, row, decoding.parser().getLongValue());
                    return true;
                }
            }
            case DOUBLE -> {
                if (isNumber(token)) {
                    field.setDouble(rows, row, decoding.parser().getDoubleValue());
                    return true;
                }
            }
            case BOOLEAN -> {
                if (token.isBoolean()) {
                    field.setBoolean(rows, row, token == JsonToken.VALUE_TRUE);
                    return true;
                }
            }
            case ENUM, CHAR -> {
                if (token == JsonToken.VALUE_STRING) {
                    return decodeName(decoding, rows, row);
                }
            }
            case RECORD -> {
                if (token == JsonToken.START_OBJECT && nested != null) {
                    field.setPresent(rows, row);
                    nested.decode(decoding, rows, row + field.offset(), text);
                    return true;
                }
            }
            case BYTE, SHORT -> {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    return decodeSmall(decoding, rows, row);
                }
            }
            case FLOAT -> {
                if (isNumber(token)) {
                    field.setFloat(rows, row, decoding.parser().getFloatValue());
                    return true;
                }
            }
            case SEQUENCE -> {
                if (token == JsonToken.START_ARRAY && sequence != null) {
                    sequence.decode(decoding, rows, row, text);
                    return true;
                }
            }
            case MAP -> {
                if (token == JsonToken.START_OBJECT && map != null) {
                    map.decode(decoding, rows, row, text);
                    return true;
                }
            }
            case DECIMAL -> {
                return isNumber(token) && decodeDecimal(decoding.parser(), rows, row);
            }
            case INTEGER -> {
                return token == JsonToken.VALUE_NUMBER_INT && decodeDecimal(decoding.parser(), rows, row);
            }
            case UUID -> {
                return token == JsonToken.VALUE_STRING && decodeUuid(decoding.parser(), rows, row);
            }
            case INSTANT, LOCAL_DATE, LOCAL_TIME, LOCAL_DATE_TIME -> {
                return token == JsonToken.VALUE_STRING && decodeTime(decoding, rows, row);
            }
            default -> throw new AssertionError("left to databind: " + field);
        }
        return false;
    }

    private boolean isNumber(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_FLOAT || (token == JsonToken.VALUE_NUMBER_INT && takesIntegers);
    }

    /**
     * Takes the next value if it is usual and lies in the document as the reader can take it; otherwise nothing has changed.
     *
     * @return whether it was taken
     */
    boolean decodeNext(Utf8JsonReader reader, Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        switch (way) {
            case TEXT -> {
                long start = text.byteLength();
                if (decoding.nextString(reader, text)) {
                    field.setText(rows, row, start, (int) (text.byteLength() - start));
                    return true;
                }
            }
            case INT -> {
                if (reader.nextInt()) {
                    field.setInt(rows, row, reader.lastInt());
                    return true;
                }
            }
            case LONG -> {
                if (reader.nextLong()) {
                    field.setLong(rows, row, reader.lastLong());
                    return true;
                }
            }
            case DOUBLE -> {
                if (reader.nextDouble()) {
                    field.setDouble(rows, row, reader.lastDouble());
                    return true;
                }
            }
            case RECORD -> {
                if (nested != null && reader.nextObject()) {
                    field.setPresent(rows, row);
                    nested.decode(decoding, rows, row + field.offset(), text);
                    return true;
                }
            }
            default -> {
            }
        }
        return false;
    }

    /** The way in which a reader can take the usual values. */
    private int way() {
        if (!isStandard) {
            return BY_TOKEN;
        }
        return switch (kind) {
            case STRING, UTF8 -> TEXT;
            case INT -> INT;
            case LONG -> LONG;
            case DOUBLE -> takesIntegers ? DOUBLE : BY_TOKEN;
            case RECORD -> RECORD;
            default -> BY_TOKEN;
        };
    }

    private void decodeText(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        long start = text.byteLength();
        decoding.appendString(text);
        field.setText(rows, row, start, (int) (text.byteLength() - start));
    }

    private boolean decodeName(Decoding decoding, MemorySegment rows, long row) {
        JsonParser parser = decoding.parser();
        char[] chars = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int length = decoding.stringLength();
        if (constants == null) {
            if (length == 1) {
                field.setChar(rows, row, chars[offset]);
            }
            return length == 1;
        }
        int ordinal = constants.ordinal(chars, offset, length);
        if (ordinal >= 0) {
            field.setEnum(rows, row, ordinal);
        }
        return ordinal >= 0;
    }

    private boolean decodeSmall(Decoding decoding, MemorySegment rows, long row) {
        int value = decoding.parser().getIntValue();
        if (kind == FieldKind.BYTE) {
            if (value == (byte) value) {
                field.setByte(rows, row, (byte) value);
            }
            return value == (byte) value;
        }
        if (value == (short) value) {
            field.setShort(rows, row, (short) value);
        }
        return value == (short) value;
    }

    /** Decodes a decimal whose digits fit in a long, without an exponent. */
    private boolean decodeDecimal(JsonParser parser, MemorySegment rows, long row) {
        char[] chars = parser.getStringCharacters();
        int at = parser.getStringOffset();
        int end = at + parser.getStringLength();
        boolean negative = chars[at] == '-';
        if (negative) {
            at++;
        }
        if (end - at > JsonNumbers.MAX_DIGITS) { // with a point, as many digits as always fit
            return false;
        }
        long unscaled = 0;
        int point = end - 1;
        for (int i = at; i < end; i++) {
            int digit = chars[i] - '0';
            if (digit >= 0 && digit <= 9) {
                unscaled = unscaled * 10 + digit;
            } else if (chars[i] == '.') {
                point = i;
            } else {
                return false;
            }
        }
        if (unscaled < 0) {
            return false;
        }
        field.setDecimal(rows, row, negative ? -unscaled : unscaled, end - 1 - point);
        return true;
    }

    private boolean decodeUuid(JsonParser parser, MemorySegment rows, long row) {
        char[] chars = parser.getStringCharacters();
        int at = parser.getStringOffset();
        if (parser.getStringLength() != UUID_CHARS || chars[at + 8] != '-' || chars[at + 13] != '-'
                || chars[at + 18] != '-' || chars[at + 23] != '-') {
            return false;
        }
        long bad = 0;
        long upper = 0;
        long lower = 0;
        for (int i = 0, digits = 0; i < UUID_CHARS; i++) {
            if (i == 8 || i == 13 || i == 18 || i == 23) {
                continue;
            }
            int digit = chars[at + i] < 128 ? Character.digit(chars[at + i], 16) : -1;
            bad |= digit;
            if (digits++ < 16) {
                upper = upper << 4 | digit;
            } else {
                lower = lower << 4 | digit;
            }
        }
        if (bad < 0) {
            return false;
        }
        field.setParts(rows, row, upper, lower, 0, 0, 0);
        return true;
    }

    private boolean decodeTime(Decoding decoding, MemorySegment rows, long row) {
        JsonParser parser = decoding.parser();
        char[] chars = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int length = parser.getStringLength();
        TimeText times = decoding.times();
        switch (kind) {
            case LOCAL_DATE -> {
                if (times.readDate(chars, offset, length)) {
                    field.setParts(rows, row, times.epochDay(), 0, 0, 0, 0);
                    return true;
                }
            }
            case LOCAL_TIME -> {
                if (times.readTime(chars, offset, length)) {
                    field.setParts(rows, row, times.nanoOfDay(), 0, 0, 0, 0);
                    return true;
                }
            }
            default -> {
                if (kind == FieldKind.INSTANT
                        ? times.readInstant(chars, offset, length)
                        : times.readDateTime(chars, offset, length)) {
                    field.setParts(rows, row, times.epochSecond(), 0, times.nano(), 0, 0);
                    return true;
                }
            }
        }
        return false;
    }

    /** Decodes an element that is not usual; answers whether it is null, and nothing was written. */
    boolean decodeUnusual(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        if (token == JsonToken.VALUE_NULL && isNullable) {
            return true;
        }
        Object value = read(decoding, token, decoding.parser());
        if (value == null && field.nullable()) {
            return true;
        }
        set(decoding, value, rows, row, text);
        return false;
    }

    /** Decodes a value where there is another one already. */
    void decodeAgain(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        set(decoding, read(decoding, token, decoding.parser()), rows, row, text);
    }

    /** Null, or what databind makes of what is unusual: another value, or an error. */
    private void decodeOther(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        if (token == JsonToken.VALUE_NULL && isNullable) {
            field.setNull(rows, row);
            return;
        }
        if (kind == FieldKind.DOCUMENT) {
            decodeDocument(decoding, token, rows, row, text);
        } else {
            set(decoding, read(decoding, token, decoding.parser()), rows, row, text);
        }
    }

    private @Nullable Object read(Decoding decoding, JsonToken token, JsonParser parser) {
        DeserializationContext context = decoding.databind();
        Object value;
        try {
            value = databind.read(parser, context);
        } catch (RuntimeException e) {
            throw decoding.failed(e, reason(token));
        }
        if (value == null && failOnNull) {
            throw decoding.wrong("Null is no value of " + name);
        }
        return value;
    }

    /** Keeps the JSON of a value, after databind has read it. */
    private void decodeDocument(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        DeserializationContext context = decoding.databind();
        TokenBuffer tokens = context.bufferForInputBuffering(decoding.parser());
        decoding.copyValue(tokens);
        try (JsonParser parser = tokens.asParserOnFirstToken(context, decoding.parser())) {
            if (read(decoding, token, parser) == null) {
                field.setNull(rows, row);
                return;
            }
        }
        long start = text.byteLength();
        try {
            documents.write(tokens, text);
        } catch (StreamWriteException e) {
            throw decoding.wrong("A string has a surrogate that is not one of a pair", e);
        }
        field.setText(rows, row, start, Math.toIntExact(text.byteLength() - start));
    }

    /** Sets what databind has made. */
    void set(Decoding decoding, @Nullable Object value, MemorySegment rows, long row, Utf8Builder text) {
        if (value == null) {
            clear(rows, row);
            return;
        }
        try {
            field.setValue(rows, row, value, text);
        } catch (MalformedTextException | JacksonException e) {
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
