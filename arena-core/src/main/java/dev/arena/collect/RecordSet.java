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
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.Owned;
import dev.arena.record.RecordLayout;

/**
 * A set of records in arena memory. It ends with the generation of its arena. After that, its methods throw
 * {@link IllegalStateException}.
 *
 * <p>The elements are numbered from 0 in the order in which they are added, and iterated in that order. When an element is
 * removed, the last element takes its number. The number can therefore serve as an index into vectors with further data of
 * the elements.
 *
 * <p>Two records are equal if all their components are equal, with texts compared by content. The set does not call the
 * {@code equals} method of their class. Like {@link Record#equals}, it distinguishes 0.0 from −0.0. In contrast to that
 * method, it distinguishes NaN values with different bits. The set returns new records, whose views of text are valid until
 * the element is removed or the set is cleared.
 *
 * <p>The hash function is random, so an attacker cannot choose colliding elements. Not safe for use by several threads, not
 * even for reading.
 *
 * @param <R> type of the elements
 * @since 0.1.0
 */
public final class RecordSet<R extends Record> extends NumberedSet<R> {
    private final RecordLayout<R> layout;
    private final KeyHash hash;
    private final ByteKeys keys;

    /** Null in a set that has escaped, which any thread may read. */
    private final @Nullable RecordEncoder<R> encoder;

    /**
     * An empty set.
     *
     * @param  arena                             where it lives
     * @param  type                              class of the elements
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     * @throws IllegalArgumentException          if the class cannot be {@linkplain RecordLayout#of laid out}
     */
    public RecordSet(Arena arena, Class<R> type) {
        this(arena, RecordLayout.of(type), DEFAULT_SIZE);
    }

    /**
     * An empty set with room for some elements.
     *
     * @param  arena                             where it lives
     * @param  layout                            how elements are laid out
     * @param  expectedSize                      how many elements fit without growing, from 0 to 2<sup>29</sup>
     * @throws IllegalArgumentException          if the expected size is out of range
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public RecordSet(Arena arena, RecordLayout<R> layout, long expectedSize) {
        this(arena, layout, expectedSize, Column.NONE);
    }

    /** The keys of a map. */
    RecordSet(Arena arena, RecordLayout<R> layout, long expectedSize, Column column) {
        this.layout = layout;
        this.hash = KeyHash.ofProcess();
        this.keys = new ByteKeys(arena, expectedSize, hash, column);
        this.encoder = new RecordEncoder<>(arena, layout);
    }

    /** A set that has escaped. */
    RecordSet(RecordLayout<R> layout, long size, List<MemorySegment> parts) {
        this.layout = layout;
        this.hash = KeyHash.ofProcess();
        this.keys = new ByteKeys(hash, size, parts);
        this.encoder = null;
    }

    /** How elements are laid out. */
    RecordLayout<R> layout() {
        return layout;
    }

    @Override
    List<MemorySegment> parts() {
        return keys.parts();
    }

    /**
     * Creates a copy of the set that outlives its arena. Any thread may read the copy. The copy is immutable: methods that
     * change it throw {@link IllegalStateException}. It finds elements more slowly, because it has no arena to encode them
     * in.
     *
     * @return                                   a handle to the copy, to be closed by the caller
     * @throws dev.arena.ArenaExhaustedException if there is no memory for the copy
     */
    public Owned<RecordSet<R>> escape() {
        return escapeAs((size, parts) -> new RecordSet<>(layout, size, parts));
    }

    /**
     * Whether a record is an element.
     *
     * @param  element                           the record
     * @return                                   whether it has been added
     * @throws dev.arena.ArenaExhaustedException if its texts are long, and there is no memory for them
     */
    public boolean contains(R element) {
        return find(element) >= 0;
    }

    /**
     * Finds an element.
     *
     * @param  element                           the record
     * @return                                   its number, −1 if it is not in the set
     * @throws dev.arena.ArenaExhaustedException if its texts are long, and there is no memory for them
     */
    public long find(R element) {
        RecordEncoder<R> own = encoder;
        if (own != null) {
            return find(own, element);
        }
        try (Arena scratch = Arena.create()) {
            return find(new RecordEncoder<>(scratch, layout), element);
        }
    }

    private long find(RecordEncoder<R> with, R element) {
        int length = with.encode(element);
        return keys.find(with.bytes(), 0, length, hash.hash(with.bytes(), 0, length));
    }

    /**
     * Adds an element.
     *
     * @param  element                           the record
     * @return                                   true if it was not in the set before
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it; nothing has changed then
     */
    public boolean add(R element) {
        int sizeBefore = keys.size();
        return findOrAdd(element) == sizeBefore;
    }

    /**
     * Finds an element, or adds it. The number of an added element is the size before.
     *
     * @param  element                           the record
     * @return                                   its number
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(R element) {
        RecordEncoder<R> own = encoder;
        if (own == null) {
            long found = find(element);
            if (found < 0) {
                index().arena(); // throws for an escaped copy
            }
            return found;
        }
        int length = own.encode(element);
        int keyHash = hash.hash(own.bytes(), 0, length);
        int found = keys.find(own.bytes(), 0, length, keyHash);
        if (found >= 0) {
            return found;
        }
        keys.stage(own.bytes(), 0, length);
        return keys.commit(length, keyHash);
    }

    /**
     * An element by its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @return                           a new record
     * @throws IndexOutOfBoundsException if the number is out of range
     */
    public R elementAt(long number) {
        return element(requireNumber(number));
    }

    @Override
    R element(long number) {
        MemorySegment row = keys.key((int) number);
        return layout.read(row, 0, layout.hasText() ? row.asSlice(layout.byteSize()) : MemorySegment.NULL);
    }

    /**
     * Removes an element. The last one gets its number.
     *
     * @param  element                           the record
     * @return                                   whether it was an element
     * @throws dev.arena.ArenaExhaustedException if its texts are long, and there is no memory for them
     */
    public boolean remove(R element) {
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
    public boolean removeIf(Predicate<? super R> condition) {
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
