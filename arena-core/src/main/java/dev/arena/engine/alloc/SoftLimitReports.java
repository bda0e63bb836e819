package dev.arena.engine.alloc;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.pool.SoftLimit;

/**
 * Reports to the listener of a pool before a chunk exceeds the soft limit of the pool, of an arena or of a parent of it; once for
 * each arena and generation. Only called where there is a soft limit.
 */
final class SoftLimitReports {

    private SoftLimitReports() {}

    /** Reports what the chunk that is needed now exceeds: first for the pool, then for the arena and its parents. */
    static void before(BumpAllocator arena, long need) {
        SoftLimit softLimit = Objects.requireNonNull(arena.pool().softLimit());
        arena.pool().reportSoftLimitBefore(arena.nextChunkBytes(need));
        for (BumpAllocator each = first(softLimit, arena); each != null; each = each.parentArena()) {
            long bytes = arena.nextChunkBytes(need);
            long held = each.used(); // read once: children may be giving theirs back
            if (exceeds(softLimit, each, held, bytes) && SoftLimit.mayReport() && each.markSoftLimitReported()) {
                softLimit.report(each.describe(), held, bytes, each.limit());
            }
        }
    }

    /**
     * Reports before a refusal if that has not happened, as other arenas took everything meanwhile.
     *
     * @return whether it has reported, after which it is worth trying again
     */
    @SuppressWarnings("ReferenceEquality")
    static boolean before(BumpAllocator arena, Refusal early) {
        SoftLimit softLimit = arena.pool().softLimit();
        Account account = early.account();
        BumpAllocator each = softLimit == null || account == null ? null : first(softLimit, arena);
        while (each != null && each != account) {
            each = each.parentArena();
        }
        if (softLimit == null || each == null || !SoftLimit.mayReport() || !each.markSoftLimitReported()) {
            return false;
        }
        softLimit.report(each.describe(), early.held(), early.requested(), early.limit());
        return true;
    }

    /** Whether a chunk of {@code bytes} exceeds a soft limit that was not reported. */
    static boolean wouldReport(BumpAllocator arena, long bytes) {
        SoftLimit softLimit = arena.pool().softLimit();
        if (softLimit == null) {
            return false;
        }
        boolean any = arena.pool().wouldReportSoftLimit(bytes);
        for (BumpAllocator each = first(softLimit, arena); each != null; each = each.parentArena()) {
            any |= exceeds(softLimit, each, each.used(), bytes);
        }
        return any;
    }

    private static @Nullable BumpAllocator first(SoftLimit softLimit, BumpAllocator arena) {
        return softLimit.ofArenas() ? arena : null;
    }

    private static boolean exceeds(SoftLimit softLimit, BumpAllocator arena, long held, long bytes) {
        return !arena.isSoftLimitReported() && bytes > softLimit.of(arena.limit()) - held;
    }
}
