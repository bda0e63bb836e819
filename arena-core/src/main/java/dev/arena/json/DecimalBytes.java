package dev.arena.json;

/**
 * Writes {@code double}s and {@code float}s as {@link Double#toString} and {@link Float#toString} do, without a string.
 *
 * <p>Most numbers that people write have few digits: those that are a whole number of thousandths below ten million are written
 * directly. For a decimal of up to 15 digits there is exactly one {@code double} that is nearest to it, and no two such decimals
 * have the same. So if dividing the digits by a power of ten, which is correctly rounded, gives the number, they are the shortest
 * that do, after zeros at the end are dropped.
 */
final class DecimalBytes {
    private static final int THOUSAND = 1000;

    /** From this on, {@link Double#toString} uses an exponent. */
    private static final double LEAST_WITH_EXPONENT = 1e7;

    /** Below this it uses one, too. */
    private static final double LEAST_WITHOUT_EXPONENT = 1e-3;

    /** For the other numbers. */
    private final StringBuilder builder = new StringBuilder(0);

    /** Writes a finite number to an offset, behind which there is room for 32 bytes, and answers the one behind it. */
    int put(double value, byte[] target, int at) {
        double magnitude = Math.abs(value);
        if (magnitude >= LEAST_WITHOUT_EXPONENT && magnitude < LEAST_WITH_EXPONENT) {
            long thousandths = (long) (magnitude * THOUSAND + 0.5);
            if ((double) thousandths / THOUSAND == magnitude) {
                return putThousandths((int) (thousandths / THOUSAND), (int) (thousandths % THOUSAND), value < 0, target,
                        at);
            }
        }
        builder.setLength(0);
        return take(builder.append(value), target, at);
    }

    /** Likewise. */
    int put(float value, byte[] target, int at) {
        builder.setLength(0);
        return take(builder.append(value), target, at);
    }

    private static int take(StringBuilder text, byte[] target, int from) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            target[from + i] = (byte) text.charAt(i);
        }
        return from + length;
    }

    private static int putThousandths(int whole, int fraction, boolean negative, byte[] target, int from) {
        int at = from;
        if (negative) {
            target[at++] = '-';
        }
        int point = at + digits(whole);
        int rest = whole;
        for (int i = point - 1; i >= at; i--) {
            target[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        target[point] = '.';
        target[point + 1] = (byte) ('0' + fraction / 100);
        target[point + 2] = (byte) ('0' + fraction / 10 % 10);
        target[point + 3] = (byte) ('0' + fraction % 10);
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
