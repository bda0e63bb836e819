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
 * The measurements of one station, in degrees with one decimal.
 *
 * @param name name of the station
 * @param min lowest temperature
 * @param mean mean, rounded half up
 * @param max highest temperature
 * @param count number of measurements
 */
record Station(String name, double min, double mean, double max, long count) {

    /**
     * Creates a station from exact sums in tenths of a degree. A quotient {@code tenths / 10.0} is the {@code double} nearest
     * to the decimal, so it prints as that decimal. It starts from an integer, so there is no negative zero.
     *
     * @param count number of measurements, at least 1
     */
    static Station ofTenths(String name, int min, int max, long sum, long count) {
        return new Station(name, min / 10.0, meanOfTenths(sum, count), max / 10.0, count);
    }

    /**
     * Returns the mean, rounded as {@link Math#round} does: towards positive infinity at exactly one half. It computes with
     * integers, because a {@code double} can only approximate that half.
     */
    static double meanOfTenths(long sum, long count) {
        return Math.floorDiv(2 * sum + count, 2 * count) / 10.0;
    }
}
