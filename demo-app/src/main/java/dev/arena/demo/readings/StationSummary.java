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

package dev.arena.demo.readings;

/**
 * The measurements of one station so far, in degrees Celsius.
 *
 * @param name name of the station
 * @param min lowest temperature
 * @param mean mean, rounded half up to one decimal
 * @param max highest temperature
 * @param count number of readings
 */
public record StationSummary(String name, double min, double mean, double max, long count) {

    /** Returns the rounded mean of {@code count} temperatures. */
    static double mean(double sum, long count) {
        return Math.round(10 * sum / count) / 10.0;
    }
}
