package dev.arena.record;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8String;

/**
 * The entries of a map that is a component of a row, in the order of the map, read without making objects. A view, as a
 * {@link ListSlice} is.
 */
public final class MapSlice {
    private final ListSlice keys;
    private final ListSlice values;

    MapSlice(ListSlice values) {
        this.keys = values.keys();
        this.values = values;
    }

    /**
     * Number of entries.
     *
     * @return the number, 0 or more
     */
    public int size() {
        return keys.size();
    }

    /**
     * The keys.
     *
     * @return a view of them, in the order of the entries
     */
    public ListSlice keys() {
        return keys;
    }

    /**
     * The values.
     *
     * @return a view of them, in the order of the entries
     */
    public ListSlice values() {
        return values;
    }

    /**
     * Looks for a key among texts, one after the other.
     *
     * @param  key                      the key
     * @return                          the number of its entry, −1 if there is none
     * @throws IllegalArgumentException if keys are no texts
     */
    public int indexOf(CharSequence key) {
        for (int i = 0; i < keys.size(); i++) {
            Utf8String each = keys.getText(i);
            if (each != null && each.contentEquals(key)) {
                return i;
            }
        }
        return -1;
    }

    /**
     * Makes a map of the entries.
     *
     * @return an unmodifiable map in their order
     */
    public Map<Object, @Nullable Object> toMap() {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keys.size(); i++) {
            map.put(Objects.requireNonNull(keys.get(i)), values.get(i));
        }
        return Collections.unmodifiableMap(map);
    }

    /** The entries in braces. */
    @Override
    public String toString() {
        return toMap().toString();
    }
}
