package dev.arena.collect;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.ObjLongConsumer;

import dev.arena.Arena;
import dev.arena.text.Utf8String;

/**
 * A map from strings to {@code long}s in arena memory, made for counting. It ends with the generation of its arena: from then
 * on it throws {@link IllegalStateException}.
 *
 * <p>The keys are numbered as the elements of a {@link StringSet} are, and given in the same ways. To count, find the number of
 * a key and add to its value:
 *
 * {@snippet :
 * long word = counts.findOrAdd(text, start, length);
 * counts.addAt(word, 1);
 * }
 *
 * Not safe for use by several threads, not even for reading.
 */
public final class StringLongMap {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final int DEFAULT_SIZE = 8;

    private final Arena arena;
    private final StringSet keys;
    private MemorySegment values;

    /**
     * An empty map.
     *
     * @param  arena                            where it lives
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public StringLongMap(Arena arena) {
        this(arena, DEFAULT_SIZE);
    }

    /**
     * An empty map with room for some keys.
     *
     * @param  arena                            where it lives
     * @param  expectedSize                     how many keys of common length fit without growing, from 0 to 2<sup>29</sup>
     * @throws IllegalArgumentException         if the expected size is out of range
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public StringLongMap(Arena arena, long expectedSize) {
        this.arena = arena;
        this.keys = new StringSet(arena, expectedSize, new Values());
        this.values = arena.allocate(Math.max(1, expectedSize) * LONG.byteSize(), LONG.byteAlignment());
    }

    /**
     * Number of keys.
     *
     * @return the size
     */
    public long size() {
        return keys.size();
    }

    /**
     * Whether the map is empty.
     *
     * @return whether the size is 0
     */
    public boolean isEmpty() {
        return keys.isEmpty();
    }

    /**
     * Whether there is a value for a key.
     *
     * @param  key                                   the key
     * @return                                       whether it is in the map
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public boolean containsKey(CharSequence key) {
        return keys.contains(key);
    }

    /**
     * The value of a key.
     *
     * @param  key                                   the key
     * @param  otherwise                             the answer for a key that is not in the map
     * @return                                       its value
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public long getOrDefault(CharSequence key, long otherwise) {
        long number = keys.find(key);
        return number < 0 ? otherwise : values.getAtIndex(LONG, number);
    }

    /**
     * Sets the value of a key.
     *
     * @param  key                                   the key; added if it is not in the map
     * @param  value                                 its value from now on
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public void put(CharSequence key, long value) {
        long number = keys.findOrAdd(key); // first, as it may move the values
        values.setAtIndex(LONG, number, value);
    }

    /**
     * Adds to the value of a key.
     *
     * @param  key                                   the key; added with the value 0 if it is not in the map
     * @param  amount                                what to add; beyond the range of {@code long} it wraps around
     * @return                                       its value from now on
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long add(CharSequence key, long amount) {
        return addAt(findOrAdd(key), amount);
    }

    /**
     * Finds a key.
     *
     * @param  key                                   the key
     * @return                                       its number, −1 if it is not in the map
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public long find(CharSequence key) {
        return keys.find(key);
    }

    /**
     * Finds a key.
     *
     * @param  text                      where the key is, in UTF-8
     * @param  start                     where it begins, in bytes
     * @param  length                    of the key, in bytes
     * @return                           its number, −1 if it is not in the map
     * @throws IndexOutOfBoundsException if it is not within {@code text}
     */
    public long find(MemorySegment text, long start, int length) {
        return keys.find(text, start, length);
    }

    /**
     * Finds a key, or adds it with the value 0. The number of an added key is the size before.
     *
     * @param  key                                   the key
     * @return                                       its number
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(CharSequence key) {
        return keys.findOrAdd(key);
    }

    /**
     * Finds a key, or adds it with the value 0. The number of an added key is the size before.
     *
     * @param  text                                  where the key is, in UTF-8
     * @param  start                                 where it begins, in bytes
     * @param  length                                of the key, in bytes
     * @return                                       its number
     * @throws IndexOutOfBoundsException             if it is not within {@code text}
     * @throws dev.arena.text.MalformedTextException if the bytes are not valid UTF-8
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(MemorySegment text, long start, int length) {
        return keys.findOrAdd(text, start, length);
    }

    /**
     * Finds a key, or adds it with the value 0. The number of an added key is the size before.
     *
     * @param  text                                  where the key is, in UTF-8
     * @param  start                                 where it begins, in bytes
     * @param  length                                of the key, in bytes
     * @param  keyHash                               its hash by {@link KeyHash#ofProcess}; with any other it may not be found
     *                                               again
     * @return                                       its number
     * @throws IndexOutOfBoundsException             if it is not within {@code text}
     * @throws dev.arena.text.MalformedTextException if the bytes are not valid UTF-8
     * @throws dev.arena.ArenaExhaustedException     if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(MemorySegment text, long start, int length, int keyHash) {
        return keys.findOrAdd(text, start, length, keyHash);
    }

    /**
     * A key by its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @return                           a view of the key, which stays valid until the map is cleared
     * @throws IndexOutOfBoundsException if there is none with this number
     */
    public Utf8String keyAt(long number) {
        return keys.elementAt(number);
    }

    /**
     * The value of a key.
     *
     * @param  number                    of the key, from 0 to the size, exclusive
     * @return                           its value
     * @throws IndexOutOfBoundsException if there is none with this number
     */
    public long valueAt(long number) {
        return values.getAtIndex(LONG, Objects.checkIndex(number, keys.size()));
    }

    /**
     * Sets the value of a key.
     *
     * @param  number                    of the key, from 0 to the size, exclusive
     * @param  value                     its value from now on
     * @throws IndexOutOfBoundsException if there is none with this number
     */
    public void setAt(long number, long value) {
        values.setAtIndex(LONG, Objects.checkIndex(number, keys.size()), value);
    }

    /**
     * Adds to the value of a key.
     *
     * @param  number                    of the key, from 0 to the size, exclusive
     * @param  amount                    what to add; beyond the range of {@code long} it wraps around
     * @return                           its value from now on
     * @throws IndexOutOfBoundsException if there is none with this number
     */
    public long addAt(long number, long amount) {
        Objects.checkIndex(number, keys.size());
        MemorySegment to = values;
        long value = to.getAtIndex(LONG, number) + amount;
        to.setAtIndex(LONG, number, value);
        return value;
    }

    /**
     * Removes a key. The last one gets its number.
     *
     * @param  key                                   the key
     * @return                                       whether it was in the map
     * @throws dev.arena.text.MalformedTextException if it has a surrogate without its other half
     * @throws dev.arena.ArenaExhaustedException     if it must be encoded, is long, and there is no memory for that
     */
    public boolean remove(CharSequence key) {
        long number = keys.find(key);
        if (number < 0) {
            return false;
        }
        removeAt(number);
        return true;
    }

    /**
     * Removes a key by its number. The last one gets its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @throws IndexOutOfBoundsException if there is none with this number
     */
    public void removeAt(long number) {
        long last = keys.size() - 1;
        keys.removeAt(number);
        values.setAtIndex(LONG, number, values.getAtIndex(LONG, last));
        values.setAtIndex(LONG, last, 0);
    }

    /** Removes all keys. Their memory is reused, so views of keys must not be used any more. */
    public void clear() {
        values.asSlice(0, keys.size() * LONG.byteSize()).fill((byte) 0);
        keys.clear();
    }

    /**
     * The keys by number.
     *
     * @return views of the keys; the {@code remove} of an iterator removes a key from the map
     */
    public Iterable<Utf8String> keys() {
        return this::iterator;
    }

    private EntryIterator<Utf8String> iterator() {
        return new EntryIterator<>(keys.index(), keys::elementAt, this::removeAt);
    }

    /**
     * The values by the numbers of their keys.
     *
     * @return a read-only segment with one {@code long} for each; it shows the map as it is now
     */
    public MemorySegment values() {
        return values.asSlice(0, size() * LONG.byteSize()).asReadOnly();
    }

    /**
     * Calls an action for each key, in the order of their numbers.
     *
     * @param  action                                  what to do with a view of the key and its value
     * @throws java.util.ConcurrentModificationException when it finds the keys changed by that
     */
    public void forEach(ObjLongConsumer<? super Utf8String> action) {
        for (EntryIterator<Utf8String> entries = iterator(); entries.hasNext();) {
            int number = entries.nextNumber();
            action.accept(keys.elementAt(number), valueAt(number));
        }
    }

    /**
     * The keys and values as a map, in the order of their numbers.
     *
     * @return text such as {@code {a=1, b=2}}
     */
    @Override
    public String toString() {
        var text = new StringJoiner(", ", "{", "}");
        forEach((key, value) -> text.add(key + "=" + value));
        return text.toString();
    }

    /** The values, in which there is room for each key that is added. */
    private final class Values implements Column {

        @Override
        public long bytesToGrow() {
            long end = (keys.size() + 1) * LONG.byteSize();
            return end > values.byteSize() ? end : 0;
        }

        @Override
        public void reserve() {
            long least = bytesToGrow();
            if (least > 0) {
                values = arena.growAtLeast(values, least, 2 * values.byteSize(), LONG.byteAlignment());
            }
        }
    }
}
