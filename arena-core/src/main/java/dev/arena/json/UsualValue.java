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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import dev.arena.json.token.JsonBytes;
import dev.arena.json.token.NumberScanner;
import dev.arena.json.token.TimeScanner;
import dev.arena.json.token.Utf8JsonReader;
import dev.arena.json.token.UuidScanner;
import dev.arena.record.Field;
import dev.arena.record.FieldKind;
import dev.arena.text.Utf8Builder;

/**
 * Decodes the usual form of a value into its row without databind, from the block of a {@link Utf8JsonReader} or from the
 * current token of any parser. It does not decode any other form.
 */
final class UsualValue {
    /** How a value is taken. Numbers, as a switch on them is faster than one on constants of an enum. */
    private static final int NOT_AT_ALL = 0;
    private static final int TEXT = 1;
    private static final int INT = 2;
    private static final int LONG = 3;
    private static final int DOUBLE = 4;
    private static final int RECORD = 5;
    private static final int SEQUENCE = 6;
    private static final int MAP = 7;
    private static final int DECIMAL = 8;
    private static final int BOOLEAN = 9;
    private static final int SMALL = 10;
    private static final int FLOAT = 11;
    private static final int ASCII = 12;

    /** A double that is not an integer. */
    private static final int FRACTION = 13;

    private final int way;
    private final Field field;
    private final FieldKind kind;
    private final @Nullable RecordPlan nested;
    private final @Nullable SequencePlan sequence;
    private final @Nullable MapPlan map;
    private final @Nullable EnumNames constants;

    /** Whether an integer is as good as a number with a fraction. */
    private final boolean takesIntegers;

    UsualValue(Field field, @Nullable RecordPlan nested, @Nullable SequencePlan sequence, @Nullable MapPlan map,
            @Nullable EnumNames constants, boolean takesIntegers) {
        this.field = field;
        this.kind = field.kind();
        this.nested = nested;
        this.sequence = sequence;
        this.map = map;
        this.constants = constants;
        this.takesIntegers = takesIntegers;
        this.way = way();
    }

    private int way() {
        return switch (kind) {
            case STRING, UTF8 -> TEXT;
            case INT -> INT;
            case LONG -> LONG;
            case DOUBLE -> takesIntegers ? DOUBLE : FRACTION;
            case RECORD -> nested == null ? NOT_AT_ALL : RECORD;
            case SEQUENCE -> sequence == null ? NOT_AT_ALL : SEQUENCE;
            case MAP -> map == null ? NOT_AT_ALL : MAP;
            case DECIMAL, INTEGER -> DECIMAL;
            case BOOLEAN -> BOOLEAN;
            case BYTE, SHORT -> SMALL;
            case FLOAT -> FLOAT;
            case CHAR, ENUM, UUID, INSTANT, LOCAL_DATE, LOCAL_TIME, LOCAL_DATE_TIME -> ASCII;
            default -> NOT_AT_ALL;
        };
    }

    /**
     * Takes the next value if it is usual and is in the block.
     *
     * @return whether it was taken; if not, nothing has changed
     */
    boolean decodeNext(Utf8JsonReader reader, Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        int at = reader.valueOffset();
        int end = at < 0 ? -1 : decodeAt(reader.block(), at, reader.limit(), decoding, rows, row, text);
        if (end >= 0) {
            reader.take(end);
            return true;
        }
        return decodeParts(reader, decoding, rows, row, text);
    }

    /** Takes the next value if it is usual and has parts, or is a string that is not in the block unchanged. */
    boolean decodeParts(Utf8JsonReader reader, Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        switch (way) {
            case TEXT -> {
                long start = text.byteLength();
                if (decoding.nextString(reader, text)) {
                    field.setText(rows, row, start, (int) (text.byteLength() - start));
                    return true;
                }
            }
            case RECORD -> {
                if (nested != null && nested.decodeNext(reader, decoding, rows, row + field.offset(), text)) {
                    field.setPresent(rows, row);
                    return true;
                }
            }
            case SEQUENCE -> {
                if (sequence != null && reader.nextArray()) {
                    sequence.decode(decoding, rows, row, text);
                    return true;
                }
            }
            case MAP -> {
                if (map != null && reader.nextObject()) {
                    map.decode(decoding, rows, row, text);
                    return true;
                }
            }
            default -> {
            }
        }
        return false;
    }

    /**
     * Decodes the value that begins at an offset of a block if it is usual, lies there, and has no parts.
     *
     * @param  limit where the bytes end that count
     * @return       the offset after the value, or −1 if it is left to others; then nothing has changed
     */
    int decodeAt(byte[] block, int at, int limit, Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        return switch (way) {
            case TEXT -> MemberDecoder.textAt(block, at, limit, decoding, field, rows, row, text);
            case INT -> MemberDecoder.intAt(block, at, limit, decoding, field, rows, row);
            case LONG -> MemberDecoder.longAt(block, at, limit, decoding, field, rows, row);
            case DOUBLE -> MemberDecoder.doubleAt(block, at, limit, decoding, field, rows, row);
            default -> decodeOtherAt(block, at, limit, decoding, rows, row);
        };
    }

    /** Which method of {@link MemberDecoder} decodes it, null if {@link #decodeAt} chooses one each time. */
    @Nullable
    String directMethod() {
        return switch (way) {
            case TEXT -> "textAt";
            case INT -> "intAt";
            case LONG -> "longAt";
            case DOUBLE -> "doubleAt";
            default -> null;
        };
    }

    boolean isText() {
        return way == TEXT;
    }

    /** Whether it is one value without parts. */
    boolean isScalar() {
        return way != NOT_AT_ALL && way != RECORD && way != SEQUENCE && way != MAP;
    }

    Field field() {
        return field;
    }

    private int decodeOtherAt(byte[] block, int at, int limit, Decoding decoding, MemorySegment rows, long row) {
        return switch (way) {
            case DECIMAL, SMALL, FLOAT, FRACTION -> {
                NumberScanner number = decoding.number();
                int end = number.scan(block, at, limit);
                yield end >= 0 && setNumber(number, rows, row) ? end : -1;
            }
            case BOOLEAN -> {
                boolean isTrue = block[at] == 't';
                int end = isTrue ? JsonBytes.endOfTrue(block, at, limit) : JsonBytes.endOfFalse(block, at, limit);
                if (end >= 0) {
                    field.setBoolean(rows, row, isTrue);
                }
                yield end;
            }
            case ASCII -> {
                int end = block[at] == '"' ? JsonBytes.endOfAscii(block, at + 1, limit) : -1;
                yield end >= 0 && setAscii(decoding, block, at + 1, end - at - 1, rows, row) ? end + 1 : -1;
            }
            default -> -1;
        };
    }

    private boolean setNumber(NumberScanner number, MemorySegment rows, long row) {
        return switch (way) {
            case DECIMAL -> setDecimal(number, rows, row);
            case SMALL -> number.isInt() && setSmall((int) number.toLong(), rows, row);
            case FRACTION -> !number.isInteger() && setDouble(number.toDouble(), rows, row);
            default -> isUsual(number) && number.isFloat() && setFloat(number.toFloat(), rows, row);
        };
    }

    /** Decodes the current value if its token is usual. Returns whether it is. */
    boolean decodeToken(Decoding decoding, JsonToken token, MemorySegment rows, long row, Utf8Builder text) {
        JsonParser parser = decoding.parser();
        return switch (way) {
            case TEXT -> token == JsonToken.VALUE_STRING && setText(decoding, rows, row, text);
            case INT -> token == JsonToken.VALUE_NUMBER_INT && setInt(parser.getIntValue(), rows, row);
            case LONG -> token == JsonToken.VALUE_NUMBER_INT && setLong(parser.getLongValue(), rows, row);
            case DOUBLE, FRACTION -> isNumber(token) && setDouble(parser.getDoubleValue(), rows, row);
            case RECORD -> {
                if (token == JsonToken.START_OBJECT && nested != null) {
                    field.setPresent(rows, row);
                    nested.decode(decoding, rows, row + field.offset(), text);
                    yield true;
                }
                yield false;
            }
            case SEQUENCE -> {
                if (token == JsonToken.START_ARRAY && sequence != null) {
                    sequence.decode(decoding, rows, row, text);
                    yield true;
                }
                yield false;
            }
            case MAP -> {
                if (token == JsonToken.START_OBJECT && map != null) {
                    map.decode(decoding, rows, row, text);
                    yield true;
                }
                yield false;
            }
            case DECIMAL -> token.isNumeric() && decoding.scanNumber() && setDecimal(decoding.number(), rows, row);
            case BOOLEAN -> token.isBoolean() && setBoolean(token == JsonToken.VALUE_TRUE, rows, row);
            case SMALL -> token == JsonToken.VALUE_NUMBER_INT && setSmall(parser.getIntValue(), rows, row);
            case FLOAT -> isNumber(token) && setFloat(parser.getFloatValue(), rows, row);
            case ASCII -> token == JsonToken.VALUE_STRING && decodeString(decoding, rows, row);
            default -> throw new AssertionError("left to databind: " + field);
        };
    }

    private boolean isNumber(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_FLOAT || (token == JsonToken.VALUE_NUMBER_INT && takesIntegers);
    }

    private boolean isUsual(NumberScanner number) {
        return takesIntegers || !number.isInteger();
    }

    private boolean setText(Decoding decoding, MemorySegment rows, long row, Utf8Builder text) {
        long start = text.byteLength();
        decoding.appendString(text);
        field.setText(rows, row, start, (int) (text.byteLength() - start));
        return true;
    }

    private boolean setInt(int value, MemorySegment rows, long row) {
        field.setInt(rows, row, value);
        return true;
    }

    private boolean setLong(long value, MemorySegment rows, long row) {
        field.setLong(rows, row, value);
        return true;
    }

    private boolean setDouble(double value, MemorySegment rows, long row) {
        field.setDouble(rows, row, value);
        return true;
    }

    private boolean setFloat(float value, MemorySegment rows, long row) {
        field.setFloat(rows, row, value);
        return true;
    }

    private boolean setBoolean(boolean value, MemorySegment rows, long row) {
        field.setBoolean(rows, row, value);
        return true;
    }

    private boolean setSmall(int value, MemorySegment rows, long row) {
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

    /** Sets a decimal or a big integer whose digits fit in a long, without an exponent. */
    private boolean setDecimal(NumberScanner number, MemorySegment rows, long row) {
        boolean isUsual = number.isDecimal() && (kind == FieldKind.INTEGER ? number.isInteger() : isUsual(number));
        if (isUsual) {
            field.setDecimal(rows, row, number.toLong(), number.scale());
        }
        return isUsual;
    }

    private boolean decodeString(Decoding decoding, MemorySegment rows, long row) {
        if (kind == FieldKind.ENUM || kind == FieldKind.CHAR) {
            JsonParser parser = decoding.parser();
            char[] chars = parser.getStringCharacters();
            return setName(chars, parser.getStringOffset(), decoding.stringLength(), rows, row);
        }
        int length = decoding.copyAscii();
        return length >= 0 && setAscii(decoding, decoding.ascii(), 0, length, rows, row);
    }

    private boolean setName(char[] chars, int offset, int length, MemorySegment rows, long row) {
        if (constants == null) {
            if (length == 1) {
                field.setChar(rows, row, chars[offset]);
            }
            return length == 1;
        }
        return setEnum(constants.ordinal(chars, offset, length), rows, row);
    }

    private boolean setEnum(int ordinal, MemorySegment rows, long row) {
        if (ordinal >= 0) {
            field.setEnum(rows, row, ordinal);
        }
        return ordinal >= 0;
    }

    private boolean setAscii(Decoding decoding, byte[] ascii, int from, int length, MemorySegment rows, long row) {
        return switch (kind) {
            case ENUM -> constants != null && setEnum(constants.ordinal(ascii, from, length), rows, row);
            case CHAR -> {
                if (length == 1) {
                    field.setChar(rows, row, (char) ascii[from]);
                }
                yield length == 1;
            }
            case UUID -> {
                UuidScanner uuid = decoding.uuids();
                yield uuid.read(ascii, from, length) && setParts(uuid.upper(), uuid.lower(), 0, rows, row);
            }
            default -> setTime(decoding.times(), ascii, from, length, rows, row);
        };
    }

    private boolean setTime(TimeScanner time, byte[] ascii, int from, int length, MemorySegment rows, long row) {
        return switch (kind) {
            case LOCAL_DATE -> time.readDate(ascii, from, length) && setParts(time.epochDay(), 0, 0, rows, row);
            case LOCAL_TIME -> time.readTime(ascii, from, length) && setParts(time.nanoOfDay(), 0, 0, rows, row);
            case INSTANT -> time.readInstant(ascii, from, length)
                    && setParts(time.epochSecond(), 0, time.nano(), rows, row);
            default -> time.readDateTime(ascii, from, length)
                    && setParts(time.epochSecond(), 0, time.nano(), rows, row);
        };
    }

    private boolean setParts(long first, long second, int third, MemorySegment rows, long row) {
        field.setParts(rows, row, first, second, third, 0, 0);
        return true;
    }
}
