package dev.arena.json;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** The names of the entries of a map that is being decoded. Few of them take no memory anew; many take no more time than a hash map does. */
final class EntryNames {
    private static final int FEW = 32;

    private final String[] few = new String[FEW];
    private final Map<String, Integer> many = new HashMap<>();
    private int count;

    void clear() {
        Arrays.fill(few, 0, Math.min(count, FEW), null);
        if (count > FEW) {
            many.clear();
        }
        count = 0;
    }

    /** The number of an entry, from 0; one that is not known yet is the next, and -1 is answered. */
    int findOrAdd(String name) {
        for (int i = 0; i < Math.min(count, FEW); i++) {
            if (few[i].equals(name)) {
                return i;
            }
        }
        if (count < FEW) {
            few[count++] = name;
            return -1;
        }
        Integer known = many.putIfAbsent(name, count);
        if (known == null) {
            count++;
            return -1;
        }
        return known;
    }
}
