package dev.arena;

/** Formats sizes for people. */
final class Sizes {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    /** Formats {@code bytes}, 0 or more, in the largest binary unit that does not exceed it, with one decimal place. */
    static String text(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        long tenths = Math.round(bytes / (double) (1L << (10 * unit)) * 10);
        if (tenths == 10_240 && unit < UNITS.length) { // rounded up to the next unit
            tenths = 10;
            unit++;
        }
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " " + UNITS[unit - 1];
    }
}
