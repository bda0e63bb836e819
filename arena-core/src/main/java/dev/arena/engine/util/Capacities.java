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

package dev.arena.engine.util;

/**
 * How far a buffer grows.
 *
 * @since 0.1.0
 */
public final class Capacities {

    /** Most that a buffer grows by at once, even if it is expected to become larger: what is expected may never arrive. */
    private static final int MOST_TIMES = 4;

    /** Part of the expected capacity that is added, as it is an estimate. */
    private static final int MARGIN = 64;

    private Capacities() {}

    /**
     * The capacity after the next growth: twice as much, or what is expected if that is known, within four times as much.
     *
     * @param expected what the buffer will probably contain; 0 if that is not known
     */
    public static long next(long capacity, long expected) {
        if (expected <= capacity) {
            return 2 * capacity;
        }
        long most = MOST_TIMES * capacity;
        return expected >= most ? most : Math.min(most, expected + expected / MARGIN + 1);
    }
}
