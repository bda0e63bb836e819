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

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Refusal;

/**
 * The open partitions of a pool, by name.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class Partitions {
    private final Map<String, Partition> byName = new ConcurrentHashMap<>();

    Partitions() {}

    /**
     * Opens a partition.
     *
     * @param  parent                   the enclosing partition, or null
     * @throws IllegalArgumentException if the name is taken
     */
    public Partition open(String name, long byteBudget, @Nullable Partition parent) {
        var partition = new Partition(name, byteBudget, parent);
        if (byName.putIfAbsent(name, partition) != null) {
            throw new IllegalArgumentException("This pool already has a partition '" + name + "'");
        }
        return partition;
    }

    /** Closes a partition and frees its name. Further calls have no effect. */
    public void close(Partition partition) {
        byName.remove(partition.name(), partition);
    }

    /** Whether a partition is open. */
    public boolean contains(Partition partition) {
        return partition.equals(byName.get(partition.name()));
    }

    /** Counts a refusal for the partition whose limit was too low, if any. */
    void refused(Refusal refusal) {
        Partition partition = of(refusal.account());
        if (partition != null) {
            partition.countRefusal();
        }
    }

    /** The open partition with this account, or null. */
    @SuppressWarnings("ReferenceEquality")
    public @Nullable Partition of(@Nullable Account account) {
        if (account != null) {
            for (Partition each : byName.values()) {
                if (each.account() == account) {
                    return each;
                }
            }
        }
        return null;
    }

    /** All open partitions, by name. */
    public List<Partition> all() {
        Collection<Partition> open = byName.values();
        return open.stream().sorted(Comparator.comparing(Partition::name)).toList();
    }
}
