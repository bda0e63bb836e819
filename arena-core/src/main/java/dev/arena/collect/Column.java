package dev.arena.collect;

/**
 * The values of a map, with one place for each key. The keys make room in the column before they add a key, so that no key is
 * added without a place for its value. Keys and column often need memory at the same time, so the keys leave enough for the
 * column.
 */
interface Column {

    /** The column of a set, which has none. */
    Column NONE = new Column() {
        @Override
        public long bytesToGrow() {
            return 0;
        }

        @Override
        public void reserve() {}
    };

    /** Bytes of memory that the column needs at least for one more key; 0 if it has room. */
    long bytesToGrow();

    /**
     * Makes room for one more key.
     *
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    void reserve();
}
