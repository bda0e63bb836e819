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
 * Formats dates and times in ISO 8601 format, and UUIDs, as ASCII, without creating objects. One instance per document.
 *
 * @since 0.1.0
 */
public final class TimeText {
    /** More than any time needs. */
    private static final int MAX_BYTES = 40;

    private static final long HYPHEN = '-';
    private static final long COLON = ':';
    private static final int DATE_BYTES = 10;
    private static final int TIME_BYTES = 8;
    private static final int SECONDS_A_DAY = 86_400;
    private static final int MAX_FRACTION = 9;

    /** Years that are written in four digits, in days since 1970. */
    private static final long FIRST_DAY = -719_528;
    private static final long LAST_DAY = 2_932_896;

    private final byte[] bytes = new byte[MAX_BYTES];
    private int length;

    /** The formatted text. */
    public byte[] bytes() {
        return bytes;
    }

    /** How many bytes were written. */
    public int length() {
        return length;
    }

    /** Writes {@code 2026-01-02}. Returns whether the year has four digits. */
    public boolean writeDate(long day) {
        length = 0;
        return putDate(day);
    }

    /** Writes {@code 03:04:05.678}, with no more digits than needed. Returns true. */
    public boolean writeTime(long nanoOfDay) {
        length = 0;
        putTime((int) (nanoOfDay / 1_000_000_000), (int) (nanoOfDay % 1_000_000_000), 1);
        return true;
    }

    /** Writes {@code 2026-01-02T03:04:05.67}, with no more digits than needed. Returns whether the year has four. */
    public boolean writeDateTime(long second, int fraction) {
        return put(second, fraction, 1);
    }

    /** Writes {@code 2026-01-02T03:04:05.670Z}, with 0, 3, 6 or 9 digits of fraction. Returns whether the year has four. */
    public boolean writeInstant(long second, int fraction) {
        boolean written = put(second, fraction, 3);
        bytes[length++] = 'Z';
        return written;
    }

    private boolean put(long second, int fraction, int digitsAtOnce) {
        length = 0;
        if (!putDate(Math.floorDiv(second, SECONDS_A_DAY))) {
            return false;
        }
        bytes[length++] = 'T';
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
        int year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        int dayOfMonth = dayOfYear - (153 * march + 2) / 5 + 1;
        long digits = Decimals.eightDigits((year * 100 + month) * 100 + dayOfMonth);
        int at = length;
        JsonBytes.put(bytes, at,
                (digits & 0xFFFF_FFFFL) | (HYPHEN << 32) | ((digits >>> 32 & 0xFFFF) << 40) | (HYPHEN << 56));
        JsonBytes.put(bytes, at + Long.BYTES, digits >>> 48);
        length = at + DATE_BYTES;
        return true;
    }

    private void putTime(int second, int fraction, int digitsAtOnce) {
        long clock = Decimals.eightDigits((second / 3600 * 100 + second / 60 % 60) * 100 + second % 60); // and 00 in front
        int at = length;
        JsonBytes.put(bytes, at,
                (clock >>> 16 & 0xFFFF) | (COLON << 16) | ((clock >>> 32 & 0xFFFF) << 24) | (COLON << 40)
                        | (clock >>> 48 << 48));
        length = at + TIME_BYTES;
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
        bytes[length++] = '.';
        put(left, digits);
    }

    private void put(int value, int digits) {
        int rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    /** Writes {@code 7b0ad7a0-5c2f-4c0e-9a51-2f8a9f3f9f01}. */
    public void writeUuid(long upper, long lower) {
        length = 0;
        putHex(upper >>> 32, 8);
        bytes[length++] = '-';
        putHex(upper >>> 16, 4);
        bytes[length++] = '-';
        putHex(upper, 4);
        bytes[length++] = '-';
        putHex(lower >>> 48, 4);
        bytes[length++] = '-';
        putHex(lower, 12);
    }

    private void putHex(long value, int digits) {
        long rest = value;
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) Character.forDigit((int) rest & 15, 16);
            rest >>>= 4;
        }
        length += digits;
    }
}
