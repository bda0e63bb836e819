package dev.arena.json;

/**
 * The characters of {@code double}s and {@code float}s, those of {@link Double#toString} and {@link Float#toString}, without a
 * string.
 *
 * <p>Most numbers that people write have few digits: those that are a whole number of thousandths below a billion are written
 * directly. For a decimal of up to 15 digits there is exactly one {@code double} that is nearest to it, and no two such decimals
 * have the same: so if dividing the digits by a power of ten, which is correctly rounded, gives the number, they are the shortest
 * that do, after zeros at the end are dropped.
 */
final class DecimalText {
    /** More than any number needs. */
    static final int MAX_CHARS = 32;

    private static final int THOUSAND = 1000;

    /** Below this, {@link Double#toString} uses no exponent. */
    private static final double LEAST_WITH_EXPONENT = 1e7;

    /** From this on it uses none. */
    private static final double LEAST_WITHOUT_EXPONENT = 1e-3;

    /** The exponent of the first digit, below which {@link java.math.BigDecimal#toString} uses one. */
    private static final int LEAST_EXPONENT = -6;

    private final char[] chars = new char[MAX_CHARS];

    /** For the other numbers. */
    private final StringBuilder builder = new StringBuilder(0);

    char[] chars() {
        return chars;
    }

    /** Writes a finite number to the beginning of {@link #chars} and answers how many they are. */
    int put(double value) {
        double magnitude = Math.abs(value);
        if (magnitude >= LEAST_WITHOUT_EXPONENT && magnitude < LEAST_WITH_EXPONENT) {
            long thousandths = Math.round(magnitude * THOUSAND);
            if ((double) thousandths / THOUSAND == magnitude) {
                return putThousandths(thousandths, value < 0);
            }
        }
        builder.setLength(0);
        return take(builder.append(value));
    }

    /** Likewise. */
    int put(float value) {
        builder.setLength(0);
        return take(builder.append(value));
    }

    /**
     * Likewise writes a decimal.
     *
     * @return how many characters there are, or -1 where {@link java.math.BigDecimal#toString} would use an exponent
     */
    int put(long unscaled, int scale) {
        int digits = digits(Math.abs(unscaled));
        if (unscaled == Long.MIN_VALUE || scale < 0 || digits - scale < LEAST_EXPONENT + 1) {
            return -1;
        }
        int at = 0;
        if (unscaled < 0) {
            chars[at++] = '-';
        }
        int width = Math.max(digits, scale + 1) + (scale > 0 ? 1 : 0);
        long rest = Math.abs(unscaled);
        for (int i = at + width - 1, place = 0; i >= at; i--, place++) {
            if (scale > 0 && place == scale) {
                chars[i--] = '.';
            }
            chars[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return at + width;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private int take(StringBuilder text) {
        text.getChars(0, text.length(), chars, 0);
        return text.length();
    }

    private int putThousandths(long thousandths, boolean negative) {
        int whole = (int) (thousandths / THOUSAND);
        int fraction = (int) (thousandths % THOUSAND);
        int at = 0;
        if (negative) {
            chars[at++] = '-';
        }
        int point = at + digits(whole);
        for (int i = point - 1; i >= at; i--) {
            chars[i] = (char) ('0' + whole % 10);
            whole /= 10;
        }
        chars[point] = '.';
        chars[point + 1] = (char) ('0' + fraction / 100);
        chars[point + 2] = (char) ('0' + fraction / 10 % 10);
        chars[point + 3] = (char) ('0' + fraction % 10);
        return point + (fraction % 10 != 0 ? 4 : fraction % 100 != 0 ? 3 : 2);
    }

    private static int digits(int whole) {
        int digits = 1;
        for (int bound = 10; whole >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }
}
