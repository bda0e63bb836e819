package dev.arena.collect;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.record.RecordLayout;

/**
 * A map from records to records in arena memory.
 *
 * <p>The keys are numbered as the elements of a {@link RecordSet} are. {@link RecordSet} defines when they are equal.
 *
 * <p>Not safe for use by several threads, not even for reading.
 *
 * @param <K> type of the keys
 * @param <V> type of the values
 */
public final class RecordMap<K extends Record, V extends Record> extends NumberedMap<K, V> {
    private static final int DEFAULT_SIZE = 8;

    private final RecordSet<K> keys;

    /**
     * An empty map.
     *
     * @param  arena                             where it lives
     * @param  keyType                           class of the keys
     * @param  type                              class of the values
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     * @throws IllegalArgumentException          if a class cannot be {@linkplain RecordLayout#of laid out}
     */
    public RecordMap(Arena arena, Class<K> keyType, Class<V> type) {
        this(arena, RecordLayout.of(keyType), RecordLayout.of(type), DEFAULT_SIZE);
    }

    /**
     * An empty map with room for some keys.
     *
     * @param  arena                             where it lives
     * @param  keyLayout                         how keys are laid out
     * @param  layout                            how values are laid out
     * @param  expectedSize                      how many keys fit without growing, from 0 to 2<sup>29</sup>
     * @throws IllegalArgumentException          if the expected size is out of range
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it
     */
    public RecordMap(Arena arena, RecordLayout<K> keyLayout, RecordLayout<V> layout, long expectedSize) {
        super(arena, layout, expectedSize);
        this.keys = new RecordSet<>(arena, keyLayout, expectedSize, column());
    }

    @Override
    HashIndex index() {
        return keys.index();
    }

    @Override
    void removeKeyAt(long number) {
        keys.removeAt(number);
    }

    @Override
    void clearKeys() {
        keys.clear();
    }

    @Override
    public K keyAt(long number) {
        return keys.elementAt(number);
    }

    /**
     * The value of a key.
     *
     * @param  key the key
     * @return     a new record, or null if the key is not in the map
     * @throws dev.arena.ArenaExhaustedException if its texts are long, and there is no memory for them
     */
    public @Nullable V get(K key) {
        long number = keys.find(key);
        return number < 0 ? null : valueAt(number);
    }

    /**
     * Whether there is a value for a key.
     *
     * @param  key the key
     * @return     whether it is in the map
     * @throws dev.arena.ArenaExhaustedException if its texts are long, and there is no memory for them
     */
    public boolean containsKey(K key) {
        return keys.contains(key);
    }

    /**
     * Sets the value of a key.
     *
     * @param  key   the key; added if it is not in the map
     * @param  value its value from now on
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it; nothing has changed then
     */
    public void put(K key, V value) {
        putAt(keys.findOrAdd(key), value);
    }

    /**
     * Finds a key.
     *
     * @param  key the key
     * @return     its number, −1 if it is not in the map
     * @throws dev.arena.ArenaExhaustedException if its texts are long, and there is no memory for them
     */
    public long find(K key) {
        return keys.find(key);
    }

    /**
     * Finds a key, or adds it with a row of zeros and nulls. The number of an added key is the size before.
     *
     * @param  key the key
     * @return     its number
     * @throws dev.arena.ArenaExhaustedException if the arena has no room for it; nothing has changed then
     */
    public long findOrAdd(K key) {
        return withRow(keys.findOrAdd(key));
    }

    /**
     * Removes a key. The last one gets its number.
     *
     * @param  key the key
     * @return     whether it was in the map
     * @throws dev.arena.ArenaExhaustedException if its texts are long, and there is no memory for them
     */
    public boolean remove(K key) {
        long number = keys.find(key);
        if (number < 0) {
            return false;
        }
        removeAt(number);
        return true;
    }
}
