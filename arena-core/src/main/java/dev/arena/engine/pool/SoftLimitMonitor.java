package dev.arena.engine.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Refusal;

/**
 * Reports to the listener when more than the soft limit of a pool's budget is in use, once each time that the limit is crossed.
 *
 * <p>In use is what is charged but not cached, as cached chunks are evicted before an allocation is refused. This is not a
 * counter, which would cost every request an atomic operation. As long as all that is charged, cached or not, is within the soft
 * limit, no more can be in use; checking that is one read for each chunk taken. Only beyond it are the cached bytes summed up.
 *
 * <p>The monitor is armed again when no more than seven eighths of the soft limit are in use, so a pool that stays near the limit
 * does not report with every chunk. That is checked when the next chunk is taken, as use can only grow then.
 *
 * <p>Safe for use by any thread.
 */
final class SoftLimitMonitor {
    private static final int PART_TO_FALL = 8;

    private final SoftLimit softLimit;
    private final Account budget;
    private final LongSupplier cachedBytes;
    private final long mark;
    private final long armedAgainAt;
    private final AtomicBoolean crossed = new AtomicBoolean();

    SoftLimitMonitor(SoftLimit softLimit, Account budget, LongSupplier cachedBytes) {
        this.softLimit = softLimit;
        this.budget = budget;
        this.cachedBytes = cachedBytes;
        this.mark = softLimit.of(budget.limit());
        this.armedAgainAt = mark - mark / PART_TO_FALL;
    }

    /** Reports if {@code bytes} more lead beyond the soft limit. */
    void beforeTaking(long bytes) {
        long charged = budget.used();
        boolean armed = !crossed.get();
        if (armed && bytes <= mark - charged) {
            return;
        }
        long held = Math.max(0, charged - cachedBytes.getAsLong());
        if (!armed && held <= armedAgainAt) {
            crossed.set(false);
            armed = true;
        }
        if (armed && bytes > mark - held) {
            report(held, bytes);
        }
    }

    /** Whether {@link #beforeTaking} would report. */
    boolean wouldReport(long bytes) {
        long held = Math.max(0, budget.used() - cachedBytes.getAsLong());
        return bytes > mark - held && (held <= armedAgainAt || !crossed.get());
    }

    /**
     * Reports if that has not happened: others may have taken everything between {@link #beforeTaking} and the refusal. Does not
     * report where there is room, but others go first.
     *
     * @return whether it has reported, after which the refused allocation should be tried again
     */
    boolean beforeRefusal(Refusal refusal) {
        long held = Math.max(0, refusal.held() - cachedBytes.getAsLong());
        return refusal.kind() == Refusal.Kind.POOL_BUDGET && refusal.requested() > mark - held
                && report(held, refusal.requested());
    }

    private boolean report(long held, long bytes) {
        if (SoftLimit.mayReport() && crossed.compareAndSet(false, true)) {
            softLimit.report(null, held, bytes, budget.limit());
            return true;
        }
        return false;
    }
}
