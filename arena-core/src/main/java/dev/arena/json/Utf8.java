package dev.arena.json;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** UTF-16 to UTF-8, between the buffers of a parser and arena memory. */
final class Utf8 {
    private Utf8() {}

    /**
     * Encodes {@code chars} from {@code from} to {@code to}, where the segment has room for it.
     *
     * @return the offset behind the last byte written, or -1 for a surrogate without its partner
     */
    static int encode(char[] chars, int from, int to, MemorySegment target, int offset) {
        int at = offset;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c >= 0x80) {
                return encodeRest(chars, i, to, target, at);
            }
            target.set(ValueLayout.JAVA_BYTE, at++, (byte) c);
        }
        return at;
    }

    private static int encodeRest(char[] chars, int from, int to, MemorySegment target, int offset) {
        int at = offset;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            if (c < 0x80) {
                target.set(ValueLayout.JAVA_BYTE, at++, (byte) c);
            } else if (c < 0x800) {
                target.set(ValueLayout.JAVA_BYTE, at++, (byte) (0xC0 | (c >> 6)));
                target.set(ValueLayout.JAVA_BYTE, at++, (byte) (0x80 | (c & 0x3F)));
            } else if (!Character.isSurrogate(c)) {
                target.set(ValueLayout.JAVA_BYTE, at++, (byte) (0xE0 | (c >> 12)));
                target.set(ValueLayout.JAVA_BYTE, at++, (byte) (0x80 | ((c >> 6) & 0x3F)));
                target.set(ValueLayout.JAVA_BYTE, at++, (byte) (0x80 | (c & 0x3F)));
            } else {
                if (Character.isLowSurrogate(c) || i + 1 == to || !Character.isLowSurrogate(chars[i + 1])) {
                    return -1;
                }
                int point = Character.toCodePoint(c, chars[++i]);
                target.set(ValueLayout.JAVA_BYTE, at++, (byte) (0xF0 | (point >> 18)));
                target.set(ValueLayout.JAVA_BYTE, at++, (byte) (0x80 | ((point >> 12) & 0x3F)));
                target.set(ValueLayout.JAVA_BYTE, at++, (byte) (0x80 | ((point >> 6) & 0x3F)));
                target.set(ValueLayout.JAVA_BYTE, at++, (byte) (0x80 | (point & 0x3F)));
            }
        }
        return at;
    }

    /** How many bytes {@link #encode} writes at most; exactly as many where no surrogate lacks its partner. */
    static long length(char[] chars, int from, int to) {
        long bytes = 0;
        for (int i = from; i < to; i++) {
            char c = chars[i];
            bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return bytes;
    }
}
