package dev.arena.json;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;

/**
 * Reads a document that is in an array, as UTF-8, without a parser between: its texts become what they are already, bytes of
 * UTF-8, and are copied as such, where a parser would make characters of them first. Takes half the time.
 *
 * <p>It knows the grammar of RFC 8259 and nothing beside it, and no errors: at whatever is malformed, exceeds a limit, or is
 * merely unusual, it gives up, and the document is read by the parser, which either says what is wrong or knows better.
 */
final class JsonScanner {
    private static final int FIRST_DEPTH = 16;

    /** Longer numbers and names are left to the parser, which has limits for them. */
    private static final int MAX_TOKEN = 1000;

    /** What positions are where scanning was given up. */
    private static final int GIVEN_UP = -1;

    private final byte[] source;
    private final int end;
    private final JsonLimits limits;
    private final JsonDocument document;
    private final Tape tape;
    private final Texts texts;
    private final ScannedText text;
    private final ScannedNames names;

    /** Of each container that is open, the outermost first: the word that begins it, and how many parts it has so far. */
    private int[] begins = new int[FIRST_DEPTH];
    private long[] counts = new long[FIRST_DEPTH];
    private int depth;
    private boolean inObject;
    private long values;

    private JsonScanner(byte[] source, int end, Arena arena, JsonLimits limits) {
        this.source = source;
        this.end = end;
        this.limits = limits;
        this.document = new JsonDocument(arena);
        this.tape = document.tape();
        this.texts = document.texts();
        this.text = new ScannedText(source, end);
        this.names = new ScannedNames(source);
    }

    /**
     * Reads the document, if that is possible in this way.
     *
     * @return its value, or null
     */
    static @Nullable JsonValue scan(byte[] source, int offset, int length, Arena arena, JsonLimits limits) {
        if (length < 2 || source[offset] <= 0 || source[offset + 1] <= 0) {
            return null; // too little, or it may begin with a mark, or not be UTF-8
        }
        var scanner = new JsonScanner(source, offset + length, arena, limits);
        return scanner.read(offset) ? new JsonValue(scanner.document, 0) : null;
    }

    private boolean read(int from) {
        int at = from;
        do {
            at = value(skipSpace(at));
            while (at >= 0 && depth > 0) {
                at = skipSpace(at);
                byte next = at < end ? source[at] : 0;
                if (next == ',') {
                    at = part(skipSpace(at + 1));
                    break;
                }
                at = next == (inObject ? '}' : ']') ? close(at + 1) : GIVEN_UP;
            }
        } while (at >= 0 && depth > 0);
        return at >= 0 && skipSpace(at) == end;
    }

    private int skipSpace(int from) {
        return from < end && source[from] > ' ' ? from : skipSpaces(from);
    }

    private int skipSpaces(int from) {
        int at = from;
        while (at < end) {
            byte c = source[at];
            if (c == '\n') {
                at = skipIndent(at + 1);
            } else if (c == ' ' || c == '\r' || c == '\t') {
                at++;
            } else {
                break;
            }
        }
        return at;
    }

    /** Passes over most of the spaces with which a line begins. */
    private int skipIndent(int from) {
        int at = from;
        while (at <= end - Long.BYTES) {
            long others = (long) ScannedText.LONG.get(source, at) ^ ScannedText.SPACES;
            if (others != 0) {
                return at + (Long.numberOfTrailingZeros(others) >>> 3);
            }
            at += Long.BYTES;
        }
        return at;
    }

    /** Reads a value, or the beginning of one that has parts; answers where to go on, which is at a value if parts follow. */
    private int value(int from) {
        int at = from;
        while (at >= 0 && at < end) {
            if (++values > limits.maxValues()) {
                return GIVEN_UP;
            }
            switch (source[at]) {
                case '{' -> {
                    at = open(Word.OBJECT, at);
                    if (at < 0 || at >= end || source[at] == '}') {
                        return at < 0 || at >= end ? GIVEN_UP : close(at + 1);
                    }
                    at = part(at);
                }
                case '[' -> {
                    at = open(Word.ARRAY, at);
                    if (at < 0 || at >= end || source[at] == ']') {
                        return at < 0 || at >= end ? GIVEN_UP : close(at + 1);
                    }
                    at = part(at);
                }
                case '"' -> {
                    return string(at + 1);
                }
                case 't' -> {
                    return literal(at, "true", Word.TRUE);
                }
                case 'f' -> {
                    return literal(at, "false", Word.FALSE);
                }
                case 'n' -> {
                    return literal(at, "null", Word.NULL);
                }
                default -> {
                    return number(at);
                }
            }
        }
        return GIVEN_UP;
    }

    /** Goes to the value of the next part, behind its name if it has one. */
    private int part(int at) {
        long count = ++counts[depth - 1];
        if (!inObject) {
            return count > limits.maxArrayLength() ? GIVEN_UP : at;
        }
        if (count > limits.maxObjectLength() || at >= end || source[at] != '"') {
            return GIVEN_UP;
        }
        int behind = name(at + 1);
        if (behind < 0) {
            return GIVEN_UP;
        }
        int colon = skipSpace(behind);
        return colon < end && source[colon] == ':' ? skipSpace(colon + 1) : GIVEN_UP;
    }

    private int open(int tag, int at) {
        if (depth == limits.maxDepth()) {
            return GIVEN_UP;
        }
        if (depth == begins.length) {
            begins = Arrays.copyOf(begins, depth * 2);
            counts = Arrays.copyOf(counts, depth * 2);
        }
        begins[depth] = tape.size();
        counts[depth] = 0;
        depth++;
        inObject = tag == Word.OBJECT;
        tape.add(Word.of(tag, 0));
        return skipSpace(at + 1);
    }

    private int close(int behind) {
        depth--;
        int last = tape.size();
        tape.add(Word.of(inObject ? Word.END_OBJECT : Word.END_ARRAY, counts[depth]));
        tape.set(begins[depth], Word.of(inObject ? Word.OBJECT : Word.ARRAY, last));
        inObject = depth > 0 && Word.tag(tape.get(begins[depth - 1])) == Word.OBJECT;
        return behind;
    }

    private int string(int from) {
        int quote = text.scan(from);
        if (quote < 0 || quote - from > limits.maxStringLength()) {
            return GIVEN_UP;
        }
        tape.add(Word.of(Word.STRING, texts.add(text.bytes(), text.offset(), text.length())));
        return quote + 1;
    }

    private int name(int from) {
        int expected = names.expected(from, end);
        if (expected >= 0) {
            tape.add(Word.of(Word.NAME, names.place()));
            return from + expected + 1;
        }
        int quote = text.scan(from);
        if (quote < 0 || quote - from > MAX_TOKEN) {
            return GIVEN_UP;
        }
        long place;
        if (text.isAsWritten()) {
            int length = quote - from;
            int slot = names.find(from, length);
            names.follow(slot);
            place = names.place(slot);
            if (place < 0) {
                place = texts.add(source, from, length);
                names.put(slot, from, length, place);
            }
        } else {
            place = texts.add(text.bytes(), text.offset(), text.length());
        }
        tape.add(Word.of(Word.NAME, place));
        return quote + 1;
    }

    private int literal(int at, String literal, int tag) {
        int length = literal.length();
        if (end - at < length) {
            return GIVEN_UP;
        }
        for (int i = 1; i < length; i++) {
            if (source[at + i] != literal.charAt(i)) {
                return GIVEN_UP;
            }
        }
        tape.add(Word.of(tag, 0));
        return at + length;
    }

    private int number(int from) {
        int at = from;
        boolean negative = source[at] == '-';
        if (negative) {
            at++;
        }
        int first = at;
        long value = 0;
        while (at < end && isDigit(source[at])) {
            value = value * 10 + (source[at++] - '0');
        }
        int digits = at - first;
        if (digits == 0 || (digits > 1 && source[first] == '0')) {
            return GIVEN_UP;
        }
        boolean isLong = digits < JsonNumbers.MAX_DIGITS || (digits == JsonNumbers.MAX_DIGITS && value >= 0);
        isLong &= !negative || source[first] != '0';
        if (at < end && (source[at] == '.' || (source[at] | ' ') == 'e')) {
            isLong = false;
            at = fraction(at);
        }
        if (at < 0 || at - from > MAX_TOKEN) {
            return GIVEN_UP;
        }
        if (isLong) {
            tape.add(Word.of(Word.LONG, 0));
            tape.add(negative ? -value : value);
        } else {
            tape.add(Word.of(Word.NUMBER, texts.add(source, from, at - from)));
        }
        return at;
    }

    private int fraction(int from) {
        int at = from;
        if (source[at] == '.') {
            at = digits(at + 1);
        }
        if (at >= 0 && at < end && (source[at] | ' ') == 'e') {
            at++;
            at = digits(at < end && (source[at] == '+' || source[at] == '-') ? at + 1 : at);
        }
        return at;
    }

    /** Passes over one digit at least. */
    private int digits(int from) {
        int at = from;
        while (at < end && isDigit(source[at])) {
            at++;
        }
        return at == from ? GIVEN_UP : at;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
