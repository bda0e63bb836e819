package dev.arena;

import java.lang.foreign.MemorySegment;

/**
 * How far a segment grows when memory is scarce. This is the one policy of everything that grows in arena memory.
 *
 * <p>What a growable would like to have is more than it needs, mostly twice its size, so that appending takes constant time on
 * average. When that does not fit in the budgets, half of the surplus is tried, then a quarter, then an eighth, and in the end
 * exactly what is needed. Only the last request can be refused, so an {@link ArenaExhaustedException} is about the least that
 * would have done. The attempts before it ask only for what the budgets have room for: no soft-limit listener hears of memory
 * that is then not taken, no thread waits for memory that it can do without, and no refusal is counted.
 *
 * <p>A small surplus does not make appending quadratic. A move leaves the old memory behind until the generation ends, so a
 * budget without room for twice the size has room for one move at most.
 */
final class Growth {

    /** The least surplus that is worth a try, as a share of the preferred one. */
    private static final int LEAST_SHARE = 8;

    private Growth() {}

    /** Makes a segment larger, for {@link Arena#growAtLeast}. What it leaves for other segments grows by the same share. */
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
