package dev.arena.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds the end of a string in a document, eight bytes at a time, and its content: where there are no escapes, what is in the
 * source. UTF-8 is checked on the way.
 */
final class ScannedText {
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long TOPS = ONES << 7;
    static final long SPACES = ONES * ' ';
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';

    private static final int NOT_THIS_WAY = -1;
    private static final int FIRST_BYTES = 64;

    private final byte[] source;
    private final int end;

    /** Content of a string that has escapes. */
    private byte[] unescaped = {};

    private byte[] bytes;
    private int offset;
    private int length;

    ScannedText(byte[] source, int end) {
        this.source = source;
        this.end = end;
        this.bytes = source;
    }

    /** Has the content of the string that was scanned last. */
    byte[] bytes() {
        return bytes;
    }

    int offset() {
        return offset;
    }

    int length() {
        return length;
    }

    /** Whether the content is in the source. */
    @SuppressWarnings("ReferenceEquality")
    boolean isAsWritten() {
        return bytes == source;
    }

    /**
     * Scans a string.
     *
     * @param  from where it begins, behind the quote
     * @return      where the quote is that ends it, or a negative number if it is malformed
     */
    int scan(int from) {
        int at = plain(from);
        if (at >= 0 && source[at] == '\\') {
            return unescape(from, at);
        }
        bytes = source;
        offset = from;
        length = at - from;
        return at;
    }

    /** The offset of the first quote or backslash; negative if there is none, or something malformed before it. */
    private int plain(int from) {
        int at = from;
        while (at <= end - Long.BYTES) {
            long word = (long) LONG.get(source, at);
            long quotes = word ^ QUOTES;
            long backslashes = word ^ BACKSLASHES;
            // the lowest bit that is set is right, as a borrow only goes upwards
            long special = (word | (word - SPACES) | ((quotes - ONES) & ~quotes)
                    | ((backslashes - ONES) & ~backslashes)) & TOPS;
            if (special == 0) {
                at += Long.BYTES;
                continue;
            }
            at += Long.numberOfTrailingZeros(special) >>> 3;
            byte c = source[at];
            if (c == '"' || c == '\\') {
                return at;
            }
            if (c >= 0) {
                return NOT_THIS_WAY;
            }
            at = beyondAscii(at);
            if (at < 0) {
                return at;
            }
        }
        return plainTail(at);
    }

    private int plainTail(int from) {
        int at = from;
        while (at >= 0 && at < end) {
            byte c = source[at];
            if (c == '"' || c == '\\') {
                return at;
            }
            if (c >= 0 && c < ' ') {
                return NOT_THIS_WAY;
            }
            at = c < 0 ? beyondAscii(at) : at + 1;
        }
        return NOT_THIS_WAY;
    }

    /** Passes over characters that are not ASCII, well-formed by table 3-7 of the Unicode standard, and answers what follows. */
    private int beyondAscii(int from) {
        int at = skipThreeBytes(from);
        while (at < end && source[at] < 0) {
            int first = source[at] & 0xFF;
            int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
            if (first < 0xC2 || first > 0xF4 || end - at <= more) {
                return NOT_THIS_WAY;
            }
            int second = source[at + 1] & 0xFF;
            int least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
            int most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
            if (second < least || second > most) {
                return NOT_THIS_WAY;
            }
            for (int i = 2; i <= more; i++) {
                if ((source[at + i] & 0xC0) != 0x80) {
                    return NOT_THIS_WAY;
                }
            }
            at += more + 1;
        }
        return at;
    }

    /** Passes over well-formed sequences of three bytes, of which most characters have that come in numbers. */
    private int skipThreeBytes(int from) {
        int at = from;
        while (at <= end - Integer.BYTES) {
            int word = (int) INT.get(source, at);
            int upper = ((word & 0x0F) << 6) | ((word >> 8) & 0x3F); // of the code point, all but the last six bits
            if ((word & 0xC0C0F0) != 0x8080E0 || upper < 0x800 >> 6 || upper >> 5 == Character.MIN_SURROGATE >> 11) {
                break;
            }
            at += 3;
        }
        return at;
    }

    /** Copies a string that has escapes, the first of them at {@code escape}. */
    private int unescape(int from, int escape) {
        int begin = from;
        int at = escape;
        int size = 0;
        while (at >= 0 && source[at] == '\\') {
            size = append(begin, at, size);
            int point = escaped(at + 1);
            if (point < 0) {
                return NOT_THIS_WAY;
            }
            at += source[at + 1] != 'u' ? 2 : point > Character.MAX_VALUE ? 12 : 6;
            size = append(point, size);
            begin = at;
            at = plain(at);
        }
        if (at < 0) {
            return NOT_THIS_WAY;
        }
        length = append(begin, at, size);
        offset = 0;
        bytes = unescaped;
        return at;
    }

    private int append(int begin, int to, int size) {
        int added = to - begin;
        if (unescaped.length < size + added + 4) {
            unescaped = Arrays.copyOf(unescaped, Math.max(FIRST_BYTES, (size + added + 4) * 2));
        }
        System.arraycopy(source, begin, unescaped, size, added);
        return size + added;
    }

    private int append(int point, int size) {
        byte[] to = unescaped;
        if (point < 0x80) {
            to[size] = (byte) point;
            return size + 1;
        }
        int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        to[size] = (byte) ((0xFF00 >> (more + 1)) | (point >> (6 * more)));
        for (int i = 1; i <= more; i++) {
            to[size + i] = (byte) (0x80 | ((point >> (6 * (more - i))) & 0x3F));
        }
        return size + more + 1;
    }

    /** The code point of the escape whose letter is here, of two escapes for a surrogate pair; negative if it is malformed. */
    private int escaped(int at) {
        if (at >= end) {
            return NOT_THIS_WAY;
        }
        return switch (source[at]) {
            case '"', '\\', '/' -> source[at];
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(at + 1);
            default -> NOT_THIS_WAY;
        };
    }

    private int unicode(int at) {
        int unit = hex(at);
        if (unit < 0 || !Character.isSurrogate((char) unit)) {
            return unit;
        }
        if (Character.isLowSurrogate((char) unit) || end - at < 6 || source[at + 4] != '\\' || source[at + 5] != 'u') {
            return NOT_THIS_WAY;
        }
        int low = hex(at + 6);
        return low < 0 || !Character.isLowSurrogate((char) low)
                ? NOT_THIS_WAY
                : Character.toCodePoint((char) unit, (char) low);
    }

    private int hex(int at) {
        if (end - at < 4) {
            return NOT_THIS_WAY;
        }
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = source[at + i] < 0 ? -1 : Character.digit(source[at + i], 16);
            if (digit < 0) {
                return NOT_THIS_WAY;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
