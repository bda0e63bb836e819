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

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.reclaim.Epoch;

/**
 * An entry in the list of open arenas: the arena itself, or an object that represents it while it is tracked for leaks. The
 * entry carries the links of the list, so adding it allocates nothing.
 *
 * @since 0.1.0
 */
public abstract class ArenaEntry extends Account {

    /** Number for messages; 0 until the arena needs its first chunk. Written by {@link CacheShard}. */
    long id;

    /** The shard whose list contains this entry. */
    @Nullable
    CacheShard home;

    /** Neighbours in the list, guarded by the shard. */
    @Nullable
    ArenaEntry nextEntry;
    @Nullable
    ArenaEntry previousEntry;

    /** An entry that is not in a list. */
    protected ArenaEntry(long limit, @Nullable Account parent) {
        super(limit, parent);
    }

    /** The entry's arena; null if it has leaked. */
    public abstract @Nullable ArenaEntry arena();

    /** Bytes of the arena's chunks behind their last allocations. Called by any thread. */
    public abstract long wasted();

    /**
     * The first epoch that the arena's generation joined, in which chunks may wait for it; null without one. Called by any
     * thread.
     */
    public abstract @Nullable Epoch sharedEpoch();

    /** Number of this arena within its pool, from 1; 0 until it needs its first chunk. */
    public final long id() {
        return id;
    }

    /** Whether this entry is not in a list. */
    public final boolean isNew() {
        return home == null;
    }
}
