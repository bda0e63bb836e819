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

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.Owned;
import dev.arena.text.Utf8String;

/**
 * A JSON value of any kind in arena memory. It is a lightweight view of a document or of a part of one. Members keep their
 * order, duplicate names are kept, and numbers are exactly as written.
 *
 * <p>Values are immutable. All threads that may use the arena may use them. Values end with their memory: every method then
 * throws {@link IllegalStateException}. A method for another kind of value throws {@link ClassCastException}.
 *
 * <p>{@linkplain #get(long) Finding} an element or a member takes time in proportion to the number of preceding ones,
 * regardless of their size. Only the views of values are on the heap.
 *
 * @since 0.1.0
 */
public final class JsonValue {
    private final JsonDocument document;
    private final int index;

    JsonValue(JsonDocument document, int index) {
        this.document = document;
        this.index = index;
    }

    JsonDocument document() {
        return document;
    }

    int index() {
        return index;
    }

    private long word() {
        return document.tape().get(index);
    }

    /**
     * Returns the kind of this value.
     *
     * @return the kind
     */
    public JsonKind kind() {
        return JsonNumbers.kind(Word.tag(word()));
    }

    /**
     * Whether this is {@code null}.
     *
     * @return whether it is
     */
    public boolean isNull() {
        return Word.tag(word()) == Word.NULL;
    }

    /**
     * The number of members or elements.
     *
     * @return                    0 or more
     * @throws ClassCastException if this is neither an object nor an array
     */
    public long size() {
        long word = word();
        int tag = Word.tag(word);
        if (tag != Word.OBJECT && tag != Word.ARRAY) {
            throw not("an OBJECT or ARRAY");
        }
        return Word.payload(document.tape().get((int) Word.payload(word)));
    }

    /**
     * A member of this object. Where a name occurs more than once, the last one counts, as in most parsers.
     *
     * @param  name               the name of the member
     * @return                    its value, or null if there is no such member
     * @throws ClassCastException if this is not an object
     */
    public @Nullable JsonValue get(CharSequence name) {
        int end = end(Word.OBJECT);
        int found = find(name, 0, name.length(), index, end);
        return found < 0 ? null : new JsonValue(document, found);
    }

    private int find(CharSequence text, int from, int to, int object, int end) {
        int found = -1;
        for (int at = object + 1; at < end; at = document.next(at + 1)) {
            if (document.texts().same(Word.payload(document.tape().get(at)), text, from, to)) {
                found = at + 1;
            }
        }
        return found;
    }

    /**
     * An element of this array.
     *
     * @param  position                  from 0
     * @return                           the element
     * @throws IndexOutOfBoundsException if there is no such element
     * @throws ClassCastException        if this is not an array
     */
    public JsonValue get(long position) {
        end(Word.ARRAY);
        return new JsonValue(document, find(Objects.checkIndex(position, size()), index));
    }

    private int find(long position, int array) {
        int at = array + 1;
        for (long i = 0; i < position; i++) {
            at = document.next(at);
        }
        return at;
    }

    /**
     * The value that a <a href="https://www.rfc-editor.org/rfc/rfc6901">JSON pointer</a> leads to.
     *
     * @param  pointer                  for instance {@code /statuses/0/user/name}; the empty pointer leads to this value
     * @return                          the value, or null if there is none
     * @throws IllegalArgumentException if this is no JSON pointer
     */
    public @Nullable JsonValue at(String pointer) {
        var path = new PointerPath(pointer);
        JsonValue value = this;
        while (value != null && path.next()) {
            value = value.step(path);
        }
        return value;
    }

    private @Nullable JsonValue step(PointerPath path) {
        long word = word();
        int end = (int) Word.payload(word);
        int found = switch (Word.tag(word)) {
            case Word.OBJECT -> find(path.text(), path.from(), path.to(), index, end);
            case Word.ARRAY -> {
                long position = path.position();
                yield position < 0 || position >= size() ? -1 : find(position, index);
            }
            default -> -1;
        };
        return found < 0 ? null : new JsonValue(document, found);
    }

    /**
     * The members of this object, in the order of the document.
     *
     * @return                    all members, also those of one name
     * @throws ClassCastException if this is not an object
     */
    public Iterable<JsonMember> members() {
        int end = end(Word.OBJECT);
        return () -> new Views<>(document, index + 1, end, 1, JsonMember::new);
    }

    /**
     * The elements of this array.
     *
     * @return                    all elements in order
     * @throws ClassCastException if this is not an array
     */
    public Iterable<JsonValue> elements() {
        int end = end(Word.ARRAY);
        return () -> new Views<>(document, index + 1, end, 0, JsonValue::new);
    }

    private int end(int tag) {
        long word = word();
        if (Word.tag(word) != tag) {
            throw not(tag == Word.OBJECT ? "an OBJECT" : "an ARRAY");
        }
        return (int) Word.payload(word);
    }

    /**
     * The text of this string.
     *
     * @return                    the text, in the memory of the document
     * @throws ClassCastException if this is not a string
     */
    public Utf8String asText() {
        long word = word();
        if (Word.tag(word) != Word.STRING) {
            throw not("a STRING");
        }
        return Utf8String.ofUnchecked(document.texts().get(Word.payload(word)));
    }

    /**
     * This truth value.
     *
     * @return                    true or false
     * @throws ClassCastException if this is not true or false
     */
    public boolean asBoolean() {
        int tag = Word.tag(word());
        if (tag != Word.TRUE && tag != Word.FALSE) {
            throw not("a BOOLEAN");
        }
        return tag == Word.TRUE;
    }

    /**
     * This number as an {@code int}.
     *
     * @return                     the number
     * @throws ArithmeticException if it has a fraction or is out of the range of an {@code int}
     * @throws ClassCastException  if this is not a number
     */
    public int asInt() {
        return Math.toIntExact(asLong());
    }

    /**
     * This number as a {@code long}; {@code 1.0} and {@code 1e2} are whole numbers too.
     *
     * @return                     the number
     * @throws ArithmeticException if it has a fraction or is out of the range of a {@code long}
     * @throws ClassCastException  if this is not a number
     */
    public long asLong() {
        long value = plainLong();
        return value != JsonNumbers.NO_PLAIN_LONG ? value : JsonNumbers.toLong(number().toString());
    }

    /**
     * The {@code double} that is nearest to this number.
     *
     * @return                     a finite number
     * @throws ArithmeticException if the number is out of the range of a {@code double}
     * @throws ClassCastException  if this is not a number
     */
    public double asDouble() {
        return JsonNumbers.toDouble(number());
    }

    /**
     * This number, exactly, with the scale in which it was written.
     *
     * @return                     the number
     * @throws ArithmeticException if the scale is out of the range of a {@code BigDecimal}, some 2<sup>31</sup> to both sides
     * @throws ClassCastException  if this is not a number
     */
    public BigDecimal asBigDecimal() {
        long value = plainLong();
        return value != JsonNumbers.NO_PLAIN_LONG
                ? BigDecimal.valueOf(value)
                : JsonNumbers.toBigDecimal(number().toString());
    }

    /**
     * This whole number, exactly.
     *
     * @return                     the number
     * @throws ArithmeticException if it has a fraction, or an exponent that would make it longer than 100,000 digits
     * @throws ClassCastException  if this is not a number
     */
    public BigInteger asBigInteger() {
        long value = plainLong();
        return value != JsonNumbers.NO_PLAIN_LONG
                ? BigInteger.valueOf(value)
                : JsonNumbers.toBigInteger(number().toString());
    }

    private long plainLong() {
        Texts texts = document.texts();
        long place = numberPlace();
        return JsonNumbers.plainLong(texts.page(place), Texts.offset(place), texts.length(place));
    }

    /** This number as it was written. */
    private Utf8String number() {
        return Utf8String.ofUnchecked(document.texts().get(numberPlace()));
    }

    private long numberPlace() {
        long word = word();
        if (Word.tag(word) != Word.NUMBER) {
            throw not("a NUMBER");
        }
        return Word.payload(word);
    }

    /**
     * Creates a copy of this value, with all that is in it, that outlives its memory. Any thread may read the copy. The copy
     * of a part of a document does not keep the rest of the document.
     *
     * @param  arena                             arena that allocates the copy
     * @return                                   a handle to the copy, to be closed by the caller
     * @throws dev.arena.ArenaExhaustedException if there is no memory for the copy
     */
    public Owned<JsonValue> escape(Arena arena) {
        return EscapedValue.copyOf(document, index, arena);
    }

    private ClassCastException not(String expected) {
        return new ClassCastException("The JSON value is of kind " + kind() + ", not " + expected);
    }

    /** Whether the other is a value of the same kind and content: members in the same order, numbers written in the same way. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof JsonValue that
                && JsonContent.equal(document, index, that.document, that.index);
    }

    /** Returns a hash of the content. It is computed at each call. */
    @Override
    public int hashCode() {
        return JsonContent.hash(document, index);
    }

    /** This value as JSON without white space; also the number or string itself is JSON. */
    @Override
    public String toString() {
        return JsonContent.toJson(document, index);
    }
}
