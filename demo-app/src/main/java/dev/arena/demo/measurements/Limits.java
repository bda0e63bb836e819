package dev.arena.demo.measurements;

/** The limits of the One Billion Row Challenge's format. */
final class Limits {
    /** The longest name of a station, in bytes of UTF-8. */
    static final int NAME_BYTES = 100;

    /** The longest temperature, {@code -99.9}, in bytes. */
    static final int TEMPERATURE_BYTES = 5;

    /** The longest line without its end: name, semicolon, temperature. */
    static final int LINE_BYTES = NAME_BYTES + 1 + TEMPERATURE_BYTES;

    private Limits() {}
}
