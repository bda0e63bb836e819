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

import dev.arena.text.Utf8Sequences;

/**
 * The parts of a JSON string that are not plain ASCII: multi-byte sequences of UTF-8, and escapes.
 *
 * @since 0.1.0
 */
public final class JsonText {
    /** Bytes that an escape has at most: two halves of a surrogate pair. */
    public static final int MAX_ESCAPE = 12;

    private static final int UNICODE_ESCAPE = 6;
    private static final int NOTHING = -1;

    private JsonText() {}

    /** The offset after the sequences of several bytes that begin here, as far as four bytes are in the block; −1 if one is malformed. */
    public static int endOfSequences(byte[] block, int from, int end) {
        int at = from;
        while (at <= end - Utf8Sequences.MAX_BYTES && block[at] < 0) {
            int length = Utf8Sequences.length(JsonBytes.half(block, at));
            if (length == 0) {
                return NOTHING;
            }
            at += length;
        }
        return at;
    }

    /** The offset after an escape, or both of a surrogate pair; −1 if there is none that means something. */
    public static int endOfEscape(byte[] block, int at, int end) {
        if (end - at < 2) {
            return NOTHING;
        }
        if (block[at + 1] != 'u') {
            return unescaped(block[at + 1]) == NOTHING ? NOTHING : at + 2;
        }
        int unit = unit(block, at, end);
        if (unit < 0 || Character.isLowSurrogate((char) unit)) {
            return NOTHING;
        }
        if (!Character.isHighSurrogate((char) unit)) {
            return at + UNICODE_ESCAPE;
        }
        int low = unit(block, at + UNICODE_ESCAPE, end);
        return low >= 0 && Character.isLowSurrogate((char) low) ? at + 2 * UNICODE_ESCAPE : NOTHING;
    }

    /** Returns the code unit of a <code>&#92;u0000</code> escape, or −1 if it is malformed. */
    private static int unit(byte[] block, int at, int end) {
        if (end - at < UNICODE_ESCAPE || block[at] != '\\' || block[at + 1] != 'u') {
            return NOTHING;
        }
        int unit = 0;
        for (int i = at + 2; i < at + UNICODE_ESCAPE; i++) {
            int digit = block[i] < 0 ? NOTHING : Character.digit(block[i], 16);
            if (digit < 0) {
                return NOTHING;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static int unescaped(byte unit) {
        return switch (unit) {
            case '"', '\\', '/' -> unit;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> NOTHING;
        };
    }

    /**
     * Decodes a valid string to the start of an array, which must be eight bytes larger than the string.
     *
     * @return how many bytes it is
     */
    public static int unescape(byte[] block, int from, int to, byte[] target) {
        int at = from;
        int out = 0;
        while (at < to) {
            if (at <= to - Long.BYTES) {
                long word = JsonBytes.word(block, at);
                long found = JsonBytes.backslash(word);
                JsonBytes.put(target, out, word);
                int plain = found == 0 ? Long.BYTES : JsonBytes.first(found);
                at += plain;
                out += plain;
                if (found == 0) {
                    continue;
                }
            }
            byte unit = block[at];
            if (unit != '\\') {
                target[out++] = unit;
                at++;
            } else if (block[at + 1] != 'u') {
                target[out++] = (byte) unescaped(block[at + 1]);
                at += 2;
            } else {
                char unicode = (char) unit(block, at, to);
                at += UNICODE_ESCAPE;
                if (Character.isSurrogate(unicode)) {
                    out = put(Character.toCodePoint(unicode, (char) unit(block, at, to)), target, out);
                    at += UNICODE_ESCAPE;
                } else {
                    out = put(unicode, target, out);
                }
            }
        }
        return out;
    }

    private static int put(int point, byte[] target, int at) {
        if (point < 0x80) {
            target[at] = (byte) point;
            return at + 1;
        }
        int more = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
        target[at] = (byte) ((0xFF00 >> (more + 1)) | (point >> (6 * more)));
        for (int i = 1; i <= more; i++) {
            target[at + i] = (byte) (0x80 | ((point >> (6 * (more - i))) & 0x3F));
        }
        return at + more + 1;
    }
}
