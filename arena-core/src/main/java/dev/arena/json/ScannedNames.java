package dev.arena.json;

import java.util.Arrays;

/**
 * Where the names of a document's members are, so that a name is stored once, however often it occurs; told apart by their bytes
 * in the source. As {@link NameCache}, it stays small and looks at a few slots only.
 */
final class ScannedNames {
    private static final int FIRST_SLOTS = 32;
    private static final int MAX_SLOTS = 1024;
    private static final int PROBES = 8;

    /** 2<sup>64</sup> divided by the golden ratio, as in Fibonacci hashing. */
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

    private final byte[] source;

    /** Of each name where it is stored, or -1, and in the source its offset and length. */
    private long[] places = new long[FIRST_SLOTS + 1];
    private long[] ranges = new long[FIRST_SLOTS];

    /** Of each name the slot of the one that came after it last: objects of a kind have the same names in the same order. */
    private int[] followers = new int[FIRST_SLOTS + 1];
    private int last;
    private int count;

    ScannedNames(byte[] source) {
        this.source = source;
        Arrays.fill(places, -1);
    }

    /**
     * The length of the name that begins here, if it is the one that came after the last name before, or -1. What it is like is
     * known then, and it need not be looked at for anything but that it is the same.
     */
    int expected(int offset, int end) {
        int slot = followers[last];
        int length = (int) ranges[slot];
        if (end - offset <= length || source[offset + length] != '"' || places[slot] < 0
                || !isSame((int) (ranges[slot] >>> 32), offset, length)) {
            return -1;
        }
        last = slot;
        return length;
    }

    /** Where the name is stored that was {@link #expected}. */
    long place() {
        return places[last];
    }

    /** Notes that the name of this slot came now. */
    void follow(int slot) {
        followers[last] = slot == ranges.length ? 0 : slot;
        last = slot;
    }

    /** The slot of the name, of which the source has these bytes, or the one where it could be put. The last one serves nobody. */
    int find(int offset, int length) {
        int mask = ranges.length - 1;
        int slot = hash(offset, length) & mask;
        for (int i = 0; i < PROBES; i++, slot = slot + 1 & mask) {
            if (places[slot] < 0) {
                return slot;
            }
            int other = (int) (ranges[slot] >>> 32);
            if ((int) ranges[slot] == length && isSame(other, offset, length)) {
                return slot;
            }
        }
        return mask + 1;
    }

    private boolean isSame(int one, int other, int length) {
        return Arrays.equals(source, one, one + length, source, other, other + length);
    }

    private int hash(int offset, int length) {
        long hash = length;
        int at = offset;
        int last = offset + length - Long.BYTES;
        for (; at <= last; at += Long.BYTES) {
            hash = (hash ^ (long) ScannedText.LONG.get(source, at)) * SPREAD;
        }
        for (; at < offset + length; at++) {
            hash = (hash ^ source[at]) * SPREAD;
        }
        return (int) (hash >>> 40);
    }

    /** Where the name of a slot is stored, or -1. */
    long place(int slot) {
        return places[slot];
    }

    /** Notes where a name is that {@link #find} has answered this slot for. */
    void put(int slot, int offset, int length, long place) {
        if (slot == ranges.length) {
            return;
        }
        places[slot] = place;
        ranges[slot] = (long) offset << 32 | length;
        count++;
        if (count > ranges.length / 2 && ranges.length < MAX_SLOTS) {
            grow();
        }
    }

    private void grow() {
        long[] oldPlaces = places;
        long[] oldRanges = ranges;
        int slots = oldRanges.length * 2;
        places = new long[slots + 1];
        ranges = new long[slots];
        followers = new int[slots + 1];
        last = slots;
        Arrays.fill(places, -1);
        for (int i = 0; i < oldRanges.length; i++) {
            if (oldPlaces[i] >= 0) {
                int slot = find((int) (oldRanges[i] >>> 32), (int) oldRanges[i]);
                if (slot < slots) {
                    places[slot] = oldPlaces[i];
                    ranges[slot] = oldRanges[i];
                }
            }
        }
    }
}
