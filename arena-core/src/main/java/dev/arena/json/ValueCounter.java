package dev.arena.json;

/** How many values of a document are left within the limit, for all that read parts of it. */
final class ValueCounter {
    private final JsonLimits limits;
    private long left;

    ValueCounter(JsonLimits limits) {
        this.limits = limits;
        this.left = limits.maxValues();
    }

    JsonLimits limits() {
        return limits;
    }

    /** Counts values; answers whether they are within the limit. */
    boolean count(long values) {
        left -= values;
        return left >= 0;
    }
}
