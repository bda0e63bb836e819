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

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.pool.ChunkPool;
import dev.arena.engine.pool.Partition;
import dev.arena.engine.pool.PoolFigures;

/** Creates the exception of a refusal. The message names the holders of the memory and a remedy. */
final class RefusalReport {

    private RefusalReport() {}

    static ArenaExhaustedException exception(AbstractArena arena, Refusal refusal) {
        String name = arena.describe();
        long requested = refusal.requested();
        long held = refusal.held();
        long limit = refusal.limit();
        return switch (refusal.kind()) {
            case ARENA_BUDGET -> exception(ArenaExhaustedException.Reason.ARENA_BUDGET, refusal, null,
                    holder(arena, refusal.account()) + " holds " + held + " of at most " + limit
                            + " bytes and cannot take " + requested
                            + " more: raise its byte budget, or allocate less");
            case PARTITION_BUDGET -> {
                String partition = partition(arena.pool(), refusal.account());
                yield exception(ArenaExhaustedException.Reason.PARTITION_BUDGET, refusal, partition,
                        need(name, refusal) + ", but partition '" + partition + "' " + holds(refusal) + held
                                + " of at most " + limit
                                + " bytes: raise its byte budget, or run less of its work at the same time");
            }
            case POOL_BUDGET -> exception(ArenaExhaustedException.Reason.POOL_BUDGET, refusal, null,
                    need(name, refusal) + ", but its pool " + holds(refusal) + held + " of at most " + limit
                            + " bytes: "
                            + use(arena.pool()));
            case SOURCE -> exception(ArenaExhaustedException.Reason.SOURCE, refusal, null,
                    name + " needs a chunk of " + requested
                            + " bytes, which the chunk source failed to provide: lower the byte budgets, or give the process "
                            + "more memory");
        };
    }

    private static ArenaExhaustedException exception(ArenaExhaustedException.Reason reason, Refusal refusal,
            @Nullable String partition, String message) {
        return new ArenaExhaustedException(reason, message, refusal.requested(), refusal.held(), refusal.limit(),
                partition, refusal.cause());
    }

    private static String need(String name, Refusal refusal) {
        return refusal.early()
                ? name + " is about to read an input that takes about " + refusal.requested() + " bytes"
                : name + " needs a chunk of " + refusal.requested() + " bytes";
    }

    /** An early refusal also counts what admitted work is expected to take. Together this can be more than the limit. */
    private static String holds(Refusal refusal) {
        return refusal.early() ? "holds, or expects to need for work that has begun, " : "holds ";
    }

    /** Describes the arena whose budget is too low: this arena or a parent. */
    private static String holder(AbstractArena arena, @Nullable Account account) {
        return account instanceof AbstractArena holder ? holder.describe() : arena.describe();
    }

    private static String partition(ChunkPool pool, @Nullable Account account) {
        Partition found = pool.partitions().of(account);
        return found == null ? "that was closed" : found.name();
    }

    /** Says what holds the memory of a pool, and what to do. */
    private static String use(ChunkPool pool) {
        PoolFigures now = pool.figures();
        long live = Math.max(0, now.reservedBytes() - now.cachedBytes() - now.quarantinedBytes());
        long handles = pool.bytesOfHandles();
        var text = new StringBuilder();
        text.append(Math.max(0, live - handles)).append(" in open arenas, ").append(handles)
                .append(" kept by handles only, ").append(now.quarantinedBytes()).append(" in quarantine, ")
                .append(now.cachedBytes()).append(" cached");
        OpenArena longest = holdingBackMost(pool);
        if (longest != null) {
            text.append("; ").append(longest.quarantinedBytes()).append(" of those in quarantine wait for arena #")
                    .append(longest.id()).append(longest.owner().isEmpty() ? "" : " for " + longest.owner());
        }
        if (pool.bytesWaitingForHandles() > 0) {
            text.append("; ").append(pool.bytesWaitingForHandles())
                    .append(" of those in quarantine wait for handles to close");
        }
        return text.append(
                ": raise the pool's byte budget, run less at the same time, or close handles that are not needed")
                .toString();
    }

    private static @Nullable OpenArena holdingBackMost(ChunkPool pool) {
        List<AbstractArena> open = new ArrayList<>();
        pool.forEachArena(entry -> open.add((AbstractArena) entry));
        OpenArena most = null;
        for (AbstractArena arena : open) {
            OpenArena each = arena.snapshot();
            if (each.quarantinedBytes() > (most == null ? 0 : most.quarantinedBytes())) {
                most = each;
            }
        }
        return most;
    }
}
