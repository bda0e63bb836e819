package dev.arena.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A name of members as it lies in a document, with the quote that ends it. It is compared eight bytes at a time. A name that JSON
 * can only say with escapes is never found this way.
 */
final class Utf8Name {
    /** 2<sup>64</sup> divided by the golden ratio, which spreads what it multiplies (D. Knuth, volume 3, 6.4). */
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final String text;
    private final byte[] quoted;
    private final int length;
    private final int reach;
    private final long head;
    private final long headMask;

    /** The last eight bytes, which overlap with the first. */
    private final long tail;

    Utf8Name(String text) {
        this.text = text;
        this.quoted = (text + '"').getBytes(StandardCharsets.UTF_8);
        this.length = quoted.length;
        this.reach = Math.max(length, Long.BYTES);
        byte[] padded = Arrays.copyOf(quoted, reach);
        this.head = JsonBytes.word(padded, 0);
        this.headMask = JsonBytes.mask(Math.min(length, Long.BYTES));
        this.tail = length > Long.BYTES ? JsonBytes.word(quoted, length - Long.BYTES) : 0;
    }

    String text() {
        return text;
    }

    /** Bytes of the name with the quote. */
    int length() {
        return length;
    }

    /** How many bytes {@link #isAt} looks at, at most. */
    int reach() {
        return reach;
    }

    /** Whether this name and its quote are at an offset, behind which there are at least {@link #reach} bytes. */
    boolean isAt(byte[] block, int at) {
        if ((JsonBytes.word(block, at) & headMask) != head) {
            return false;
        }
        if (length <= Long.BYTES) {
            return true;
        }
        return JsonBytes.word(block, at + length - Long.BYTES) == tail
                && (length <= 2 * Long.BYTES || Arrays.equals(block, at, at + length, quoted, 0, length));
    }

    /** Whether these bytes, the last of which is a quote, are this name. */
    boolean isSame(byte[] block, int from, int length) {
        return Arrays.equals(block, from, from + length, quoted, 0, quoted.length);
    }

    int hash() {
        return hash(quoted, 0, quoted.length);
    }

    /** Hashes a name with its quote by its length and at most 16 of its bytes. */
    static int hash(byte[] block, int from, int length) {
        long hash = length;
        if (length >= Long.BYTES) {
            hash = (hash * 31 + JsonBytes.word(block, from)) * MIX + JsonBytes.word(block, from + length - Long.BYTES);
        } else {
            for (int i = 0; i < length; i++) {
                hash = hash * 31 + block[from + i];
            }
        }
        hash *= MIX;
        return (int) (hash ^ hash >>> 32);
    }
}
