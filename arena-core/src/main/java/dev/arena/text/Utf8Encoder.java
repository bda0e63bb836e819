package dev.arena.text;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.foreign.ValueLayout.OfLong;
import java.nio.ByteOrder;

/** Writes UTF-16, as {@code char}s come, as UTF-8. */
final class Utf8Encoder {
    /** Eight bytes, the first lowest. */
    static final OfLong WORD = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private Utf8Encoder() {}

    /**
     * Writes {@code char}s as long as they are ASCII.
     *
     * @return the index of one before which all are written: {@code to} if all are ASCII
     */
    static int putAscii(String text, int from, int to, MemorySegment target, long at) {
        long shift = at - from;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = asciiWord(text, i, Long.BYTES);
            if (word < 0) {
                return i;
            }
            target.set(WORD, shift + i, word);
        }
        long rest = asciiWord(text, i, to - i);
        if (rest < 0) {
            return i;
        }
        putBytes(rest, to - i, target, shift + i);
        return to;
    }

    /** As {@link #putAscii(String, int, int, MemorySegment, long)}. */
    static int putAscii(char[] text, int from, int to, MemorySegment target, long at) {
        long shift = at - from;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            long word = asciiWord(text, i, Long.BYTES);
            if (word < 0) {
                return i;
            }
            target.set(WORD, shift + i, word);
        }
        long rest = asciiWord(text, i, to - i);
        if (rest < 0) {
            return i;
        }
        putBytes(rest, to - i, target, shift + i);
        return to;
    }

    /** Writes the lowest bytes of a word, up to 7, and nothing behind them. */
    private static void putBytes(long word, int count, MemorySegment target, long at) {
        for (int i = 0; i < count; i++) {
            target.set(Utf8.BYTE, at + i, (byte) (word >>> (Byte.SIZE * i)));
        }
    }

    /**
     * Writes {@code char}s if they are ASCII. Little code on purpose: whoever calls it is to be inlined himself, as only then is
     * no object made for the target.
     *
     * @return whether they are; if not, some of them may have been written
     */
    static boolean putShortAscii(String text, int length, MemorySegment target) {
        int all = 0;
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            all |= unit;
            target.set(Utf8.BYTE, i, (byte) unit);
        }
        return all < 0x80;
    }

    /**
     * Up to 8 {@code char}s as the bytes of a word, the first lowest, or −1 if one is not ASCII. It falls through instead of
     * looping, as a loop costs half as much again.
     */
    @SuppressWarnings("fallthrough")
    static long asciiWord(String text, int from, int count) {
        long word = 0;
        int all = 0;
        char unit;
        switch (count) {
            case 8 :
                unit = text.charAt(from + 7);
                all |= unit;
                word |= (long) unit << 56;
                // fall through
            case 7 :
                unit = text.charAt(from + 6);
                all |= unit;
                word |= (long) unit << 48;
                // fall through
            case 6 :
                unit = text.charAt(from + 5);
                all |= unit;
                word |= (long) unit << 40;
                // fall through
            case 5 :
                unit = text.charAt(from + 4);
                all |= unit;
                word |= (long) unit << 32;
                // fall through
            case 4 :
                unit = text.charAt(from + 3);
                all |= unit;
                word |= (long) unit << 24;
                // fall through
            case 3 :
                unit = text.charAt(from + 2);
                all |= unit;
                word |= (long) unit << 16;
                // fall through
            case 2 :
                unit = text.charAt(from + 1);
                all |= unit;
                word |= (long) unit << 8;
                // fall through
            case 1 :
                unit = text.charAt(from);
                all |= unit;
                word |= (long) unit;
                // fall through
            default :
                return all < 0x80 ? word : -1;
        }
    }

    /** As {@link #asciiWord(String, int, int)}. */
    @SuppressWarnings("fallthrough")
    static long asciiWord(char[] text, int from, int count) {
        long word = 0;
        int all = 0;
        char unit;
        switch (count) {
            case 8 :
                unit = text[from + 7];
                all |= unit;
                word |= (long) unit << 56;
                // fall through
            case 7 :
                unit = text[from + 6];
                all |= unit;
                word |= (long) unit << 48;
                // fall through
            case 6 :
                unit = text[from + 5];
                all |= unit;
                word |= (long) unit << 40;
                // fall through
            case 5 :
                unit = text[from + 4];
                all |= unit;
                word |= (long) unit << 32;
                // fall through
            case 4 :
                unit = text[from + 3];
                all |= unit;
                word |= (long) unit << 24;
                // fall through
            case 3 :
                unit = text[from + 2];
                all |= unit;
                word |= (long) unit << 16;
                // fall through
            case 2 :
                unit = text[from + 1];
                all |= unit;
                word |= (long) unit << 8;
                // fall through
            case 1 :
                unit = text[from];
                all |= unit;
                word |= (long) unit;
                // fall through
            default :
                return all < 0x80 ? word : -1;
        }
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
            target.set(Utf8.BYTE, at, (byte) (0xC0 | (unit >> 6)));
            target.set(Utf8.BYTE, at + 1, continuation(unit));
            return 2;
        }
        target.set(Utf8.BYTE, at, (byte) (0xE0 | (unit >> 12)));
        target.set(Utf8.BYTE, at + 1, continuation(unit >> 6));
        target.set(Utf8.BYTE, at + 2, continuation(unit));
        return 3;
    }

    /** Writes a code point above U+FFFF; answers its bytes. */
    static int putSupplementary(MemorySegment target, long at, int codePoint) {
        target.set(Utf8.BYTE, at, (byte) (0xF0 | (codePoint >> 18)));
        target.set(Utf8.BYTE, at + 1, continuation(codePoint >> 12));
        target.set(Utf8.BYTE, at + 2, continuation(codePoint >> 6));
        target.set(Utf8.BYTE, at + 3, continuation(codePoint));
        return 4;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3F));
    }
}
