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

package dev.arena.json;

/**
 * The words of a {@link Tape}, 64 bits each: a tag in the upper four bits, and a payload in the others. The design is that of
 * the tape of <a href="https://arxiv.org/abs/1902.08318">simdjson</a>. Each value is followed by the next one, and a
 * container contains the index of its end, so that a reader can skip it in one step. In contrast to simdjson, a number stays
 * in text form until a caller asks for it.
 *
 * <pre> NULL, FALSE, TRUE   the word contains the whole value NUMBER, STRING      where the text is NAME                where
 * the text is; the value of the member follows OBJECT, ARRAY       index of the word that ends it END_OBJECT, _ARRAY  how many
 * members or elements it has
 * </pre>
 */
final class Word {
    static final int NULL = 1;
    static final int FALSE = 2;
    static final int TRUE = 3;
    static final int NUMBER = 4;
    static final int STRING = 5;
    static final int NAME = 6;
    static final int OBJECT = 7;
    static final int ARRAY = 8;
    static final int END_OBJECT = 9;
    static final int END_ARRAY = 10;

    private static final int TAG_SHIFT = 60;
    private static final long PAYLOAD_MASK = (1L << TAG_SHIFT) - 1;

    private Word() {}

    static long of(int tag, long payload) {
        return (long) tag << TAG_SHIFT | payload;
    }

    static int tag(long word) {
        return (int) (word >>> TAG_SHIFT);
    }

    /** Whether the payload is the place of a text. */
    static boolean hasText(long word) {
        int tag = tag(word);
        return tag == NUMBER || tag == STRING || tag == NAME;
    }

    static long payload(long word) {
        return word & PAYLOAD_MASK;
    }
}
