package dev.arena.json;

import java.util.ArrayList;
import java.util.List;

/**
 * What a decoding of records remembers on the way. As a decoder nests records only as deep as their classes do, each place of the
 * nesting has its part of these arrays, told once for all.
 *
 * @param seen      for {@link FieldMarks}
 * @param followers for {@link NameOrder}
 */
record Scratch(long[] seen, int[] followers) {

    /** How much of it a kind of record needs. */
    static final class Space {
        private int words;
        private int places;
        private final List<NameOrder> orders = new ArrayList<>();

        FieldMarks marks(int fields) {
            int from = words;
            words += fields + Long.SIZE - 1 >>> 6;
            return new FieldMarks(from, words);
        }

        NameOrder order(int names) {
            var order = new NameOrder(places, names);
            places += names + 1;
            orders.add(order);
            return order;
        }

        Scratch allocate() {
            var followers = new int[places];
            orders.forEach(order -> order.reset(followers));
            return new Scratch(new long[words], followers);
        }
    }
}
