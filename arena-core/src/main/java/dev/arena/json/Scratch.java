package dev.arena.json;

import java.util.ArrayList;
import java.util.List;

/**
 * What a decoding of records remembers on the way. As a decoder nests records only as deep as their classes do, each place of the
 * nesting has its part of these arrays, told once for all.
 */
final class Scratch {
    private final long[] seen;
    private final int[] followers;

    Scratch(int words, int places) {
        this.seen = new long[words];
        this.followers = new int[places];
    }

    /** For {@link FieldMarks}. */
    long[] seen() {
        return seen;
    }

    /** For {@link NameOrder}. */
    int[] followers() {
        return followers;
    }

    /** How much of it a kind of record needs. */
    static final class Space {
        private final List<NameOrder> orders = new ArrayList<>();
        private int words;
        private int places;

        FieldMarks marks(int fields) {
            int from = words;
            words += (fields + Long.SIZE - 1) / Long.SIZE;
            return new FieldMarks(from, words);
        }

        NameOrder order(int names) {
            var order = new NameOrder(places, names);
            places += names + 1;
            orders.add(order);
            return order;
        }

        Scratch allocate() {
            var scratch = new Scratch(words, places);
            orders.forEach(order -> order.reset(scratch.followers));
            return scratch;
        }
    }
}
