package dev.arena.json;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DatabindException;

import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.text.Utf8Builder;

/** How the value of one component is decoded into its row. */
final class FieldPlan {
    private final Field field;
    private final FieldKind kind;
    private final ReadProperty property;
    private final boolean failOnNull;
    private final @Nullable RecordPlan nested;
    private final @Nullable EnumNames constants;
    private final @Nullable DefaultValue defaultValue;

    /** Its place among those that are read. */
    private final int index;
    private final long bit;

    FieldPlan(ReadProperty property, int index, DecodingSettings settings, @Nullable RecordPlan nested) {
        this.property = property;
        this.field = property.field();
        this.kind = field.kind();
        this.index = index;
        this.bit = index < Long.SIZE ? 1L << index : 0;
        this.nested = nested;
        this.failOnNull = settings.failOnNullForPrimitives() && !field.nullable();
        this.constants = property.constants();
        this.defaultValue = property.defaultValue() == null
                ? null
                : DefaultValue.parse(field, property.defaultValue(), constants);
    }

    int index() {
        return index;
    }

    /** One bit for each of the first 64, none for more. */
    long bit() {
        return bit;
    }

    ReadProperty property() {
        return property;
    }

    void writeDefault(MemorySegment rows, long row, Utf8Builder text) {
        if (defaultValue != null) {
            defaultValue.write(rows, row, text);
        }
    }

    /** Decodes the current value, whose token is passed as the caller has it at hand. */
    void decode(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        switch (kind) {
            case STRING, UTF8 -> {
                if (token == JsonToken.VALUE_STRING) {
                    decodeText(decoding, rows, row, text);
                    return;
                }
            }
            case INT -> {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    field.setInt(rows, row, decoding.parser().getIntValue());
                    return;
                }
            }
            case LONG -> {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    field.setLong(rows, row, decoding.parser().getLongValue());
                    return;
                }
            }
            case DOUBLE -> {
                if (token.isNumeric()) {
                    field.setDouble(rows, row, decoding.doubleValue());
                    return;
                }
            }
            case BOOLEAN -> {
                if (token.isBoolean()) {
                    field.setBoolean(rows, row, token == JsonToken.VALUE_TRUE);
                    return;
                }
            }
            case ENUM, CHAR -> {
                if (token == JsonToken.VALUE_STRING) {
                    decodeName(decoding, rows, row);
                    return;
                }
            }
            case RECORD -> {
                if (token == JsonToken.START_OBJECT && nested != null) {
                    field.setPresent(rows, row);
                    nested.decode(decoding, rows, row + field.offset(), text);
                    return;
                }
            }
            case BYTE, SHORT -> {
                if (token == JsonToken.VALUE_NUMBER_INT) {
                    decodeSmall(decoding, rows, row);
                    return;
                }
            }
            case FLOAT -> {
                if (token.isNumeric()) {
                    field.setFloat(rows, row, decoding.floatValue());
                    return;
                }
            }
            default -> throw new AssertionError(field);
        }
        decodeOther(decoding, token, rows, row);
    }

    private void decodeText(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        JsonParser parser = decoding.parser();
        char[] chars = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int length = decoding.stringLength();
        long start = text.byteLength();
        decoding.appendText(text, chars, offset, length);
        field.setText(rows, row, start, (int) (text.byteLength() - start));
    }

    private void decodeName(Decoding decoding, MemorySegment rows, long row) {
        JsonParser parser = decoding.parser();
        char[] chars = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int length = decoding.stringLength();
        if (constants == null) {
            if (length != 1) {
                throw decoding.wrong("Expected a string of one character for a char, but found one of " + length);
            }
            field.setChar(rows, row, chars[offset]);
            return;
        }
        int ordinal = constants.ordinal(chars, offset, length);
        if (ordinal < 0) {
            decodeByDatabind(decoding, constants, rows, row);
        } else {
            field.setEnum(rows, row, ordinal);
        }
    }

    /** What a mapper makes of what is no name that the enum says: an ordinal, a default, null, another spelling, or an error. */
    @SuppressWarnings("EnumOrdinal") // memory that is read by the program that wrote it
    private void decodeByDatabind(Decoding decoding, EnumNames names, MemorySegment rows, long row) {
        Object value;
        try {
            value = property.deserializer().deserialize(decoding.parser(), decoding.databind());
        } catch (DatabindException e) {
            throw names.all().isEmpty()
                    ? decoding.unfit(field.type(), e)
                    : decoding.wrong("Expected one of " + names.all(), e);
        }
        if (value instanceof Enum<?> constant) {
            field.setEnum(rows, row, constant.ordinal());
        } else {
            field.setNull(rows, row);
        }
    }

    private void decodeSmall(Decoding decoding, MemorySegment rows, long row) {
        int value = decoding.parser().getIntValue();
        if (kind == FieldKind.BYTE) {
            if (value != (byte) value) {
                throw decoding.wrong(value + " is out of range of a byte (-128 to 127)");
            }
            field.setByte(rows, row, (byte) value);
        } else {
            if (value != (short) value) {
                throw decoding.wrong(value + " is out of range of a short (-32768 to 32767)");
            }
            field.setShort(rows, row, (short) value);
        }
    }

    /** Null, a number that JSON can only say as a string, or an error. */
    private void decodeOther(Decoding decoding, JsonToken token, MemorySegment rows, long row) {
        if (token == JsonToken.VALUE_NULL) {
            if (failOnNull) {
                throw decoding.wrong("Null is no value of a primitive type");
            }
            clear(rows, row);
        } else if (token == JsonToken.VALUE_NUMBER_INT && constants != null) {
            decodeByDatabind(decoding, constants, rows, row);
        } else if (token == JsonToken.VALUE_STRING && kind == FieldKind.DOUBLE) {
            field.setDouble(rows, row, decoding.notANumber(expected()));
        } else if (token == JsonToken.VALUE_STRING && kind == FieldKind.FLOAT) {
            field.setFloat(rows, row, (float) decoding.notANumber(expected()));
        } else {
            throw decoding.expected(expected());
        }
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
            case CHAR, ENUM, STRING, UTF8 -> "a string";
            default -> "an object";
        };
    }
}
