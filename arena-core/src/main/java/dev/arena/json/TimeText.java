package dev.arena.json;

/**
 * Dates and times as ISO 8601 writes them, from characters and to characters without objects. Only what {@code java.time} reads in
 * just one way is read: four digits of year, days that the month has, hours below 24, seconds below 60. What is refused here is for databind to
 * read. One for a document.
 */
final class TimeText {
    /** More than any time needs. */
    static final int MAX_CHARS = 40;

    private static final int DATE_CHARS = 10;
    private static final int SECONDS_A_DAY = 86_400;
    private static final int MAX_FRACTION = 9;

    /** Years that are written in four digits, in days since 1970. */
    private static final long FIRST_DAY = -719_528;
    private static final long LAST_DAY = 2_932_896;

    private final char[] chars = new char[MAX_CHARS];
    private int length;

    private long epochDay;
    private int secondOfDay;
    private int nano;

    /** Days since 1970 of what was read. */
    long epochDay() {
        return epochDay;
    }

    /** Seconds since 1970 of what was read, as if it were in UTC. */
    long epochSecond() {
        return epochDay * SECONDS_A_DAY + secondOfDay;
    }

    int nano() {
        return nano;
    }

    /** Nanoseconds since midnight of what was read. */
    long nanoOfDay() {
        return secondOfDay * 1_000_000_000L + nano;
    }

    /** Reads {@code 2026-01-02}. */
    boolean readDate(char[] text, int offset, int count) {
        return count == DATE_CHARS && date(text, offset);
    }

    /** Reads {@code 03:04:05.678}, of which seconds and fraction may be absent. */
    boolean readTime(char[] text, int offset, int count) {
        return time(text, offset, offset + count, false);
    }

    /** Reads {@code 2026-01-02T03:04:05.678}, of which seconds and fraction may be absent. */
    boolean readDateTime(char[] text, int offset, int count) {
        return count > DATE_CHARS && text[offset + DATE_CHARS] == 'T' && date(text, offset)
                && time(text, offset + DATE_CHARS + 1, offset + count, false);
    }

    /** Reads {@code 2026-01-02T03:04:05.678Z}, of which the fraction may be absent. */
    boolean readInstant(char[] text, int offset, int count) {
        return count > DATE_CHARS && text[offset + DATE_CHARS] == 'T' && text[offset + count - 1] == 'Z'
                && date(text, offset) && time(text, offset + DATE_CHARS + 1, offset + count - 1, true);
    }

    private boolean date(char[] text, int at) {
        int year = digits(text, at, 4);
        int month = digits(text, at + 5, 2);
        int day = digits(text, at + 8, 2);
        if (text[at + 4] != '-' || text[at + 7] != '-' || year < 0 || month < 1 || month > 12 || day < 1
                || day > daysOf(year, month)) {
            return false;
        }
        epochDay = epochDay(year, month, day);
        return true;
    }

    private static int daysOf(int year, int month) {
        if (month == 2) {
            return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
        }
        return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    }

    /** Of the proleptic calendar; "days_from_civil" of <a href="https://howardhinnant.github.io/date_algorithms.html">Hinnant</a>. */
    private static long epochDay(int year, int month, int day) {
        int march = month > 2 ? year : year - 1;
        int era = Math.floorDiv(march, 400);
        int yearOfEra = march - era * 400;
        int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097L + dayOfEra - 719_468;
    }

    private boolean time(char[] text, int from, int to, boolean needsSeconds) {
        int count = to - from;
        if (count < 5 || text[from + 2] != ':') {
            return false;
        }
        int hour = digits(text, from, 2);
        int minute = digits(text, from + 3, 2);
        int second = 0;
        nano = 0;
        if (count > 5) {
            second = count < 8 || text[from + 5] != ':' ? -1 : digits(text, from + 6, 2);
            if (count > 8 && !fraction(text, from + 8, to)) {
                return false;
            }
        } else if (needsSeconds) {
            return false;
        }
        if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) {
            return false;
        }
        secondOfDay = (hour * 60 + minute) * 60 + second;
        return true;
    }

    private boolean fraction(char[] text, int from, int to) {
        int count = to - from - 1;
        if (text[from] != '.' || count < 1 || count > MAX_FRACTION) {
            return false;
        }
        int value = digits(text, from + 1, count);
        for (int i = count; i < MAX_FRACTION && value > 0; i++) {
            value *= 10;
        }
        nano = value;
        return value >= 0;
    }

    /** A number of so many digits, or -1. */
    private static int digits(char[] text, int at, int count) {
        int value = 0;
        for (int i = at; i < at + count; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

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
