package dev.arena.model;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The class with which arenas of a pool begin. Where one thread opens them all, they vote in one place, so each move can be
 * foretold; where many do, it cannot be told which of them share a vote, and only the bounds are known. Guarded by the ledger.
 */
final class FloorModel {

    /** So many more generations must want it moved than not. */
    private static final int VOTES_TO_MOVE = 16;

    /** A part of the cache has room for so many of the chunks that arenas begin with. */
    private static final int FEW = 4;

    private final Limits limits;
    private final Event.Tally events;
    private final int highest;
    private final boolean exact;
    private long begunWith;
    private int floor;
    private int votes;

    FloorModel(Limits limits, Event.Tally events, boolean exact) {
        this.limits = limits;
        this.events = events;
        this.exact = exact;
        long parts = Math.clamp(limits.maxCached() / (FEW * limits.maxChunk()), 1,
                2 * Runtime.getRuntime().availableProcessors());
        long largest = limits.maxCached() / Long.highestOneBit(parts) / FEW;
        int below = 0;
        while ((limits.minChunk() << (below + 1)) <= Math.min(largest, limits.maxChunk())) {
            below++;
        }
        this.highest = below;
        this.begunWith = limits.minChunk();
    }

    /** The lowest class with which an arena can begin now. */
    int lowest() {
        return exact ? floor : 0;
    }

    /** The highest class with which an arena can begin now. */
    int highest() {
        return exact ? floor : highest;
    }

    /** An arena that needed no more than the smallest chunk has begun with one of so many bytes. */
    void begun(long bytes) {
        if (bytes != begunWith) {
            events.add(bytes > begunWith ? Event.BEGUN_HIGHER : Event.BEGUN_LOWER);
            begunWith = bytes;
        }
    }

    /** A generation has ended, the last chunk of which had so many bytes, and so many of them unused. */
    void vote(long bytes, long tail, boolean alone) {
        int reached = Long.numberOfTrailingZeros(bytes / limits.minChunk());
        if (reached > floor) {
            votes++;
        } else if (reached == floor && floor > 0 && alone && tail >= bytes / 2) {
            votes--;
        }
        if (Math.abs(votes) >= VOTES_TO_MOVE) {
            floor = Math.clamp(floor + Integer.signum(votes), 0, highest);
            votes = 0;
        }
    }

    /** Compares with what is cached. */
    void verify(List<Block> cached) {
        assertThat(cached).as("nothing below the floor is kept")
                .allMatch(block -> block.bytes >= limits.minChunk() << lowest());
    }
}
