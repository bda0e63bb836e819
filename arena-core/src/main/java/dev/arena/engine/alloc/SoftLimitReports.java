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

package dev.arena.engine.alloc;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.pool.SoftLimit;

/**
 * Reports to the listener of a pool before a chunk exceeds the soft limit of the pool, of an arena or of one of its parents.
 * Each arena is reported once in a generation. Only called if there is a soft limit.
 */
final class SoftLimitReports {

    private SoftLimitReports() {}

    /** Reports the soft limits that the next chunk exceeds: first that of the pool, then those of the arena and its parents. */
    static void before(PooledArena arena, long need) {
        SoftLimit softLimit = Objects.requireNonNull(arena.pool().softLimit());
        arena.pool().reportSoftLimitBefore(arena.nextChunkBytes(need));
        for (PooledArena each = first(softLimit, arena); each != null; each = each.parentArena()) {
            long bytes = arena.nextChunkBytes(need);
            long held = each.used(); // read once, because children may release memory
            if (exceeds(softLimit, each, held, bytes) && SoftLimit.mayReport() && each.markSoftLimitReported()) {
                softLimit.report(each.describe(), held, bytes, each.limit());
            }
        }
    }

    /**
     * Reports before a refusal unless it was reported before: other arenas may have taken the memory in the meantime.
     *
     * @return whether it reported; the allocation can then be retried
     */
    @SuppressWarnings("ReferenceEquality")
    static boolean before(PooledArena arena, Refusal early) {
        SoftLimit softLimit = arena.pool().softLimit();
        Account account = early.account();
        PooledArena each = softLimit == null || account == null ? null : first(softLimit, arena);
        while (each != null && each != account) {
            each = each.parentArena();
        }
        if (softLimit == null || each == null || !SoftLimit.mayReport() || !each.markSoftLimitReported()) {
            return false;
        }
        softLimit.report(each.describe(), early.held(), early.requested(), early.limit());
        return true;
    }

    /** Whether a chunk of {@code bytes} exceeds a soft limit that was not reported yet. */
    static boolean wouldReport(PooledArena arena, long bytes) {
        SoftLimit softLimit = arena.pool().softLimit();
        if (softLimit == null) {
            return false;
        }
        boolean any = arena.pool().wouldReportSoftLimit(bytes);
        for (PooledArena each = first(softLimit, arena); each != null; each = each.parentArena()) {
            any |= exceeds(softLimit, each, each.used(), bytes);
        }
        return any;
    }

    private static @Nullable PooledArena first(SoftLimit softLimit, PooledArena arena) {
        return softLimit.ofArenas() ? arena : null;
    }

    private static boolean exceeds(SoftLimit softLimit, PooledArena arena, long held, long bytes) {
        return !arena.isSoftLimitReported() && bytes > softLimit.of(arena.limit()) - held;
    }
}
