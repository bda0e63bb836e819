package dev.arena;

/** Sizes for people to read. */
final class Sizes {
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    /** {@code bytes}, not negative, in the largest binary unit of which it is at least one, to a tenth. */
    static String text(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        int unit = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        long tenths = Math.round(bytes / (double) (1L << (10 * unit)) * 10);
        if (tenths == 10_240 && unit < UNITS.length) { // rounded up to one of the next
            tenths = 10;
            unit++;
        }
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " " + UNITS[unit - 1];
    }
}
