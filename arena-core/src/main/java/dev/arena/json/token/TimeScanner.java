/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.json.token;

/**
 * Parses dates and times in ISO 8601 format from ASCII, without creating objects. It accepts only text that {@code java.time}
 * can read in exactly one way: four digits of year, valid days of the month, hours below 24, seconds below 60. Databind reads
 * all other text. One instance per document.
 *
 * @since 0.1.0
 */
public final class TimeScanner {
    private static final int DATE_BYTES = 10;
    private static final int MINUTE_BYTES = 5;
    private static final int SECOND_BYTES = 8;
    private static final int SECONDS_A_DAY = 86_400;
    private static final int MAX_FRACTION = 9;

    private long epochDay;
    private int secondOfDay;
    private int nano;

    /** Days since 1970 of the parsed value. */
    public long epochDay() {
        return epochDay;
    }

    /** Seconds since 1970 of the parsed value, as if it were in UTC. */
    public long epochSecond() {
        return epochDay * SECONDS_A_DAY + secondOfDay;
    }

    public int nano() {
        return nano;
    }

    /** Nanoseconds since midnight of the parsed value. */
    public long nanoOfDay() {
        return secondOfDay * 1_000_000_000L + nano;
    }

    /** Reads {@code 2026-01-02}. */
    public boolean readDate(byte[] text, int offset, int count) {
        return count == DATE_BYTES && date(text, offset);
    }

    /** Parses {@code 03:04:05.678}. Seconds and fraction are optional. */
    public boolean readTime(byte[] text, int offset, int count) {
        return time(text, offset, offset + count, false);
    }

    /** Parses {@code 2026-01-02T03:04:05.678}. Seconds and fraction are optional. */
    public boolean readDateTime(byte[] text, int offset, int count) {
        return count > DATE_BYTES && text[offset + DATE_BYTES] == 'T' && date(text, offset)
                && time(text, offset + DATE_BYTES + 1, offset + count, false);
    }

    /** Parses {@code 2026-01-02T03:04:05.678Z}. The fraction is optional. */
    public boolean readInstant(byte[] text, int offset, int count) {
        return count > DATE_BYTES && text[offset + DATE_BYTES] == 'T' && text[offset + count - 1] == 'Z'
                && date(text, offset) && time(text, offset + DATE_BYTES + 1, offset + count - 1, true);
    }

    private boolean date(byte[] text, int at) {
        int century = pair(text, at);
        int yearOfCentury = pair(text, at + 2);
        int month = pair(text, at + 5);
        int day = pair(text, at + 8);
        int year = century * 100 + yearOfCentury;
        if ((century | yearOfCentury | month | day) < 0 || text[at + 4] != '-' || text[at + 7] != '-' || month < 1
                || month > 12 || day < 1 || day > daysOf(year, month)) {
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

    private boolean time(byte[] text, int from, int to, boolean needsSeconds) {
        int count = to - from;
        if (count < (needsSeconds ? SECOND_BYTES : MINUTE_BYTES) || text[from + 2] != ':') {
            return false;
        }
        int hour = pair(text, from);
        int minute = pair(text, from + 3);
        int second = 0;
        nano = 0;
        if (count > MINUTE_BYTES) {
            second = count < SECOND_BYTES || text[from + MINUTE_BYTES] != ':' ? -1 : pair(text, from + 6);
            if (count > SECOND_BYTES && !fraction(text, from + SECOND_BYTES, to)) {
                return false;
            }
        }
        if ((hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59) {
            return false;
        }
        secondOfDay = (hour * 60 + minute) * 60 + second;
        return true;
    }

    private boolean fraction(byte[] text, int from, int to) {
        int count = to - from - 1;
        if (text[from] != '.' || count < 1 || count > MAX_FRACTION) {
            return false;
        }
        int value = 0;
        for (int i = from + 1; i < to; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            value = value * 10 + digit;
        }
        for (int i = count; i < MAX_FRACTION; i++) {
            value *= 10;
        }
        nano = value;
        return true;
    }

    /** A number of two digits, negative if they are none. */
    private static int pair(byte[] text, int at) {
        int tens = text[at] - '0';
        int ones = text[at + 1] - '0';
        int value = tens * 10 + ones;
        return (tens | ones | (9 - tens) | (9 - ones)) < 0 ? -1 : value;
    }
}
