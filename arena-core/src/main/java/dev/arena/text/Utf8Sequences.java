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

package dev.arena.text;

/**
 * Recognizes the multi-byte sequences of UTF-8 in a word of four bytes. Table 3-7 of the Unicode standard defines well-formed
 * sequences. The masks are those of <a href="https://github.com/ibireme/yyjson">yyjson</a>.
 *
 * @since 0.1.0
 */
public final class Utf8Sequences {
    /** Bytes that a sequence has at most. */
    public static final int MAX_BYTES = 4;

    private Utf8Sequences() {}

    /**
     * The length of the sequence that begins with the lowest byte of a word.
     *
     * @param  bytes four bytes, the first lowest; zeros for those that do not exist
     * @return       2 to 4, or 0 if it is malformed or ASCII
     */
    public static int length(int bytes) {
        if ((bytes & 0x00C0C0F0) == 0x008080E0) {
            int bits = bytes & 0x0000200F;
            return bits == 0 || bits == 0x0000200D ? 0 : 3; // fewer bytes would do, or a surrogate
        }
        if ((bytes & 0x0000C0E0) == 0x000080C0) {
            return (bytes & 0x0000001E) == 0 ? 0 : 2; // fewer would do
        }
        if ((bytes & 0xC0C0C0F8) == 0x808080F0) {
            int bits = bytes & 0x00003007;
            boolean isAbove = (bits & 0x4) != 0 && (bits & 0x3003) != 0; // U+10FFFF
            return bits == 0 || isAbove ? 0 : 4;
        }
        return 0;
    }
}
