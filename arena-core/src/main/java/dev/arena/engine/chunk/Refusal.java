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

package dev.arena.engine.chunk;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;

/**
 * The reason why a chunk is refused. A refused request has charged nothing and taken nothing.
 *
 * @param kind      the limit that is too low
 * @param requested bytes that would have been taken
 * @param held      bytes held against that limit
 * @param limit     that limit in bytes
 * @param account   the account with that limit; null if the source failed
 * @param cause     what the chunk source threw, if that was the reason
 * @param early     whether no chunk was asked for yet: the figures are then what the work is expected to need, and what others
 *                  hold or are expected to take
 * @since 0.1.0
 */
public record Refusal(Kind kind, long requested, long held, long limit, @Nullable Account account,
        @Nullable Throwable cause, boolean early) implements ChunkResult {

    /** A refusal by the account of an arena, partition or pool, with the figures of this moment. */
    public static Refusal by(Account account, Kind kind, long requested) {
        return new Refusal(kind, requested, account.used(), account.limit(), account, null, false);
    }

    /**
     * Whether the account of an arena or partition has room again, because another arena has released its charge in the
     * meantime. The request can then be retried.
     */
    public boolean isOutdated() {
        return kind != Kind.POOL_BUDGET && account != null && requested <= limit - held;
    }

    /** The limit that is too low. */
    public enum Kind {
        /** The byte budget of the arena, or of a parent of it. */
        ARENA_BUDGET,
        /** The byte budget of a partition of the pool. */
        PARTITION_BUDGET,
        /** The byte budget of the pool. */
        POOL_BUDGET,
        /** The chunk source had no memory or failed. */
        SOURCE
    }
}
