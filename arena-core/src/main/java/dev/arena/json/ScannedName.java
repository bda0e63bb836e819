package dev.arena.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A name that is looked for in a document, quote and all, and compared eight bytes at a time. */
final class ScannedName {
    private final byte[] written;

    /** The bytes in words, and which bits of the last one belong to the name. */
    private final long[] words;
    private final long lastMask;

    /** A name for which no escapes are needed. */
    ScannedName(String name) {
        this.written = (name + '"').getBytes(StandardCharsets.UTF_8);
        int count = (written.length + Long.BYTES - 1) / Long.BYTES;
        byte[] padded = Arrays.copyOf(written, count * Long.BYTES);
        this.words = new long[count];
        for (int i = 0; i < count; i++) {
            words[i] = (long) ScannedText.LONG.get(padded, i * Long.BYTES);
        }
        this.lastMask = -1L >>> (count * Long.BYTES - written.length) * Byte.SIZE;
    }

    /** Its length in bytes, the quote behind it included. */
    int length() {
        return written.length;
    }

    /** Whether it is here, with its quote behind it. */
    boolean isAt(byte[] source, int from, int end) {
        int last = words.length - 1;
        if (end - from < words.length * Long.BYTES) {
            return isAtTail(source, from, end);
        }
        int at = from;
        for (int i = 0; i < last; i++) {
            if ((long) ScannedText.LONG.get(source, at) != words[i]) {
                return false;
            }
            at += Long.BYTES;
        }
        return (((long) ScannedText.LONG.get(source, at) ^ words[last]) & lastMask) == 0;
    }

    private boolean isAtTail(byte[] source, int from, int end) {
        if (end - from < written.length) {
            return false;
        }
        for (int i = 0; i < written.length; i++) {
            if (source[from + i] != written[i]) {
                return false;
            }
        }
        return true;
    }
}
