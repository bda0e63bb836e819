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

package dev.arena.engine.leak;

/**
 * Picks one of {@link #INTERVAL} objects that are opened on a thread. This costs a load and a store. Threads count in separate
 * cells as far as there are enough cells. The counters are not atomic, because a lost count only moves the next pick.
 */
final class Sampler {

    /**
     * A prime, so that a program with a fixed sequence of openings has each call site picked in turn. A tracker costs one to
     * three microseconds with its stack trace; with this interval the average cost of an opening is one or two nanoseconds.
     */
    static final int INTERVAL = 1021;

    /**
     * Distance of two cells in ints. Two cells are never in the same cache line, or in two lines that are fetched together.
     */
    private static final int SPACING = 32;

    private static final int CELLS = Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors());

    /** Number of openings until the next pick, for each cell. */
    private static final int[] LEFT = new int[CELLS * SPACING];

    private Sampler() {}

    /** Whether the object that the calling thread opens now is picked. */
    static boolean picks() {
        int cell = ((int) Thread.currentThread().threadId() & (CELLS - 1)) * SPACING;
        int left = LEFT[cell];
        LEFT[cell] = left > 0 ? left - 1 : INTERVAL - 1;
        return left <= 0;
    }
}
