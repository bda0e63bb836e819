package dev.arena.demo.measurements;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.arena.Arena;

/**
 * A hash table in arena memory, from the UTF-8 bytes of a name to what was measured there. Three segments make it up:
 *
 * <ul>
 * <li>the <em>entries</em>, dense and in order of arrival, each with the figures of one station and where its name is;
 * <li>the <em>names</em>, one behind the other, each filled up with zeros to whole words, so that it is compared a
 * word at a time;
 * <li>the <em>index</em>, open addressing with linear probing: numbers of entries plus one, as zero is what arena
 * memory holds before it is written.
 * </ul>
 *
 * Entries and names grow by doubling, which moves them when they cannot grow in place. The index is at most half full;
 * what replaces it is built from the hashes in the entries. Segments left behind stay in the arena until the request
 * is over, in all less memory than those in use.
 *
 * <p>Not safe for use by several threads.
 */
final class StationTable {
    /** So small that it costs nothing where there are few stations. */
    private static final int INITIAL_ENTRIES = 256;

    /** Enough for names of common length. */
    private static final int INITIAL_NAME_BYTES = INITIAL_ENTRIES * 16;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

    // an entry: offsets of its fields and its size, in bytes
    private static final int SUM = 0;
    private static final int COUNT = 8;
    private static final int NAME = 16;
    private static final int KEY = 24;
    private static final int MIN = 32;
    private static final int MAX = 36;
    private static final int ENTRY = 40;

    private final Arena arena;
    private MemorySegment entries;
    private MemorySegment names;
    private MemorySegment index;
    private int slotMask;
    private int size;
    private long nameBytes;

    /**
     * An empty table.
     *
     * @param arena where it lives
     */
    StationTable(Arena arena) {
        this.arena = arena;
        this.entries = arena.allocate((long) INITIAL_ENTRIES * ENTRY, Long.BYTES);
        this.names = arena.allocate(INITIAL_NAME_BYTES, Long.BYTES);
        this.index = newIndex(2 * INITIAL_ENTRIES);
    }

    /** How many stations there are. */
    int size() {
        return size;
    }

    /**
     * Finds a station. As many whole words as the name touches must be readable in {@code text}.
     *
     * @param  hash a hash of the name, always the same for the same name
     * @return      its entry for {@link #add}, negative if it is unknown
     */
    long find(MemorySegment text, long start, int length, int hash) {
        long key = key(hash, length);
        int slot = hash & slotMask;
        int number = index.getAtIndex(INT, slot);
        while (number != 0) {
            long entry = (number - 1L) * ENTRY;
            if (entries.get(LONG, entry + KEY) == key && isNamed(entry, text, start, length)) {
                return entry;
            }
            slot = slot + 1 & slotMask;
            number = index.getAtIndex(INT, slot);
        }
        return -1;
    }

    /** Hash and length in one, so that one comparison tells most names apart. */
    private static long key(int hash, int length) {
        return (long) hash << 32 | length;
    }

    private static int hashOf(long key) {
        return (int) (key >>> 32);
    }

    private static int lengthOf(long key) {
        return (int) key;
    }

    private boolean isNamed(long entry, MemorySegment text, long start, int length) {
        long name = entries.get(LONG, entry + NAME);
        int offset = 0;
        for (; offset + Long.BYTES <= length; offset += Long.BYTES) {
            if (names.get(Words.WORD, name + offset) != text.get(Words.WORD, start + offset)) {
                return false;
            }
        }
        return offset == length || names.get(Words.WORD, name + offset) == Words
                .first(text.get(Words.WORD, start + offset), length - offset);
    }

    /**
     * Adds a station that {@link #find} did not find.
     *
     * @return its entry
     */
    long insert(MemorySegment text, long start, int length, int hash) {
        long entry = (long) size * ENTRY;
        if (entry == entries.byteSize()) {
            entries = arena.grow(entries, 2 * entry, Long.BYTES);
        }
        int paddedLength = length + Long.BYTES - 1 & -Long.BYTES;
        if (nameBytes + paddedLength > names.byteSize()) {
            names = arena.grow(names, 2 * names.byteSize(), Long.BYTES);
        }
        if (2 * size >= slotMask) {
            growIndex();
        }
        MemorySegment.copy(text, start, names, nameBytes, length);
        entries.set(LONG, entry + NAME, nameBytes);
        entries.set(LONG, entry + KEY, key(hash, length));
        entries.set(INT, entry + MIN, Integer.MAX_VALUE);
        entries.set(INT, entry + MAX, Integer.MIN_VALUE);
        nameBytes += paddedLength;
        size++;
        index.setAtIndex(INT, freeSlot(hash), size);
        return entry;
    }

    private void growIndex() {
        index = newIndex(Math.multiplyExact(2, slotMask + 1));
        for (int i = 0; i < size; i++) {
            int hash = hashOf(entries.get(LONG, (long) i * ENTRY + KEY));
            index.setAtIndex(INT, freeSlot(hash), i + 1);
        }
    }

    private MemorySegment newIndex(int slots) {
        MemorySegment empty = arena.allocate(INT, slots);
        slotMask = slots - 1;
        return empty;
    }

    private int freeSlot(int hash) {
        int slot = hash & slotMask;
        while (index.getAtIndex(INT, slot) != 0) {
            slot = slot + 1 & slotMask;
        }
        return slot;
    }

    /** Adds a measurement to the station with this entry. */
    void add(long entry, int tenths) {
        MemorySegment to = entries;
        to.set(LONG, entry + SUM, to.get(LONG, entry + SUM) + tenths);
        to.set(LONG, entry + COUNT, to.get(LONG, entry + COUNT) + 1);
        if (tenths < to.get(INT, entry + MIN)) {
            to.set(INT, entry + MIN, tenths);
        }
        if (tenths > to.get(INT, entry + MAX)) {
            to.set(INT, entry + MAX, tenths);
        }
    }

    /**
     * The stations, each with at least one measurement, in order of arrival. This is where their names become
     * strings.
     */
    List<Station> stations() {
        List<Station> stations = new ArrayList<>(size);
        byte[] name = new byte[Limits.NAME_BYTES];
        for (long entry = 0; entry < (long) size * ENTRY; entry += ENTRY) {
            int length = lengthOf(entries.get(LONG, entry + KEY));
            MemorySegment.copy(names, ValueLayout.JAVA_BYTE, entries.get(LONG, entry + NAME), name, 0, length);
            stations.add(Station.ofTenths(new String(name, 0, length, StandardCharsets.UTF_8),
                    entries.get(INT, entry + MIN), entries.get(INT, entry + MAX), entries.get(LONG, entry + SUM),
                    entries.get(LONG, entry + COUNT)));
        }
        return stations;
    }
}
