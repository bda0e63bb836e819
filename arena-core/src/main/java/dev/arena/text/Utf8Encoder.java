package dev.arena.text;

import java.lang.foreign.MemorySegment;

/** Writes UTF-16, as {@code char}s come, as UTF-8. */
final class Utf8Encoder {

    private Utf8Encoder() {}

    /** Writes {@code char}s as long as they are ASCII; answers the index of the first that is not. */
    static int putAscii(CharSequence text, int from, int to, MemorySegment target, long at) {
        long shift = at - from;
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            if (unit >= 0x80) {
                return i;
            }
            target.set(Utf8.BYTE, shift + i, (byte) unit);
        }
        return to;
    }

    /** As {@link #putAscii(CharSequence, int, int, MemorySegment, long)}. */
    static int putAscii(char[] text, int from, int to, MemorySegment target, long at) {
        long shift = at - from;
        for (int i = from; i < to; i++) {
            char unit = text[i];
            if (unit >= 0x80) {
                return i;
            }
            target.set(Utf8.BYTE, shift + i, (byte) unit);
        }
        return to;
    }

    /**
     * Bytes that these {@code char}s make.
     *
     * @param  first                  index of the first {@code char}, to which the offset of an error is relative
     * @throws MalformedTextException at a lone surrogate, unless they are replaced
     */
    static long length(CharSequence text, int first, int from, int to, boolean replacing) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            if (Character.isSurrogate(unit)) {
                if (isPair(unit, i + 1 < to ? text.charAt(i + 1) : 0)) {
                    bytes++; // 2 for each half
                    i++;
                } else if (!replacing) {
                    throw MalformedTextException.surrogate(i - first, unit);
                }
                bytes += 3;
            } else {
                bytes += length(unit);
            }
        }
        return bytes;
    }

    /** As {@link #length(CharSequence, int, int, int, boolean)}. */
    static long length(char[] text, int first, int from, int to, boolean replacing) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char unit = text[i];
            if (Character.isSurrogate(unit)) {
                if (isPair(unit, i + 1 < to ? text[i + 1] : 0)) {
                    bytes++;
                    i++;
                } else if (!replacing) {
                    throw MalformedTextException.surrogate(i - first, unit);
                }
                bytes += 3;
            } else {
                bytes += length(unit);
            }
        }
        return bytes;
    }

    /** Writes {@code char}s whose length was found before, with U+FFFD for a lone surrogate; answers the offset behind. */
    static long put(CharSequence text, int from, int to, MemorySegment target, long at) {
        long out = at;
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            if (!Character.isSurrogate(unit)) {
                out += put(target, out, unit);
            } else if (isPair(unit, i + 1 < to ? text.charAt(i + 1) : 0)) {
                out += putSupplementary(target, out, Character.toCodePoint(unit, text.charAt(++i)));
            } else {
                out += put(target, out, Utf8.REPLACEMENT);
            }
        }
        return out;
    }

    /** As {@link #put(CharSequence, int, int, MemorySegment, long)}. */
    static long put(char[] text, int from, int to, MemorySegment target, long at) {
        long out = at;
        for (int i = from; i < to; i++) {
            char unit = text[i];
            if (!Character.isSurrogate(unit)) {
                out += put(target, out, unit);
            } else if (isPair(unit, i + 1 < to ? text[i + 1] : 0)) {
                out += putSupplementary(target, out, Character.toCodePoint(unit, text[++i]));
            } else {
                out += put(target, out, Utf8.REPLACEMENT);
            }
        }
        return out;
    }

    private static boolean isPair(char high, int low) {
        return Character.isHighSurrogate(high) && Character.isLowSurrogate((char) low);
    }

    /** Bytes of a {@code char} that is no surrogate. */
    static int length(char unit) {
        return unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    }

    /** Writes a {@code char} that is no surrogate; answers its bytes. */
    static int put(MemorySegment target, long at, char unit) {
        if (unit < 0x80) {
            target.set(Utf8.BYTE, at, (byte) unit);
            return 1;
        }
        if (unit < 0x800) {
            target.set(Utf8.BYTE, at, (byte) (0xC0 | unit >> 6));
            target.set(Utf8.BYTE, at + 1, (byte) (0x80 | unit & 0x3F));
            return 2;
        }
        target.set(Utf8.BYTE, at, (byte) (0xE0 | unit >> 12));
        target.set(Utf8.BYTE, at + 1, (byte) (0x80 | unit >> 6 & 0x3F));
        target.set(Utf8.BYTE, at + 2, (byte) (0x80 | unit & 0x3F));
        return 3;
    }

    /** Writes a code point above U+FFFF; answers its bytes. */
    static int putSupplementary(MemorySegment target, long at, int codePoint) {
        target.set(Utf8.BYTE, at, (byte) (0xF0 | codePoint >> 18));
        target.set(Utf8.BYTE, at + 1, (byte) (0x80 | codePoint >> 12 & 0x3F));
        target.set(Utf8.BYTE, at + 2, (byte) (0x80 | codePoint >> 6 & 0x3F));
        target.set(Utf8.BYTE, at + 3, (byte) (0x80 | codePoint & 0x3F));
        return 4;
    }
}
