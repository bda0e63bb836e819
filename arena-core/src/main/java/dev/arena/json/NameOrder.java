package dev.arena.json;

/**
 * In which order the members of an object come. Objects of an array mostly have theirs in the same order, and to compare a name
 * with the one that is expected costs less than to find out which it is. So the follower of each name is remembered, as it was
 * last time; at first the order is that of the record.
 */
final class NameOrder {
    private final int from;
    private final int count;

    /** Where in the memory of a decoding the followers begin, and how many names there are, at least one. */
    NameOrder(int from, int count) {
        this.from = from;
        this.count = count;
    }

    /** The place before the first name. */
    int start() {
        return from;
    }

    /** The place behind a name. */
    int after(int name) {
        return from + name + 1;
    }

    /** Begins with the order of the names themselves. */
    void reset(int[] followers) {
        for (int i = 0; i <= count; i++) {
            followers[from + i] = i == count ? 0 : i;
        }
    }
}
