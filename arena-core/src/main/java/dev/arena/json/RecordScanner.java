package dev.arena.json;

import java.lang.foreign.MemorySegment;

import dev.arena.collect.RecordVec;
import dev.arena.record.Field;
import dev.arena.text.Utf8Builder;

/**
 * Reads an array of objects that is in memory of the heap, as UTF-8, into rows without a parser between: most of what a parser
 * does serves to find out what comes next, but here that is known.
 *
 * <p>It knows only what is well-formed and expected. At whatever is not, or exceeds a limit, or is merely unusual, such as a member
 * that nobody knows, it gives up, and all is read again by the parser, which says what is wrong or knows better.
 */
final class RecordScanner {
    private static final int GIVEN_UP = -1;

    private final byte[] source;
    private final int end;
    private final JsonLimits limits;
    private final Utf8Builder text;
    private final int[] followers;
    private final ScannedText string;
    private final ScannedNumber number;
    private MemorySegment rows = MemorySegment.NULL;
    private long values = 1;

    RecordScanner(byte[] source, int end, JsonLimits limits, Utf8Builder text, Scratch scratch) {
        this.source = source;
        this.end = end;
        this.limits = limits;
        this.text = text;
        this.followers = scratch.followers();
        this.string = new ScannedText(source, end);
        this.number = new ScannedNumber(source, end);
    }

    /** Reads the whole document, which begins here; answers whether it could. */
    boolean read(int from, RecordPlan plan, RecordVec<?> target) {
        int at = skipSpace(from);
        if (plan.depth() >= limits.maxDepth() || at >= end || source[at] != '[') {
            return false;
        }
        at = skipSpace(at + 1);
        if (at < end && source[at] == ']') {
            return skipSpace(at + 1) == end;
        }
        for (long count = 1; count <= limits.maxArrayLength(); count++) {
            long row = target.addRow();
            rows = target.rows();
            at = object(plan, at, row);
            if (at < 0) {
                return false;
            }
            at = skipSpace(at);
            if (at >= end || source[at] != ',') {
                return at < end && source[at] == ']' && skipSpace(at + 1) == end;
            }
            at = skipSpace(at + 1);
        }
        return false;
    }

    private int skipSpace(int from) {
        int at = from;
        while (at < end && source[at] <= ' ') {
            byte c = source[at];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                break;
            }
            at++;
        }
        return at;
    }

    /** Reads an object into a row; answers what follows. */
    private int object(RecordPlan plan, int from, long row) {
        if (from >= end || source[from] != '{' || ++values > limits.maxValues()) {
            return GIVEN_UP;
        }
        int at = skipSpace(from + 1);
        long seen = 0;
        long members = 0;
        int place = plan.order().start();
        boolean more = at < end && source[at] != '}';
        while (more) {
            int match = at < end && source[at] == '"' ? plan.match(source, at + 1, end, followers, place) : GIVEN_UP;
            if (match < 0 || ++members > limits.maxObjectLength()) {
                return GIVEN_UP;
            }
            place = plan.order().after(match);
            FieldPlan field = plan.field(match);
            at = skipSpace(at + 1 + plan.length(match));
            if ((seen & field.bit()) != 0 || at >= end || source[at] != ':') {
                return GIVEN_UP;
            }
            seen |= field.bit();
            at = value(field, skipSpace(at + 1), row);
            if (at < 0) {
                return GIVEN_UP;
            }
            at = skipSpace(at);
            more = at < end && source[at] == ',';
            if (more) {
                at = skipSpace(at + 1);
            }
        }
        return at < end && source[at] == '}' && !plan.needsMoreThan(seen) ? at + 1 : GIVEN_UP;
    }

    /** Reads a value into a field of a row; answers what follows. */
    private int value(FieldPlan plan, int at, long row) {
        Field field = plan.field();
        if (at >= end || plan.nested() == null && ++values > limits.maxValues()) {
            return GIVEN_UP;
        }
        if (source[at] == 'n') {
            return field.nullable() ? literal(at, "null") : GIVEN_UP;
        }
        return switch (field.kind()) {
            case STRING, UTF8 -> text(field, at, row);
            case INT, LONG, BYTE, SHORT -> integer(field, at, row);
            case DOUBLE -> {
                int behind = number.scanDouble(at);
                if (behind >= 0) {
                    field.setDouble(rows, row, number.real());
                }
                yield behind;
            }
            case FLOAT -> {
                int behind = number.scanFloat(at);
                if (behind >= 0) {
                    field.setFloat(rows, row, (float) number.real());
                }
                yield behind;
            }
            case BOOLEAN -> {
                boolean value = source[at] == 't';
                field.setBoolean(rows, row, value);
                yield literal(at, value ? "true" : "false");
            }
            case ENUM, CHAR -> name(plan, at, row);
            case RECORD -> {
                RecordPlan nested = plan.nested();
                if (nested == null) {
                    yield GIVEN_UP;
                }
                field.setPresent(rows, row);
                yield object(nested, at, row + field.offset());
            }
        };
    }

    private int literal(int at, String literal) {
        int length = literal.length();
        if (end - at < length) {
            return GIVEN_UP;
        }
        for (int i = 0; i < length; i++) {
            if (source[at + i] != literal.charAt(i)) {
                return GIVEN_UP;
            }
        }
        return at + length;
    }

    /** Scans a string; answers where its end quote is. */
    private int string(int at) {
        int quote = source[at] == '"' ? string.scan(at + 1) : GIVEN_UP;
        return quote - at > limits.maxStringLength() ? GIVEN_UP : quote;
    }

    private int text(Field field, int at, long row) {
        int quote = string(at);
        if (quote < 0) {
            return GIVEN_UP;
        }
        long start = text.byteLength();
        int length = string.length();
        text.appendValidated(string.bytes(), string.offset(), length);
        field.setText(rows, row, start, length);
        return quote + 1;
    }

    private int name(FieldPlan plan, int at, long row) {
        int quote = string(at);
        if (quote < 0) {
            return GIVEN_UP;
        }
        byte[] bytes = string.bytes();
        int offset = string.offset();
        EnumNames constants = plan.constants();
        if (constants != null) {
            int ordinal = constants.ordinal(bytes, offset, string.length());
            if (ordinal < 0) {
                return GIVEN_UP;
            }
            plan.field().setEnum(rows, row, ordinal);
        } else {
            if (string.length() != 1) {
                return GIVEN_UP;
            }
            plan.field().setChar(rows, row, (char) bytes[offset]);
        }
        return quote + 1;
    }

    private int integer(Field field, int at, long row) {
        int behind = number.scanInteger(at);
        long value = number.integer();
        if (behind < 0) {
            return GIVEN_UP;
        }
        switch (field.kind()) {
            case LONG -> field.setLong(rows, row, value);
            case INT -> {
                if (value != (int) value) {
                    return GIVEN_UP;
                }
                field.setInt(rows, row, (int) value);
            }
            case SHORT -> {
                if (value != (short) value) {
                    return GIVEN_UP;
                }
                field.setShort(rows, row, (short) value);
            }
            default -> {
                if (value != (byte) value) {
                    return GIVEN_UP;
                }
                field.setByte(rows, row, (byte) value);
            }
        }
        return behind;
    }
}
