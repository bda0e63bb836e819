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

package dev.arena;

import java.lang.foreign.MemorySegment;

/**
 * Decides how much a segment grows if memory is scarce. All growable types in arena memory use this policy.
 *
 * <p>A growable type requests more than it needs, usually twice its size, so that appending takes constant time on average.
 * The difference is the surplus. If the preferred size does not fit in the budgets, the arena tries half of the surplus, then
 * a quarter, then an eighth, and finally the exact size. Only the last request can be refused, so an
 * {@link ArenaExhaustedException} names the smallest size that would have been enough. The earlier attempts take memory only
 * if the budgets have room for it now. They do not call a soft-limit listener for memory that is not taken, do not wait, and
 * are not counted as refusals.
 *
 * <p>A small surplus does not make appending quadratic. A move leaves the old memory behind until the generation ends, so a
 * budget without room for twice the size has room for one move at most.
 */
final class Growth {

    /** The smallest surplus that is tried, as a share of the preferred one. */
    private static final int LEAST_SHARE = 8;

    private Growth() {}

    /**
     * Makes a segment larger, for {@link Arena#growAtLeast}.
     *
     * @param spare bytes that other segments need; a surplus is taken only if it leaves them the same share of surplus
     */
    static MemorySegment grow(AbstractArena arena, MemorySegment segment, long least, long preferred,
            long byteAlignment,
            long spare) {
        long surplus = preferred > least ? preferred - least : 0;
        for (int share = 1; share <= LEAST_SHARE; share *= 2) {
            long newByteSize = least + surplus / share;
            long left = spare + Math.min(spare / share, Long.MAX_VALUE - spare);
            MemorySegment grown = newByteSize == least
                    ? null
                    : arena.tryGrowNow(segment, newByteSize, byteAlignment, left);
            if (grown != null) {
                return grown;
            }
        }
        return arena.growInCall(segment, least, byteAlignment);
    }
}
