package dev.arena.demo.readings;

/** Readings, one after the other. */
interface ReadingSource {

    /** Goes to the next reading; false behind the last. */
    boolean next();

    String station();

    double temperature();

    long timestamp();

    /** Goes through all readings, for the sake of what happens on the way. */
    default void exhaust() {
        boolean more;
        do {
            more = next();
        } while (more);
    }
}
