package dev.arena.json;

/** Writes dates and times as ISO 8601 has them, and UUIDs, to characters without objects. One for a document. */
final class TimeText {
    /** More than any time needs. */
    static final int MAX_CHARS = 40;

    private static final int SECONDS_A_DAY = 86_400;
    private static final int MAX_FRACTION = 9;

    /** Years that are written in four digits, in days since 1970. */
    private static final long FIRST_DAY = -719_528;
    private static final long LAST_DAY = 2_932_896;

    private final char[] chars = new char[MAX_CHARS];
    private int length;

    /** What was written. */
    char[] chars() {
        return chars;
    }

    /** How many characters were written. */
    int length() {
        return length;
    }

    /** Writes {@code 2026-01-02}; answers whether the year has four digits. */
    boolean writeDate(long day) {
        length = 0;
        return putDate(day);
    }

    /** Writes {@code 03:04:05.678}, with no more digits than needed; answers true. */
    boolean writeTime(long nanoOfDay) {
        length = 0;
        putTime((int) (nanoOfDay / 1_000_000_000), (int) (nanoOfDay % 1_000_000_000), 1);
        return true;
    }

    /** Writes {@code 2026-01-02T03:04:05.67}, with no more digits than needed; answers whether the year has four. */
    boolean writeDateTime(long second, int fraction) {
        return put(second, fraction, 1);
    }

    /** Writes {@code 2026-01-02T03:04:05.670Z}, with 0, 3, 6 or 9 digits of fraction; answers whether the year has four. */
    boolean writeInstant(long second, int fraction) {
        boolean written = put(second, fraction, 3);
        chars[length++] = 'Z';
        return written;
    }

    private boolean put(long second, int fraction, int digitsAtOnce) {
        length = 0;
        if (!putDate(Math.floorDiv(second, SECONDS_A_DAY))) {
            return false;
        }
        chars[length++] = 'T';
        putTime(Math.floorMod(second, SECONDS_A_DAY), fraction, digitsAtOnce);
        return true;
    }

    /** "civil_from_days" of Hinnant. */
    private boolean putDate(long day) {
        if (day < FIRST_DAY || day > LAST_DAY) {
            return false;
        }
        int shifted = (int) day + 719_468;
        int era = Math.floorDiv(shifted, 146_097);
        int dayOfEra = shifted - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int march = (5 * dayOfYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        put(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
        chars[length++] = '-';
        put(month, 2);
        chars[length++] = '-';
        put(dayOfYear - (153 * march + 2) / 5 + 1, 2);
        return true;
    }

    private void putTime(int second, int fraction, int digitsAtOnce) {
        put(second / 3600, 2);
        chars[length++] = ':';
        put(second / 60 % 60, 2);
        chars[length++] = ':';
        put(second % 60, 2);
        if (fraction == 0) {
            return;
        }
        int digits = MAX_FRACTION;
        int unit = digitsAtOnce == 1 ? 10 : 1000;
        int left = fraction;
        while (left % unit == 0) {
            left /= unit;
            digits -= digitsAtOnce;
        }
        chars[length++] = '.';
        put(left, digits);
    }

    private void put(int value, int digits) {
        int rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            chars[i] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Writes {@code 7b0ad7a0-5c2f-4c0e-9a51-2f8a9f3f9f01}. */
    void writeUuid(long upper, long lower) {
        length = 0;
        putHex(upper >>> 32, 8);
        chars[length++] = '-';
        putHex(upper >>> 16, 4);
        chars[length++] = '-';
        putHex(upper, 4);
        chars[length++] = '-';
        putHex(lower >>> 48, 4);
        chars[length++] = '-';
        putHex(lower, 12);
    }

    private void putHex(long value, int digits) {
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            chars[i] = Character.forDigit((int) rest & 15, 16);
            rest >>>= 4;
        }
        length += digits;
    }
}
