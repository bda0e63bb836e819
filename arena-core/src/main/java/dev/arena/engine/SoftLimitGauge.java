package dev.arena.engine;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Watches what of a pool's budget is in use, and tells once each time that it exceeds the soft limit.
 *
 * <p>In use is what is charged but not cached, as cached chunks give way before an allocation is refused. That is no counter:
 * one would cost every request an atomic operation. As long as all that is charged, cached or not, stays within the soft limit,
 * no more can be in use, and that is one read for each chunk taken. Only beyond it are the cached bytes summed up.
 *
 * <p>It is armed again when no more than seven eighths of the soft limit are in use, so that a pool which hovers around it does
 * not tell with every chunk. That is found out when the next chunk is taken, which is soon enough: only then can use grow.
 *
 * <p>Safe for use by any thread.
 */
final class SoftLimitGauge {
    private static final int PART_TO_FALL = 8;

    private final SoftLimit softLimit;
    private final Budget budget;
    private final LongSupplier cachedBytes;
    private final long mark;
    private final long armedAgainAt;
    private final AtomicBoolean crossed = new AtomicBoolean();

    SoftLimitGauge(SoftLimit softLimit, Budget budget, LongSupplier cachedBytes) {
        this.softLimit = softLimit;
        this.budget = budget;
        this.cachedBytes = cachedBytes;
        this.mark = softLimit.of(budget.limit());
        this.armedAgainAt = mark - mark / PART_TO_FALL;
    }

    /** Tells if {@code bytes} more lead beyond the soft limit. */
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
            tell(held, bytes);
        }
    }

    /** Whether {@link #beforeTaking} would tell. */
    boolean isToBeTold(long bytes) {
        long held = Math.max(0, budget.used() - cachedBytes.getAsLong());
        return bytes > mark - held && (held <= armedAgainAt || !crossed.get());
    }

    /**
     * Tells if that has not happened: others may have taken all between {@link #beforeTaking} and the refusal. Does not tell
     * where there would be room, but others go first.
     *
     * @return whether it has told, after which the refused should try again
     */
    boolean beforeRefusal(Refusal refusal) {
        long held = Math.max(0, refusal.held() - cachedBytes.getAsLong());
        return refusal.kind() == Refusal.Kind.POOL_BUDGET && refusal.requested() > mark - held
                && tell(held, refusal.requested());
    }

    private boolean tell(long held, long bytes) {
        if (SoftLimit.mayTell() && crossed.compareAndSet(false, true)) {
            softLimit.tell(null, held, bytes, budget.limit());
            return true;
        }
        return false;
    }
}
