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

package dev.arena.engine.pool;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Refusal;

/**
 * Reports to the listener when more than the soft limit of a pool's budget is in use, once each time that the limit is crossed.
 *
 * <p>The bytes in use are those charged minus those cached, because cached chunks are evicted before an allocation is refused.
 * They are not counted, which would cost every request an atomic operation. If the charged bytes are within the soft limit, the
 * bytes in use are as well. This check is one read for each chunk taken. The cached bytes are summed up only if the charged
 * bytes exceed the soft limit.
 *
 * <p>The monitor is armed again when no more than seven eighths of the soft limit are in use. A pool that stays near the limit
 * therefore does not report with every chunk. This is checked when the next chunk is taken, because use grows only then.
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

    /** Reports if a chunk of {@code bytes} exceeds the soft limit. */
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
     * Reports unless it was reported before: other threads may have taken the memory between {@link #beforeTaking} and the
     * refusal. Does not report a refusal within the soft limit, which happens if waiting threads go first.
     *
     * @return whether it reported; the allocation can then be retried
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
