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

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import static dev.arena.Promises.require;

/** The state of a script: a small pool, its open arenas and handles, and the input. */
final class ScriptState {
    static final int MOST_ARENAS = 6;
    static final long ARENA_BUDGET = 24 << 10;
    static final int POOL_BUDGET = 48 << 10;
    static final long LEAST_CHUNK = 512;
    private static final long MOST_CACHED = 8 << 10;
    private static final double SOFT_SHARE = 0.75;

    /** Limit of the memory that may be quarantined for living members. The first byte of a script sets it. */
    private static final long[] QUARANTINES = {1 << 20, 0, LEAST_CHUNK, 4 * LEAST_CHUNK, 16 * LEAST_CHUNK, 1};

    final ScriptInput input;
    private byte filling;
    private final BalancedSource source = new BalancedSource();
    private final long mostQuarantined;
    final ArenaPool pool;
    final List<ScriptedPartition> partitions = new ArrayList<>();
    final List<ScriptedArena> arenas = new ArrayList<>();
    final List<ScriptedHandle> handles = new ArrayList<>();

    /** Segments that have ended in sessions that close later, at the latest with the pool. */
    final List<Stale> stale = new ArrayList<>();

    /** Whether an arena has held more than its budget, because the budget was lowered. */
    private boolean budgetWasLowered;

    /** Number of calls of the listener. The listener itself may be refused memory. */
    private int heard;

    /** Faults that the listener has found. The pool would only log its exception. */
    private @Nullable AssertionError heardWrong;

    ScriptState(byte[] bytes) {
        this.input = new ScriptInput(bytes, ARENA_BUDGET);
        this.mostQuarantined = QUARANTINES[input.next(QUARANTINES.length)];
        this.pool = Arena.builder().chunkSizes(LEAST_CHUNK, 4096).maxNormalAlloc(1024).byteBudget(ARENA_BUDGET)
                .poolByteBudget(POOL_BUDGET).maxCached(MOST_CACHED).maxQuarantined(mostQuarantined)
                .idleTimeout(Duration.ZERO).chunkSource(source).softLimit(SOFT_SHARE, this::hear).buildPool();
    }

    ScriptedArena arena() {
        return arenas.get(input.next(arenas.size()));
    }

    @Nullable
    Filled value(ScriptedArena arena) {
        List<Filled> values = arena.values();
        return values.isEmpty() ? null : values.get(input.next() % values.size());
    }

    /** Returns one of the partitions, or null for the pool itself. */
    @Nullable
    ScriptedPartition partitionOrPool() {
        int index = input.next(partitions.size() + 1);
        return index == partitions.size() ? null : partitions.get(index);
    }

    boolean hasRoomForAnArena() {
        return arenas.size() < MOST_ARENAS || arenas.stream().anyMatch(ScriptedArena::isClosed);
    }

    void add(ScriptedArena opened) {
        if (arenas.size() == MOST_ARENAS) {
            arenas.removeIf(ScriptedArena::isClosed);
        }
        arenas.add(opened);
    }

    byte nextFilling() {
        filling = (byte) (filling % 100 + 1);
        return filling;
    }

    /** Checks a new allocation and fills it. */
    Filled fresh(ScriptedGeneration generation, MemorySegment segment, long size, long alignment) {
        require(segment.byteSize() == size, segment + " instead of " + size + " bytes");
        require(segment.address() % alignment == 0, segment + " is not aligned to " + alignment);
        return generation.fresh(segment, nextFilling());
    }

    void requireNeed(ArenaExhaustedException e) {
        boolean mayHoldMore = budgetWasLowered && e.reason() == ArenaExhaustedException.Reason.ARENA_BUDGET;
        require(e.requested() > e.limit() - e.held() && (e.held() <= e.limit() || mayHoldMore),
                "refused without need: " + e);
    }

    /** The soft-limit listener: trims the pool, allocates, or does nothing. */
    private void hear(SoftLimitEvent event) {
        heard++;
        try {
            require(event.held() <= event.limit() || isOfLoweredBudget(event), "over its limit: " + event);
            require(event.requested() > (long) (event.limit() * SOFT_SHARE) - event.held(), "without need: " + event);
            require(event.scope() == SoftLimitEvent.Scope.ARENA || event.limit() == POOL_BUDGET, "wrong: " + event);
            switch (input.next(4)) {
                case 0 -> pool.trim();
                case 1 -> allocateWhileHearing();
                default -> {
                }
            }
        } catch (AssertionError | RuntimeException e) {
            heardWrong = new AssertionError("in the listener", e);
        }
    }

    /** Records whether an arena holds more than its new budget. */
    void noteBudget(boolean lowered) {
        budgetWasLowered |= lowered;
    }

    /** Returns the number of calls of the soft-limit listener. */
    int heard() {
        return heard;
    }

    private boolean isOfLoweredBudget(SoftLimitEvent event) {
        return budgetWasLowered && event.scope() == SoftLimitEvent.Scope.ARENA;
    }

    private void allocateWhileHearing() {
        ScriptedArena arena = arena();
        if (!arena.isClosed()) {
            MemorySegment segment = arena.real.tryAllocate(input.next(), 1);
            if (segment != null) {
                arena.values().add(arena.generation().fresh(segment, nextFilling()));
            }
        }
    }

    /** Runs the checks after each call. */
    void check() {
        if (heardWrong != null) {
            throw heardWrong;
        }
        PoolStats now = pool.stats();
        require(now.reservedBytes() <= POOL_BUDGET, "pool over its budget: " + now);
        require(now.reservedBytes() == source.bytes(), "the source gave " + source.bytes() + ": " + now);
        require(now.cachedBytes() <= MOST_CACHED, "cache over its limit: " + now);
        require(now.cachedBytes() + now.quarantinedBytes() <= now.reservedBytes(), "more than there is: " + now);
        require(now.quarantinedBytes() <= mostQuarantined, "quarantine over its limit: " + now);
        arenas.forEach(ScriptedArena::check);
        partitions.forEach(partition -> partition.check(arenas, handles));
        handles.forEach(handle -> handle.value().requireIntact());
    }

    void end() {
        arenas.forEach(arena -> arena.close(stale));
        handles.forEach(handle -> handle.value().requireIntact());
        handles.forEach(handle -> HandleCalls.close(handle.closeable()));
        partitions.forEach(partition -> partition.check(List.of(), List.of()));
        pool.close();
        stale.forEach(Stale::requireDead);
        handles.forEach(handle -> Filled.requireDead(handle.value().segment()));
        PoolStats rest = pool.stats();
        require(rest.reservedBytes() == 0 && rest.activeHandles() == 0 && rest.activeArenas() == 0, "left: " + rest);
        require(source.bytes() == 0, "the source misses " + source.bytes() + " bytes");
    }
}
