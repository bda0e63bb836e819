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

package dev.arena.collect;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.Owned;
import dev.arena.text.Utf8String;

/**
 * A set of strings in arena memory, encoded as UTF-8. It ends with the generation of its arena. After that, its methods throw
 * {@link IllegalStateException}.
 *
 * <p>The elements are numbered from 0 in the order in which they are added, and iterated in that order. When an element is
 * removed, the last element takes its number. The number can therefore serve as an index into vectors with further data of
 * the elements.
 *
 * <p>An element can be passed as characters, or, without creating an object, as bytes of a {@link MemorySegment}. A parser
 * that has already computed the {@link KeyHash} can pass the hash, too. Elements are equal if their bytes are equal. The set
 * copies a text when it adds it, and only then checks that bytes are valid UTF-8. A search for invalid bytes finds nothing.
 * The set returns views, which are valid until their element is removed or the set is {@linkplain #clear cleared}. The set
 * then reuses the memory, so elements can be added and removed indefinitely.
 *
 * <p>The hash function is random, so an attacker cannot choose colliding elements. Not safe for use by several threads, not
 * even for reading.
 *
 * @since 0.1.0
 */
public final class StringSet extends NumberedSet<Utf8String> {
    private final ByteKeys keys;
    private final KeyHash hash;

    /** Null in a set that has escaped, which any thread may read. */
    private final @Nullable KeyEncoder encoder;

    /**
     * An empty set.
     *
     * @param  arena                            where it lives
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public StringSet(Arena arena) {
        this(arena, DEFAULT_SIZE);
    }

    /**
     * An empty set with room for some elements.
     *
     * @param  arena                            where it lives
     * @param  expectedSize                     how many elements of common length fit without growing, from 0 to
     *                                          2<sup>29</sup>
     * @throws IllegalArgumentException         if the expected size is out of range
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public StringSet(Arena arena, long expectedSize) {
        this(arena, expectedSize, Column.NONE);
    }

    /** The keys of a map. */
    StringSet(Arena arena, long expectedSize, Column column) {
        this(arena, expectedSize, KeyHash.ofProcess(), column);
    }

    private StringSet(Arena arena, long expectedSize, KeyHash hash, Column column) {
        this.keys = new ByteKeys(arena, expectedSize, hash, column);
        this.hash = hash;
        this.encoder = new KeyEncoder(arena, hash);
    }

    /** A set that has escaped. */
    StringSet(long size, List<MemorySegment> parts) {
        this.hash = KeyHash.ofProcess();
        this.keys = new ByteKeys(hash, size, parts);
        this.encoder = null;
    }

    @Override
    List<MemorySegment> parts() {
        return keys.parts();
    }

    /**
     * Creates a copy of the set that outlives its arena. Any thread may read the copy. The copy is immutable: methods that
     * change it throw {@link IllegalStateException}.
     *
     * @return                                   a handle to the copy, to be closed by the caller
     * @throws dev.arena.ArenaExhaustedException if there is no memory for the copy
     */
    public Owned<StringSet> escape() {
        return escapeAs(StringSet::new);
    }

    /**
     * Whether a string is an element.
     *
     * @param  element                               the string
     * @return                                       true if it is in the set
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public boolean contains(CharSequence element) {
        return find(element) >= 0;
    }

    /**
     * Finds an element.
     *
     * @param  element                               the string
     * @return                                       its number, −1 if it is not in the set
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public long find(CharSequence element) {
        if (element instanceof Utf8String utf8) {
            return find(utf8.segment(), 0, (int) utf8.byteLength());
        }
        KeyEncoder own = encoder;
        if (own == null) {
            byte[] utf8 = KeyEncoder.utf8(element);
            return find(MemorySegment.ofArray(utf8), 0, utf8.length);
        }
        int elementHash = own.encode(element);
        return keys.find(own.bytes(), 0, own.length(), elementHash);
    }

    /**
     * Finds an element.
     *
     * @param  text                      where the string is, in UTF-8
     * @param  start                     start offset, in bytes
     * @param  length                    of the string, in bytes
     * @return                           its number, −1 if it is not in the set
     * @throws IndexOutOfBoundsException if it is not within {@code text}
     */
    public long find(MemorySegment text, long start, int length) {
        return keys.find(text, start, length, hash.hash(text, start, length));
    }

    /**
     * Finds an element.
     *
     * @param  text                      where the string is, in UTF-8
     * @param  start                     start offset, in bytes
     * @param  length                    of the string, in bytes
     * @param  elementHash               its hash by {@link KeyHash#ofProcess}; with any other hash, the result is undefined
     * @return                           its number, −1 if it is not in the set
     * @throws IndexOutOfBoundsException if it is not within {@code text}
     */
    public long find(MemorySegment text, long start, int length, int elementHash) {
        Objects.checkFromIndexSize(start, length, text.byteSize());
        return keys.find(text, start, length, elementHash);
    }

    /**
     * Adds an element.
     *
     * @param  element                               the string
     * @return                                       true if it was not in the set before
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public boolean add(CharSequence element) {
        int sizeBefore = keys.size();
        return findOrAdd(element) == sizeBefore;
    }

    /**
     * Finds an element, or adds it. The number of an added element is the size before.
     *
     * @param  element                               the string
     * @return                                       its number
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(CharSequence element) {
        if (element instanceof Utf8String utf8) {
            return findOrAdd(utf8.segment(), 0, (int) utf8.byteLength());
        }
        KeyEncoder own = encoder;
        if (own == null) {
            byte[] utf8 = KeyEncoder.utf8(element);
            return findOrAdd(MemorySegment.ofArray(utf8), 0, utf8.length);
        }
        int elementHash = own.encode(element);
        return findOrAdd(own.bytes(), 0, own.length(), elementHash);
    }

    /**
     * Finds an element, or adds it. The number of an added element is the size before.
     *
     * @param  text                                  where the string is, in UTF-8
     * @param  start                                 start offset, in bytes
     * @param  length                                of the string, in bytes
     * @return                                       its number
     * @throws IndexOutOfBoundsException             if it is not within {@code text}
     * @throws dev.arena.text.MalformedTextException if the bytes are not valid UTF-8
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(MemorySegment text, long start, int length) {
        return findOrAdd(text, start, length, hash.hash(text, start, length));
    }

    /**
     * Finds an element, or adds it. The number of an added element is the size before.
     *
     * @param  text                                  where the string is, in UTF-8
     * @param  start                                 start offset, in bytes
     * @param  length                                of the string, in bytes
     * @param  elementHash                           its hash by {@link KeyHash#ofProcess}; with any other it may not be found
     *                                               again
     * @return                                       its number
     * @throws IndexOutOfBoundsException             if it is not within {@code text}
     * @throws dev.arena.text.MalformedTextException if the bytes are not valid UTF-8
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(MemorySegment text, long start, int length, int elementHash) {
        Objects.checkFromIndexSize(start, length, text.byteSize());
        int found = keys.find(text, start, length, elementHash);
        return found >= 0 ? found : insert(text, start, length, elementHash);
    }

    private int insert(MemorySegment text, long start, int length, int elementHash) {
        Utf8String.of(keys.stage(text, start, length)); // checks the copy, which no other code can change
        return keys.commit(length, elementHash);
    }

    /**
     * An element by its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @return                           a view of the element
     * @throws IndexOutOfBoundsException if the number is out of range
     */
    public Utf8String elementAt(long number) {
        return element(requireNumber(number));
    }

    @Override
    Utf8String element(long number) {
        return Utf8String.ofUnchecked(keys.key((int) number));
    }

    /**
     * Removes an element. The last one gets its number.
     *
     * @param  element                               the string
     * @return                                       whether it was an element
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public boolean remove(CharSequence element) {
        return removeFound(find(element));
    }

    @Override
    void removeElement(int number) {
        keys.remove(number);
    }

    /**
     * Removes the elements that a condition is true for. If it throws, the elements that it was true for before stay removed.
     *
     * @param  condition                                 the condition, which must not change the set
     * @return                                           whether elements were removed
     * @throws java.util.ConcurrentModificationException when it finds the set changed by that
     */
    public boolean removeIf(Predicate<? super Utf8String> condition) {
        return removeIf(index(), number -> condition.test(element(number)), this::removeAt);
    }

    @Override
    public void clear() {
        keys.clear();
    }

    @Override
    HashIndex index() {
        return keys.index();
    }
}
