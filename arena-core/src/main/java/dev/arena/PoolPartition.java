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

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.pool.Partition;

/** A pool within a pool: a byte budget in front of the pool whose chunks it uses. */
record PoolPartition(ChunkedPool pool, Partition partition) implements ArenaPool {

    @Override
    public Arena open() {
        return open(ArenaOptions.defaults());
    }

    @Override
    public Arena open(Confinement confinement) {
        return open(ArenaOptions.defaults().withConfinement(confinement));
    }

    @Override
    public Arena open(ArenaOptions options) {
        requireOpen();
        return pool.open(options, settings().arenaByteBudget(), partition.account());
    }

    private void requireOpen() {
        if (!pool.chunks().partitions().contains(partition)) {
            throw new IllegalStateException("Partition '" + name() + "' is closed and opens no arena");
        }
    }

    @Override
    public void changeByteBudget(Arena arena, long byteBudget) {
        pool.changeByteBudget(arena, byteBudget);
    }

    @Override
    public ArenaPool partition(String name, long byteBudget) {
        requireOpen();
        return pool.partition(name, byteBudget, partition);
    }

    @Override
    public List<ArenaPool> partitions() {
        return List.of();
    }

    @Override
    public void adopt(Arena arena) {
        requireOpen();
        pool.own(arena, "move").adoptInto(partition.account());
    }

    @Override
    public List<OpenArena> openArenas(int most) {
        ArenaBuilder.requireRange("most", most, 0, Integer.MAX_VALUE);
        return ChunkedPool.largestFirst(members(), most);
    }

    private List<AbstractArena> members() {
        return pool.openArenas().stream().filter(arena -> isMember(arena.parent())).toList();
    }

    /** Whether an arena with that parent is of this partition, or of a partition of it. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isMember(@Nullable Account parent) {
        Account above = parent;
        while (above != null && above != partition.account()) {
            above = above.parent();
        }
        return above != null;
    }

    @Override
    public List<OpenResource> openResources() {
        return pool.openResources();
    }

    @Override
    public String name() {
        return partition.name();
    }

    @Override
    public Settings settings() {
        Settings all = pool.settings();
        long limit = partition.account().limit();
        return new Settings(Math.min(all.arenaByteBudget(), limit), limit, all.maxCached(), all.maxQuarantined(),
                all.minChunkSize(), all.maxChunkSize(), all.maxNormalAlloc(), 0, all.idleTimeout(), all.poolWait(),
                all.confinement(), all.leakDetection(), all.softLimit(), all.chunkSource());
    }

    @Override
    public PoolStats stats() {
        Account account = partition.account();
        List<AbstractArena> members = members();
        long wasted = members.stream().mapToLong(AbstractArena::wasted).sum();
        return new PoolStats(new PoolStats.Figures(account.used(), account.peak(), account.used(), 0, 0, 0, 0, 0,
                wasted, members.size(), 0,
                0, 0, 0, 0, 0, 0, partition.refusals(), 0, 0, 0, 0, 0, List.of()));
    }

    @Override
    public void trim() {
        pool.trim();
    }

    @Override
    public void close() {
        pool.chunks().partitions().close(partition);
    }

    @Override
    public String toString() {
        return "Partition '" + name() + "' of pool '" + pool.name() + "'[" + partition.account().used()
                + " bytes held]";
    }
}
