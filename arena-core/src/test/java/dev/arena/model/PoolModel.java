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

package dev.arena.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.ExpectedStats;
import dev.arena.PoolStats;

import static org.assertj.core.api.Assertions.assertThat;

/** The expected state of a pool, or of the internal pool of a standalone arena. The ledger guards the counts. */
final class PoolModel {
    private static final int MOST_LOOKS = 3;
    private static final int MOST_SECONDS = 10;

    final Ledger ledger = new Ledger();
    final Limits limits;
    final Regions regions;
    final Event.Tally events;
    final SoftLimitModel softLimit;

    /** Whether only one thread uses it. Then the model can also predict the result of each operation. */
    final boolean alone;

    /** Null for a standalone arena. */
    private final @Nullable ArenaPool pool;
    private final List<Counted> arenas = new ArrayList<>();
    private long peak;
    boolean closed;
    long normalChunks;
    long oversizedChunks;
    long reusedChunks;
    long resets;
    long relocations;
    long arenaRefusals;
    long poolRefusals;
    long sourceRefusals;

    PoolModel(Limits limits, Regions regions, Event.Tally events, boolean standalone, boolean alone) {
        this.limits = limits;
        this.regions = regions;
        this.events = events;
        this.alone = alone;
        this.softLimit = new SoftLimitModel(this, standalone);
        this.pool = standalone
                ? null
                : limits.builder(ledger, softLimit).poolByteBudget(limits.poolBudget()).buildPool();
    }

    ArenaModel open(Confinement confinement) {
        ledger.begin();
        Arena arena = pool != null
                ? pool.open(confinement)
                : limits.builder(ledger, softLimit).confinement(confinement).build();
        var model = new ArenaModel(this, arena);
        opened(model);
        return model;
    }

    /** Opens an arena from which several threads allocate. */
    CommonsModel openCommons() {
        if (pool == null) {
            throw new IllegalStateException("belongs to one thread");
        }
        var model = new CommonsModel(this, pool.open(Confinement.SHARED));
        opened(model);
        return model;
    }

    void opened(Counted model) {
        synchronized (ledger) {
            arenas.add(model);
        }
    }

    boolean isStandalone() {
        return pool == null;
    }

    /** Returns the limit for all memory of the source. */
    long budget() {
        return pool == null ? limits.arenaBudget() : limits.poolBudget();
    }

    /** Returns the name in messages. */
    String description() {
        return pool == null ? "Arena 'arena'" : "Pool 'arena'";
    }

    void trim() {
        ledger.begin();
        trimAsListener();
    }

    /** Trims during another operation. */
    void trimAsListener() {
        if (pool != null) {
            pool.trim();
        }
    }

    void close() {
        ledger.begin();
        synchronized (ledger) {
            closed = true;
        }
        if (pool != null) {
            pool.close();
        }
    }

    /** Claims the block of a chunk that an arena has received. For isolation, no other user may be able to access it. */
    void claim(Block block, Counted holder, boolean fresh, boolean normal) {
        synchronized (ledger) {
            if (block.state() != Block.State.IDLE || fresh == block.claimed) {
                throw new AssertionError((fresh ? "fresh" : "reused") + " but was " + block);
            }
            block.claimed = true;
            block.normal = normal;
            block.holder = holder;
            block.ended = null;
            block.escape = null;
            if (!fresh) {
                reusedChunks++;
            } else if (normal) {
                normalChunks++;
            } else {
                oversizedChunks++;
            }
        }
        events.add(!fresh ? Event.REUSED_CHUNK : normal ? Event.FRESH_CHUNK : Event.OVERSIZED_CHUNK);
    }

    /** Returns whether {@code bytes} exceed the budget even after eviction. */
    boolean isJustifiedRefusal(long bytes) {
        trim(); // closes every unused session, and so frees all memory that could have been used
        return bytes > budget() - ledger.outstanding() + idleBytes();
    }

    long idleBytes() {
        return bytes(idle());
    }

    long idleChunks() {
        return idle().size();
    }

    private List<Block> idle() {
        synchronized (ledger) {
            return ledger.blocks().stream().filter(block -> block.state() == Block.State.IDLE).toList();
        }
    }

    /**
     * Compares every figure at rest. Epochs may be closed automatically during the comparison. A further attempt waits until
     * that has finished.
     */
    void verify() {
        for (int looks = 1;; looks++) {
            try {
                verifyOnce();
                return;
            } catch (AssertionError e) {
                if (looks == MOST_LOOKS) {
                    throw e;
                }
                ledger.begin(); // this thread may run some of the tasks
                ForkJoinPool.commonPool().awaitQuiescence(MOST_SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private void verifyOnce() {
        synchronized (ledger) {
            assertThat(ledger.faults()).isEmpty();
            assertThat(ledger.outstanding()).isBetween(0L, budget());
            assertThat(ledger.peak()).isLessThanOrEqualTo(budget());
            arenas.removeIf(Counted::verifyAndReturnWhetherClosed);
            if (pool != null) {
                PoolStats actual = pool.stats();
                assertThat(actual).isEqualTo(expected(actual));
                peak = actual.peakReservedBytes();
            }
        }
    }

    private PoolStats expected(PoolStats actual) {
        Map<Block.State, List<Block>> blocks = ledger.blocks().stream().collect(Collectors.groupingBy(Block::state));
        List<Block> live = blocks.getOrDefault(Block.State.LIVE, List.of());
        List<Block> waiting = blocks.getOrDefault(Block.State.QUARANTINED, List.of());
        List<Block> idle = blocks.getOrDefault(Block.State.IDLE, List.of());
        List<PoolStats.ChunkClass> classes = new ArrayList<>();
        for (long size = limits.minChunk(); size <= limits.maxChunk(); size <<= 1) {
            classes.add(
                    new PoolStats.ChunkClass(size, ofClass(live, size), ofClass(idle, size), ofClass(waiting, size)));
        }
        if (!waiting.isEmpty()) {
            events.add(Event.QUARANTINE);
        }
        assertThat(idle).as("only chunks with the size of a class are cached").allMatch(block -> block.normal);
        assertThat(bytes(idle)).isLessThanOrEqualTo(closed ? 0 : limits.maxCached());
        long expectedPeak = alone ? ledger.peakOutstanding() : actual.peakReservedBytes();
        assertThat(actual.peakReservedBytes()).isBetween(Math.max(peak, ledger.outstanding()), budget());
        return ExpectedStats.ofPool(ledger.outstanding(), expectedPeak, bytes(live), bytes(idle), bytes(waiting),
                live.size(),
                idle.size(), waiting.size(), arenas.stream().mapToLong(Counted::wasted).sum(),
                arenas.stream().filter(Counted::hasEntered).count(), normalChunks, oversizedChunks, reusedChunks,
                ledger.released(), resets, relocations, arenaRefusals, poolRefusals, sourceRefusals,
                ledger.failedReleases(), openHandles(), 0, 0, classes);
    }

    private static long ofClass(List<Block> blocks, long size) {
        return blocks.stream().filter(block -> block.normal && block.bytes == size).count();
    }

    private static long bytes(List<Block> blocks) {
        return blocks.stream().mapToLong(block -> block.bytes).sum();
    }

    private long openHandles() {
        return ledger.blocks().stream().mapToLong(block -> block.escape == null ? 0 : block.escape.handles).sum();
    }
}
