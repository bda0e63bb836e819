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

package dev.arena.demo.measurements;

/**
 * What was measured at one station, in degrees with one decimal.
 *
 * @param name  name of the station
 * @param min   the lowest temperature
 * @param mean  the mean, rounded half up
 * @param max   the highest temperature
 * @param count how many measurements there were
 */
record Station(String name, double min, double mean, double max, long count) {

    /**
     * A station from exact sums in tenths of a degree. A quotient {@code tenths / 10.0} is the {@code double} nearest to the decimal,
     * hence prints as that decimal; and as it starts from an integer there is no negative zero.
     *
     * @param count how many measurements there were, more than 0
     */
    static Station ofTenths(String name, int min, int max, long sum, long count) {
        return new Station(name, min / 10.0, meanOfTenths(sum, count), max / 10.0, count);
    }

    /**
     * The mean, rounded as {@link Math#round} does, towards positive infinity at exactly one half, but without going through a
     * {@code double} that only comes near that half.
     */
    static double meanOfTenths(long sum, long count) {
        return Math.floorDiv(2 * sum + count, 2 * count) / 10.0;
    }
}
