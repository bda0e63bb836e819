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

import tools.jackson.core.SerializableString;

/**
 * A name of members as it is written: with the comma in front of it, quoted, with escapes where they are needed, with the colon.
 *
 * @param length how many bytes that is
 * @param padded the bytes, with zeros after them so that whole words can be copied
 * @since 0.1.0
 */
@SuppressWarnings("ArrayRecordComponent") // they are never compared
public record MemberName(SerializableString text, int length, byte[] padded) {

    public MemberName(SerializableString text) {
        this(text, text.asQuotedUTF8().length + 4, padded(text.asQuotedUTF8()));
    }

    private static byte[] padded(byte[] quoted) {
        byte[] padded = new byte[quoted.length + 4 + 2 * Long.BYTES];
        padded[0] = ',';
        padded[1] = '"';
        System.arraycopy(quoted, 0, padded, 2, quoted.length);
        padded[quoted.length + 2] = '"';
        padded[quoted.length + 3] = ':';
        return padded;
    }

    /** Bytes for which there must be room: more than are written. */
    int room() {
        return padded.length;
    }

    /** Writes the bytes to an offset. Returns the one after them. */
    int put(byte[] target, int at, boolean isFirst) {
        int from = isFirst ? 1 : 0;
        for (int i = from; i < length; i += Long.BYTES) {
            JsonBytes.put(target, at + i - from, JsonBytes.word(padded, i));
        }
        return at + length - from;
    }
}
