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

import dev.arena.text.Decimals;

/**
 * Formats dates and times in ISO 8601 format, and UUIDs, as ASCII, without creating objects. The methods write to an array
 * with {@link #ROOM} bytes after the given offset, and return the offset after the text.
 *
 * @since 0.1.0
 */
public final class TimeText {
    /** More than any text needs. */
    public static final int ROOM = 40;

    /** The year has not exactly four digits, so that nothing was written. */
    public static final int OTHER_YEAR = -1;

    private static final long HYPHEN = '-';
    private static final long COLON = ':';
    private static final int DATE_BYTES = 10;
    private static final int TIME_BYTES = 8;
    private static final int SECONDS_A_DAY = 86_400;
    private static final int MAX_FRACTION = 9;

    /** Years that are written in four digits, in days since 1970. */
    private static final long FIRST_DAY = -719_528;
    private static final long LAST_DAY = 2_932_896;

    private TimeText() {}

    /** Writes {@code 2026-01-02}. Returns {@link #OTHER_YEAR} if it cannot. The algorithm is "civil_from_days" of Hinnant. */
    public static int putDate(long day, byte[] target, int at) {
        if (day < FIRST_DAY || day > LAST_DAY) {
            return OTHER_YEAR;
        }
        int shifted = (int) day + 719_468;
        int era = Math.floorDiv(shifted, 146_097);
        int dayOfEra = shifted - era * 146_097;
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int march = (5 * dayOfYear + 2) / 153;
        int month = march < 10 ? march + 3 : march - 9;
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        int dayOfMonth = dayOfYear - (153 * march + 2) / 5 + 1;
        long digits = Decimals.eightDigits((year * 100 + month) * 100 + dayOfMonth);
        JsonBytes.put(target, at,
                (digits & 0xFFFF_FFFFL) | (HYPHEN << 32) | ((digits >>> 32 & 0xFFFF) << 40) | (HYPHEN << 56));
        JsonBytes.put(target, at + Long.BYTES, digits >>> 48);
        return at + DATE_BYTES;
    }

    /** Writes {@code 03:04:05.678}, with no more digits than needed. */
    public static int putTime(long nanoOfDay, byte[] target, int at) {
        return putTime((int) (nanoOfDay / 1_000_000_000), (int) (nanoOfDay % 1_000_000_000), 1, target, at);
    }

    /** Writes {@code 2026-01-02T03:04:05.67}, with no more digits than needed. Returns {@link #OTHER_YEAR} if it cannot. */
    public static int putDateTime(long second, int fraction, byte[] target, int at) {
        return putDateTime(second, fraction, 1, target, at);
    }

    /**
     * Writes {@code 2026-01-02T03:04:05.670Z}, with 0, 3, 6 or 9 digits of fraction. Returns {@link #OTHER_YEAR} if it
     * cannot.
     */
    public static int putInstant(long second, int fraction, byte[] target, int at) {
        int end = putDateTime(second, fraction, 3, target, at);
        if (end == OTHER_YEAR) {
            return OTHER_YEAR;
        }
        target[end] = 'Z';
        return end + 1;
    }

    private static int putDateTime(long second, int fraction, int digitsAtOnce, byte[] target, int at) {
        int end = putDate(Math.floorDiv(second, SECONDS_A_DAY), target, at);
        if (end == OTHER_YEAR) {
            return OTHER_YEAR;
        }
        target[end] = 'T';
        return putTime(Math.floorMod(second, SECONDS_A_DAY), fraction, digitsAtOnce, target, end + 1);
    }

    private static int putTime(int second, int fraction, int digitsAtOnce, byte[] target, int at) {
        long clock = Decimals.eightDigits((second / 3600 * 100 + second / 60 % 60) * 100 + second % 60); // and 00 in front
        JsonBytes.put(target, at,
                (clock >>> 16 & 0xFFFF) | (COLON << 16) | ((clock >>> 32 & 0xFFFF) << 24) | (COLON << 40)
                        | (clock >>> 48 << 48));
        int end = at + TIME_BYTES;
        if (fraction == 0) {
            return end;
        }
        int digits = MAX_FRACTION;
        int unit = digitsAtOnce == 1 ? 10 : 1000;
        int left = fraction;
        while (left % unit == 0) {
            left /= unit;
            digits -= digitsAtOnce;
        }
        target[end] = '.';
        for (int i = end + digits; i > end; i--) {
            target[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
        return end + 1 + digits;
    }

    /** Writes {@code 7b0ad7a0-5c2f-4c0e-9a51-2f8a9f3f9f01}. */
    public static int putUuid(long upper, long lower, byte[] target, int at) {
        int end = putHex(upper >>> 32, 8, target, at);
        target[end++] = '-';
        end = putHex(upper >>> 16, 4, target, end);
        target[end++] = '-';
        end = putHex(upper, 4, target, end);
        target[end++] = '-';
        end = putHex(lower >>> 48, 4, target, end);
        target[end++] = '-';
        return putHex(lower, 12, target, end);
    }

    private static int putHex(long value, int digits, byte[] target, int at) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            target[i] = (byte) Character.forDigit((int) rest & 15, 16);
            rest >>>= 4;
        }
        return at + digits;
    }
}
