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

import java.util.concurrent.atomic.LongAdder;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.GroupAccount;

/**
 * A part of a pool: a byte limit for a group of arenas and their handles. The group uses the chunks and the cache of the
 * pool.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class Partition {
    private final String name;
    private final GroupAccount account;
    private final LongAdder refusals = new LongAdder();

    /** A partition of the pool, or of another partition. */
    Partition(String name, long byteBudget, @Nullable Partition parent) {
        this.name = name;
        this.account = new GroupAccount(byteBudget, parent == null ? null : parent.account);
    }

    /** Unique among the open partitions of the pool. */
    public String name() {
        return name;
    }

    /** The bytes that the group holds, and their limit. */
    public GroupAccount account() {
        return account;
    }

    void countRefusal() {
        refusals.increment();
    }

    /** Number of allocations that the limit has refused. */
    public long refusals() {
        return refusals.sum();
    }
}
