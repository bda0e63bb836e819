package dev.arena.demo.readings;

/** Readings, one after the other. */
interface ReadingSource {

    /** Goes to the next reading; false behind the last. */
    boolean next();

    String station();

    double temperature();

    long timestamp();
}
