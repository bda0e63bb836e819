package dev.arena.engine;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Adds up what the parts of a pool have counted. Nothing is counted here.
 *
 * <p>Safe for use by any thread.
 *
 * @param live escapes whose chunk has not gone back
 */
record PoolBooks(Ladder ladder, Budget budget, ChunkCache cache, Quarantine quarantine, Quarantine escapes,
        Set<Escape> live, Tally tally, CheckedSource source, Waiters waiters, Leaks leaks) {

    /** Bytes that no arena or handle holds. */
    long idleBytes() {
        return cache.bytes() + quarantinedBytes();
    }

    /** All figures now. */
    PoolFigures figures() {
        var sum = new PoolFigures.Sum(ladder.size());
        for (Stripe stripe : cache.stripes()) {
            stripe.addTo(sum);
        }
        return new PoolFigures(budget.used(), budget.peak(), sum.cachedBytes, quarantinedBytes(),
                quarantine.chunks() + escapes.chunks(), live.stream().mapToLong(Escape::handles).sum(),
                tally.chunks(), LongStream.of(sum.cachedByClass).sum(), tally.byClass(), boxed(sum.cachedByClass),
                quarantinedByClass(), sum.wasted, sum.activeArenas, tally.normalChunks(), tally.oversizedChunks(),
                sum.reused, tally.chunksDestroyed(), sum.resets, tally.relocations(), tally.arenaRefusals(),
                tally.poolRefusals(), tally.sourceRefusals(), source.failedReleases(), waiters.waits(), leaks.count());
    }

    private long quarantinedBytes() {
        return quarantine.bytes() + escapes.bytes();
    }

    private List<Long> quarantinedByClass() {
        var counts = new long[ladder.size()];
        quarantine.addByClass(counts);
        escapes.addByClass(counts);
        return boxed(counts);
    }

    private static List<Long> boxed(long[] counts) {
        return LongStream.of(counts).boxed().toList();
    }
}
