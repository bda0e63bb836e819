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

import java.util.Arrays;

import dev.arena.json.token.JsonBytes;
import dev.arena.json.token.JsonText;
import dev.arena.json.token.Utf8JsonFactory;

/**
 * Reads a document in UTF-8 to a {@link Tape} in one pass. It validates strings and numbers and leaves them in place until a
 * caller asks for them. It copies only strings with escapes.
 *
 * <p>It accepts strict JSON within the limits, and {@linkplain LeftToParser leaves} all other input to Jackson's parser,
 * which starts again. Errors and their locations are therefore always those of Jackson. This happens at most once in a
 * document.
 */
final class TapeReader {
    private static final int FIRST_DEPTH = 16;

    private static final int WAITING_WORDS = 256;
    private static final int MIN_UNESCAPED = 1024;

    /** The last four letters of names, the first lowest. */
    private static final int TRUE = 't' | 'r' << 8 | 'u' << 16 | 'e' << 24;
    private static final int ALSE = 'a' | 'l' << 8 | 's' << 16 | 'e' << 24;
    private static final int NULL = 'n' | 'u' << 8 | 'l' << 16 | 'l' << 24;

    /** Number of bytes of a line break and its indentation that are inspected together. */
    private static final int LINE_REACH = 1 + 2 * Long.BYTES;

    private final JsonBody body;
    private final JsonDocument document;
    private final Tape tape;

    /** Words that are added to the tape together. */
    private final long[] waiting = new long[WAITING_WORDS];
    private int waitingCount;

    private final JsonLimits limits;
    private final ParserConstraints constraints;

    /** Of each container around the current one, the outermost first: the word that begins it, and how many parts it has so far. */
    private int[] begins = new int[FIRST_DEPTH];
    private long[] counts = new long[FIRST_DEPTH];
    private int depth;

    /** The current container, and how many parts it has so far. */
    private int begin;
    private long count;
    private boolean isObject;

    private long valuesLeft;

    /** Takes texts with escapes. */
    private byte[] unescaped = {};

    TapeReader(JsonBody body, JsonDocument document, JsonLimits limits, ParserConstraints constraints) {
        this.body = body;
        this.document = document;
        this.tape = document.tape();
        this.limits = limits;
        this.constraints = constraints;
        this.valuesLeft = limits.maxValues();
    }

    /**
     * Reads the document.
     *
     * @param  isAlone      whether nothing may follow the value
     * @return              the value
     * @throws LeftToParser if only a parser can say what it is
     */
    JsonValue read(boolean isAlone) {
        int at = value(space(start()));
        if (depth == 0 && !isAlone) {
            throw new LeftToParser(); // a parser checks the byte after a scalar
        }
        while (depth > 0) {
            at = isObject ? member(at) : element(at);
        }
        if (isAlone) {
            at = endOfDocument(at);
        }
        flush();
        body.end(at);
        return new JsonValue(document, 0);
    }

    /** Where the document begins, after a byte order mark. */
    private int start() {
        int start = body.start();
        while (body.end() - start < Utf8JsonFactory.HEAD && body.more(start) != JsonBody.NONE) {
        }
        int length = body.end() - start;
        if (!Utf8JsonFactory.isUtf8(body.block(), start, length)) {
            throw new LeftToParser();
        }
        return Utf8JsonFactory.isMarked(body.block(), start, length) ? start + Utf8JsonFactory.MARK_BYTES : start;
    }

    private int endOfDocument(int from) {
        int at = from;
        while (true) {
            at = endOfSpace(at);
            if (at < body.end()) {
                throw new LeftToParser();
            }
            int moved = body.more(at);
            if (moved == JsonBody.NONE) {
                return at;
            }
            at -= moved;
        }
    }

    /** The offset of the first byte that is not white space, which is in the block. */
    private int space(int from) {
        byte[] block = body.block();
        if (from < body.end() - LINE_REACH) {
            if (block[from] > ' ') {
                return from;
            }
            int at = block[from] == '\n' ? endOfSpaces(block, from + 1) : from + 1;
            if (block[at] > ' ' && JsonBytes.isSpace(block[from])) {
                return at;
            }
        }
        return behindSpace(from);
    }

    /** The offset of the first byte that is no blank, or the sixteenth. */
    private static int endOfSpaces(byte[] block, int from) {
        long first = JsonBytes.word(block, from) ^ JsonBytes.SPACES;
        long second = (JsonBytes.word(block, from + Long.BYTES) ^ JsonBytes.SPACES) | (1L << (Long.SIZE - 1));
        return from + (first != 0 ? JsonBytes.first(first) : Long.BYTES + JsonBytes.first(second));
    }

    private int behindSpace(int from) {
        int at = endOfSpace(from);
        while (at == body.end()) {
            at = endOfSpace(at - more(at));
        }
        return at;
    }

    private int endOfSpace(int from) {
        byte[] block = body.block();
        int end = body.end();
        int at = from;
        while (at <= end - Long.BYTES) {
            long others = JsonBytes.word(block, at) ^ JsonBytes.SPACES;
            if (others == 0) {
                at += Long.BYTES;
                continue;
            }
            at += JsonBytes.first(others);
            if (!JsonBytes.isSpace(block[at])) {
                return at;
            }
            at++;
        }
        while (at < end && JsonBytes.isSpace(block[at])) {
            at++;
        }
        return at;
    }

    /** As {@link JsonBody#more}, where the document must continue. */
    private int more(int keep) {
        int moved = body.more(keep);
        if (moved == JsonBody.NONE) {
            throw new LeftToParser();
        }
        return moved;
    }

    /** Takes the next member, or the end of the object. */
    private int member(int from) {
        int at = space(from);
        byte[] block = body.block();
        if (block[at] == '}') {
            return close(Word.END_OBJECT, Word.OBJECT, at);
        }
        if (count > 0) {
            if (block[at] != ',') {
                throw new LeftToParser();
            }
            at = space(at + 1);
        }
        if (body.block()[at] != '"' || ++count > limits.maxObjectLength()) {
            throw new LeftToParser();
        }
        at = space(text(at + 1, Word.NAME, constraints.getMaxNameLength() / 4)); // well below what Jackson takes
        if (body.block()[at] != ':') {
            throw new LeftToParser();
        }
        return value(space(at + 1));
    }

    /** Takes the next element, or the end of the array. */
    private int element(int from) {
        int at = space(from);
        byte first = body.block()[at];
        if (first == ']') {
            return close(Word.END_ARRAY, Word.ARRAY, at);
        }
        if (count > 0) {
            if (first != ',') {
                throw new LeftToParser();
            }
            at = space(at + 1);
        }
        if (++count > limits.maxArrayLength()) {
            throw new LeftToParser();
        }
        return value(at);
    }

    /** Takes a scalar, or the beginning of a container. */
    private int value(int at) {
        if (--valuesLeft < 0) {
            throw new LeftToParser();
        }
        return switch (body.block()[at]) {
            case '"' -> text(at + 1, Word.STRING, limits.maxStringLength());
            case '{' -> open(Word.OBJECT, at);
            case '[' -> open(Word.ARRAY, at);
            case 't' -> literal(at, 0, TRUE, Word.TRUE);
            case 'f' -> literal(at, 1, ALSE, Word.FALSE);
            case 'n' -> literal(at, 0, NULL, Word.NULL);
            default -> number(at);
        };
    }

    private void add(long word) {
        if (waitingCount == waiting.length) {
            flush();
        }
        waiting[waitingCount++] = word;
    }

    private void set(int index, long word) {
        int inWaiting = index - tape.size();
        if (inWaiting >= 0) {
            waiting[inWaiting] = word;
        } else {
            tape.set(index, word);
        }
    }

    private void flush() {
        tape.add(waiting, waitingCount);
        waitingCount = 0;
    }

    private int open(int tag, int at) {
        if (depth == limits.maxDepth()) {
            throw new LeftToParser();
        }
        if (depth == begins.length) {
            begins = Arrays.copyOf(begins, depth * 2);
            counts = Arrays.copyOf(counts, depth * 2);
        }
        begins[depth] = begin;
        counts[depth] = isObject ? count : ~count;
        depth++;
        begin = tape.size() + waitingCount;
        count = 0;
        isObject = tag == Word.OBJECT;
        add(Word.of(tag, 0));
        return at + 1;
    }

    private int close(int endTag, int tag, int at) {
        int end = tape.size() + waitingCount;
        add(Word.of(endTag, count));
        set(begin, Word.of(tag, end));
        depth--;
        long outer = counts[depth];
        begin = begins[depth];
        isObject = outer >= 0;
        count = isObject ? outer : ~outer;
        return at + 1;
    }

    /** Reads a literal whose last four letters are given as a word. */
    private int literal(int from, int before, int letters, int tag) {
        int at = from;
        int length = before + Integer.BYTES;
        while (body.end() - at < length) {
            at -= more(at);
        }
        if (JsonBytes.half(body.block(), at + before) != letters) {
            throw new LeftToParser();
        }
        add(Word.of(tag, 0));
        return at + length;
    }

    private int number(int from) {
        int start = from;
        int at = endOfNumber(start);
        while (at == body.end()) { // the number may continue
            if (at - start > constraints.getMaxNumberLength()) {
                throw new LeftToParser();
            }
            start -= more(start);
            at = endOfNumber(start);
        }
        if (at - start > constraints.getMaxNumberLength()) {
            throw new LeftToParser();
        }
        add(Word.of(Word.NUMBER, body.place(start, at)));
        return at;
    }

    /** The offset after a number, or the end of the block if that may be in it. */
    private int endOfNumber(int from) {
        byte[] block = body.block();
        int end = body.end();
        int first = block[from] == '-' ? from + 1 : from;
        int at = endOfDigits(block, first, end);
        if (at == end) {
            return end;
        }
        if (at == first || (block[first] == '0' && at - first > 1)) {
            throw new LeftToParser();
        }
        if (block[at] == '.') {
            int fraction = at + 1;
            at = endOfDigits(block, fraction, end);
            if (at == end) {
                return end;
            }
            if (at == fraction) {
                throw new LeftToParser();
            }
        }
        if ((block[at] | 0x20) == 'e') {
            int exponent = at + 1;
            if (exponent < end && (block[exponent] == '-' || block[exponent] == '+')) {
                exponent++;
            }
            at = endOfDigits(block, exponent, end);
            if (at == exponent && at < end) {
                throw new LeftToParser();
            }
        }
        return at;
    }

    private static int endOfDigits(byte[] block, int from, int end) {
        int at = from;
        while (at <= end - Long.BYTES) {
            int count = JsonBytes.countDigits(JsonBytes.digits(JsonBytes.word(block, at)));
            at += count;
            if (count < Long.BYTES) {
                return at;
            }
        }
        while (at < end && block[at] >= '0' && block[at] <= '9') {
            at++;
        }
        return at;
    }

    /** Takes a string or name whose opening quote has been read. */
    private int text(int from, int tag, int maxBytes) {
        int start = from;
        int at = from;
        boolean isEscaped = false;
        while (true) {
            byte[] block = body.block();
            int end = body.end();
            at = JsonBytes.endOfPlain(block, at, end);
            if (at - start > maxBytes) {
                throw new LeftToParser();
            }
            byte unit = at < end ? block[at] : 0;
            if (unit == '"') {
                break;
            }
            int next = unit < 0 ? endOfSequences(block, at, end) : endOfEscape(block, at, end);
            if (next == at) {
                int moved = more(start);
                start -= moved;
                at -= moved;
            } else {
                isEscaped |= unit == '\\';
                at = next;
            }
        }
        add(Word.of(tag, isEscaped ? unescaped(start, at) : body.place(start, at)));
        return at + 1;
    }

    /** Returns the offset after UTF-8 sequences, or the same offset if more bytes are needed. */
    private int endOfSequences(byte[] block, int at, int end) {
        int next = JsonText.endOfSequences(block, at, end);
        if (next < 0) {
            throw new LeftToParser();
        }
        return next;
    }

    /** Returns the offset after an escape, or the same offset if more bytes are needed. */
    private int endOfEscape(byte[] block, int at, int end) {
        if (at == end) {
            return at;
        }
        int next = block[at] == '\\' ? JsonText.endOfEscape(block, at, end) : -1;
        if (next >= 0) {
            return next;
        }
        if (end - at < JsonText.MAX_ESCAPE && block[at] == '\\') {
            return at;
        }
        throw new LeftToParser();
    }

    private long unescaped(int start, int end) {
        int most = end - start + Long.BYTES;
        if (unescaped.length < most) {
            unescaped = new byte[Math.max(MIN_UNESCAPED, Integer.highestOneBit(most) * 2)];
        }
        int length = JsonText.unescape(body.block(), start, end, unescaped);
        return document.texts().add(unescaped, length);
    }
}
