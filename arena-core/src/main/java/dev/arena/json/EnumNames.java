package dev.arena.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The constants of an enum by their names in JSON, found without making a string. */
final class EnumNames {
    /** The name of each constant, by ordinal. */
    private final List<String> written = new ArrayList<>();

    /** The names in the slots that their hashes say, or behind; a power of two of them, at most half of them taken. */
    private final String[] names;

    /** The ordinals that belong to the names. */
    private final int[] ordinals;

    EnumNames(Class<?> type) {
        Map<String, Integer> all = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            int ordinal = written.size();
            PropertyName name = PropertyName.ofConstant((Enum<?>) constant);
            written.add(name.name());
            put(all, type, name.name(), ordinal);
            name.aliases().forEach(alias -> put(all, type, alias, ordinal));
        }
        int size = Integer.highestOneBit(Math.max(1, all.size())) * 4;
        names = new String[size];
        ordinals = new int[size];
        all.forEach(this::add);
    }

    private static void put(Map<String, Integer> all, Class<?> type, String name, int ordinal) {
        Integer other = all.putIfAbsent(name, ordinal);
        if (other != null && other != ordinal) {
            throw new IllegalArgumentException("Two constants of " + type.getName() + " are called " + name);
        }
    }

    private void add(String name, int ordinal) {
        int slot = name.hashCode() & names.length - 1;
        while (names[slot] != null) {
            slot = slot + 1 & names.length - 1;
        }
        names[slot] = name;
        ordinals[slot] = ordinal;
    }

    /** The ordinal of the constant with this name, or -1. */
    int ordinal(char[] chars, int offset, int length) {
        int hash = 0; // as String has it
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + chars[offset + i];
        }
        for (int slot = hash & names.length - 1; names[slot] != null; slot = slot + 1 & names.length - 1) {
            if (isSame(names[slot], chars, offset, length)) {
                return ordinals[slot];
            }
        }
        return -1;
    }

    private static boolean isSame(String name, char[] chars, int offset, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (name.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }

    /** The name of each constant, by ordinal. */
    List<String> written() {
        return List.copyOf(written);
    }
}
