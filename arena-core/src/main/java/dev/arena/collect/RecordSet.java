package dev.arena.collect;

import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.Objects;
import java.util.StringJoiner;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8Builder;

/**
 * A set of records in arena memory. It ends with the generation of its arena: from then on it throws
 * {@link IllegalStateException}.
 *
 * <p>The elements are numbered from 0 in the order in which they are added, and iterated in that order. When an element is
 * removed, the last one gets its number. So the number can serve as an index into vectors with further data of the elements.
 *
 * <p>Records are equal here if all their components are, with texts compared by content. An {@code equals} method of their
 * class is not called. Like {@link Record#equals}, this distinguishes 0.0 from −0.0. Unlike that, it distinguishes NaNs with
 * different bits. The set returns new records, whose views of text stay valid until the set is cleared.
 *
 * <p>The hash function is random, so that elements cannot be chosen to collide. Not safe for use by several threads, not even
 * for reading.
 *
 * @param <R> type of the elements
 */
public final class RecordSet<R extends Record> implements Iterable<R> {
    private static final int DEFAULT_SIZE = 8;

    // A key is the row that the layout writes, followed by the texts of the row. Each key is written from offset 0, and unused
    // bytes of a row are zero. So equal records make equal bytes.

    private final Arena arena;
    private final RecordLayout<R> layout;
    private final int rowBytes;
    private final KeyHash hash;
    private final ByteKeys keys;

    /** Buffer for the texts of a record; null if the layout has none. */
    private static final long FIRST_TEXT_BYTES = 64;

    private final @Nullable Utf8Builder text;

    /** Buffer in which a record is encoded as a key. */
    private MemorySegment key;

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
        this.arena = arena;
        this.layout = layout;
        this.rowBytes = Math.toIntExact(layout.byteSize());
        this.hash = KeyHash.ofProcess();
        this.keys = new ByteKeys(arena, expectedSize, hash, column);
        this.text = layout.hasText() ? layout.newText(arena, FIRST_TEXT_BYTES) : null;
        this.key = arena.allocate(rowBytes, Long.BYTES);
    }

    /**
     * Number of elements.
     *
     * @return the size
     */
    public long size() {
        return keys.size();
    }

    /**
     * Whether the set is empty.
     *
     * @return whether the size is 0
     */
    public boolean isEmpty() {
        return keys.size() == 0;
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
        int length = encode(element);
        return keys.find(key, 0, length, hash.hash(key, 0, length));
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
        int length = encode(element);
        int keyHash = hash.hash(key, 0, length);
        int found = keys.find(key, 0, length, keyHash);
        if (found >= 0) {
            return found;
        }
        keys.stage(key, 0, length);
        return keys.commit(length, keyHash);
    }

    /** Encodes a record as a key, and returns its length in bytes. */
    private int encode(R element) {
        key.asSlice(0, rowBytes).fill((byte) 0);
        Utf8Builder texts = text;
        if (texts == null) {
            layout.write(key, 0, element);
            return rowBytes;
        }
        texts.clear();
        layout.write(key, 0, element, texts);
        long bytes = texts.byteLength();
        if (bytes > key.byteSize() - rowBytes) {
            key = arena.growAtLeast(key, rowBytes + bytes, 2 * key.byteSize(), Long.BYTES);
        }
        MemorySegment.copy(texts.segment(), 0, key, rowBytes, bytes);
        return Math.toIntExact(rowBytes + bytes);
    }

    /**
     * An element by its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @return                           a new record
     * @throws IndexOutOfBoundsException if there is none with this number
     */
    public R elementAt(long number) {
        MemorySegment row = keys.key((int) Objects.checkIndex(number, size()));
        return layout.read(row, 0, text == null ? MemorySegment.NULL : row.asSlice(rowBytes));
    }

    /**
     * Removes an element. The last one gets its number.
     *
     * @param  element                           the record
     * @return                                   whether it was an element
     * @throws dev.arena.ArenaExhaustedException if its texts are long, and there is no memory for them
     */
    public boolean remove(R element) {
        long number = find(element);
        if (number < 0) {
            return false;
        }
        removeAt(number);
        return true;
    }

    /**
     * Removes an element by its number. The last one gets its number.
     *
     * @param  number                    from 0 to the size, exclusive
     * @throws IndexOutOfBoundsException if there is none with this number
     */
    public void removeAt(long number) {
        keys.remove((int) Objects.checkIndex(number, size()));
    }

    /** Removes all elements. Their memory is reused, so views of their texts must not be used any more. */
    public void clear() {
        keys.clear();
    }

    /**
     * The elements by number.
     *
     * @return an iterator; it throws {@link java.util.ConcurrentModificationException} if the set was changed by anything
     *         but its own {@code remove}
     */
    @Override
    public Iterator<R> iterator() {
        return new EntryIterator<>(keys.index(), this::elementAt, this::removeAt);
    }

    /**
     * The elements as a list, in the order of their numbers.
     *
     * @return text such as {@code [Point[x=1, y=2]]}
     */
    @Override
    public String toString() {
        var list = new StringJoiner(", ", "[", "]");
        for (R element : this) {
            list.add(element.toString());
        }
        return list.toString();
    }

    HashIndex index() {
        return keys.index();
    }
}
