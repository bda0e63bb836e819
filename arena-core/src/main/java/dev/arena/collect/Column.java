package dev.arena.collect;

/**
 * What a map keeps beside its keys, with one place for each. Keys make room in it before they add one, so that no key is added
 * without its place. A key and its place often need memory at the same time: the keys leave what the column needs.
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

    /** Bytes of memory that a place for one more key takes at least; 0 if there is one. */
    long bytesToGrow();

    /**
     * Makes room for one more key.
     *
     * @throws dev.arena.ArenaExhaustedException if there is no memory for it
     */
    void reserve();
}
