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

package dev.arena.json.token;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A member name as it occurs in a document, with its closing quote. Names are compared eight bytes at a time. A name that
 * JSON can only write with escapes is never found in this way.
 *
 * @since 0.1.0
 */
public final class Utf8Name {
    /** 2<sup>64</sup> divided by the golden ratio, which spreads what it multiplies (D. Knuth, volume 3, 6.4). */
    private static final long MIX = 0x9E37_79B9_7F4A_7C15L;

    private final String text;

    /** The name between its quotes, and the colon that follows directly if there is no white space. */
    private final byte[] member;
    private final int length;
    private final long head;
    private final long headMask;

    /** The last eight bytes of {@link #member}, which overlap with the first. */
    private final long tail;

    /** Where the last eight bytes begin; 0 if the first are all. */
    private final int tailStart;

    Utf8Name(String text) {
        this.text = text;
        this.member = ('"' + text + "\":").getBytes(StandardCharsets.UTF_8);
        this.length = member.length - 2;
        byte[] padded = Arrays.copyOf(member, reach());
        boolean isPlain = text.chars().allMatch(it -> it >= ' ' && it != '"' && it != '\\');
        this.head = isPlain ? JsonBytes.word(padded, 0) : -1; // no masked word has this value
        this.headMask = isPlain ? JsonBytes.mask(Math.min(member.length, Long.BYTES)) : 0;
        this.tailStart = Math.max(0, member.length - Long.BYTES);
        this.tail = JsonBytes.word(padded, tailStart);
    }

    String text() {
        return text;
    }

    /** Bytes of the name with the quote after it. */
    int length() {
        return length;
    }

    /** Bytes of the name with both quotes and the colon. */
    public int memberLength() {
        return member.length;
    }

    /** How many bytes {@link #isMemberAt} looks at, at most. */
    public int reach() {
        return Math.max(member.length, Long.BYTES);
    }

    /** Whether this name, its quotes and a colon are at an offset, after which there are at least {@link #reach} bytes. */
    public boolean isMemberAt(byte[] block, int at) {
        if ((JsonBytes.word(block, at) & headMask) != head) {
            return false;
        }
        int last = tailStart;
        return last == 0 || (JsonBytes.word(block, at + last) == tail
                && (last <= Long.BYTES || isMiddleAt(block, at)));
    }

    private boolean isMiddleAt(byte[] block, int at) {
        for (int i = Long.BYTES; i < tailStart; i += Long.BYTES) {
            if (JsonBytes.word(block, at + i) != JsonBytes.word(member, i)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether these bytes, whose last byte is a quote, are this name. */
    boolean isSame(byte[] block, int from, int length) {
        return Arrays.equals(block, from, from + length, member, 1, 1 + this.length);
    }

    int hash() {
        return hash(member, 1, length);
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
