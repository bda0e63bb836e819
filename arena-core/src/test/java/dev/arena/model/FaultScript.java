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

import java.lang.foreign.MemorySegment;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.LeakDetection;
import dev.arena.Mark;
import dev.arena.Owned;
import dev.arena.PoolStats;
import dev.arena.Shared;

/**
 * A short life of a pool that includes every outside call: calls of the source for fresh, evicted, trimmed and oversized
 * chunks, for copies, and after quarantine, and the callbacks at both ends of a generation. The figures are compared after each
 * operation. To add an operation, extend {@link #play}. To add a callback, let it call {@link #callback}.
 */
final class FaultScript {
    private static final long BUDGET = 8 << 10;

    private final FaultPlan plan;
    private final PlannedSource source;
    private @Nullable ArenaPool pool;
    private int operations;
    private int callbacksDue;
    private int callbacksRun;
    private int callbackFaultsSeen;
    private int sourceRefusals;

    /** Number of failed releases of the source of the standalone arena. */
    private int releasesFailedAlone;

    FaultScript(FaultPlan plan) {
        this.plan = plan;
        this.source = new PlannedSource(plan);
    }

    /** Runs the script to its end despite failures. */
    void play() {
        ArenaPool opened = attempt(() -> Arena.builder().chunkSizes(512, 2048).maxNormalAlloc(1024).capacity(1024)
                .byteBudget(6 << 10).poolByteBudget(BUDGET).maxCached(3 << 10).chunkSource(source)
                .leakDetection(LeakDetection.ALL).softLimit(0.5, _ -> listener()).buildPool());
        if (opened == null) {
            check(source.outstandingChunks() == 0, "a pool that could not be built retains memory");
            return;
        }
        pool = opened;
        Arena confined = opened.open();
        Arena shared = opened.open(Confinement.SHARED);
        callbackAtEndOf(confined);
        MemorySegment first = attempt(() -> confined.allocate(300, 8));
        attempt(() -> confined.allocate(400, 8)); // needs a larger class
        attempt(() -> confined.allocate(1500, 8)); // oversized
        attempt(() -> shared.allocate(200, 8));
        registerWith(shared);
        attempt(() -> shared.allocate(5000, 8)); // exceeds the pool, unless an earlier operation failed
        Owned<MemorySegment> copy = first == null ? null : attempt(() -> confined.escape(first.asSlice(0, 16)));
        Owned<MemorySegment> inPlace = first == null ? null : attempt(() -> confined.escape(first));
        Shared<MemorySegment> handle = attempt(() -> shared.allocateShared(700, 16));
        if (first != null) {
            attempt(() -> confined.grow(first, 900, 8));
        }
        end(confined::reset);
        callbackThatAllocates(confined);
        attempt(() -> confined.allocate(500, 8)); // from the cache
        end(shared::reset); // moves the chunks to quarantine
        attempt(() -> shared.allocate(2000, 8));
        attempt(() -> confined.allocate(2500, 8)); // evicts and reclaims chunks
        attempt(() -> shared.allocateOwned(1200, 8), Owned::close); // oversized, released with its handle
        callbackAtEndOf(shared);
        registerWith(shared);
        end(confined::close);
        end(opened::trim);
        Arena late = opened.open();
        attempt(() -> shared.allocate(600, 8));
        attempt(() -> late.allocateShared(400, 8), Shared::close);
        attempt(() -> late.allocateOwned(900, 8), Owned::close);
        MemorySegment value = attempt(() -> late.allocate(1000, 8));
        attempt(() -> late.allocate(3000, 8));
        if (value != null) {
            attempt(() -> late.escape(value), Owned::close);
            attempt(() -> late.escape(value.asSlice(0, 8)), Owned::close);
        }
        registerWith(late);
        callbackThatAllocates(late);
        end(late::reset);
        attempt(() -> late.allocate(700, 8));
        close(copy);
        close(handle);
        playInPartition(opened);
        playAlone();
        playMarked(late);
        end(opened::close);
        end(shared::close);
        end(late::close);
        close(inPlace);
        end(opened::trim);
        checkNothingIsLeft(opened, confined, shared, late);
    }

    /** Runs operations of an arena in a partition with a low budget. */
    private void playInPartition(ArenaPool opened) {
        ArenaPool partition = opened.partition("part", 2 << 10);
        Arena member = partition.open();
        attempt(() -> member.allocate(1100, 8));
        Owned<MemorySegment> handle = attempt(() -> member.allocateOwned(400, 8));
        attempt(() -> member.allocate(1200, 8)); // exceeds the partition
        callbackAtEndOf(member);
        end(member::close);
        check(partition.stats().liveBytes() == (handle == null ? 0 : 512),
                "the partition is charged with another chunk");
        close(handle);
        check(partition.stats().liveBytes() == 0, "the partition is charged with ended memory");
        end(partition::close);
    }

    /** Runs operations of an arena without a pool. */
    private void playAlone() {
        int releasesBefore = plan.thrownByRelease();
        int refusalsBefore = sourceRefusals;
        var its = new PlannedSource(plan);
        Arena alone = attempt(() -> Arena.builder().chunkSizes(512, 512).maxNormalAlloc(512).byteBudget(2048)
                .capacity(512).confinement(Confinement.SHARED).chunkSource(its).build());
        if (alone != null) {
            attempt(() -> alone.allocate(512, 1));
            callbackAtEndOf(alone);
            end(alone::reset);
            attempt(() -> alone.allocate(700, 1));
            end(alone::close);
            check(alone.stats().bytesHeld() == 0, "memory is held after the end");
        }
        check(its.outstandingChunks() == 0, "the standalone arena retains memory");
        sourceRefusals = refusalsBefore;
        releasesFailedAlone = plan.thrownByRelease() - releasesBefore;
    }

    /** To be called by each callback. */
    private void callback() {
        callbacksRun++;
        Fault fault = plan.next(FaultPlan.Call.CALLBACK);
        if (fault != null) {
            fault.raise();
        }
    }

    /** Exceptions of the listener must not be propagated. */
    private void listener() {
        Fault fault = plan.next(FaultPlan.Call.LISTENER);
        if (fault != null) {
            fault.raise();
        }
    }

    /** Runs a part of a generation, with a child that ends with its parent. */
    private void playMarked(Arena arena) {
        attempt(() -> arena.allocate(100, 1));
        Mark outer = arena.mark();
        attempt(() -> arena.allocate(600, 1));
        Mark inner = arena.mark();
        registerWith(arena);
        attempt(() -> arena.allocate(1200, 1));
        attempt(() -> arena.allocateOwned(100, 1), Owned::close);
        attempt(() -> arena.allocate(900, 1));
        callbackThatAllocates(arena);
        end(outer::close);
        end(inner::close); // already closed
        Arena child = arena.child(2048);
        attempt(() -> child.allocate(300, 1));
        attempt(() -> child.allocate(1900, 1)); // exceeds its budget
        callbackAtEndOf(child);
        Mark left = arena.mark();
        attempt(() -> arena.allocate(700, 1));
        callbackAtEndOf(arena);
        end(arena::reset);
        end(left::close);
        check(arena.stats().bytesHeld() == 0 && child.stats().bytesHeld() == 0, "memory is held after a reset");
    }

    private void callbackAtEndOf(Arena arena) {
        callbacksDue++;
        arena.onReset(this::callback);
    }

    private void callbackThatAllocates(Arena arena) {
        callbacksDue++;
        arena.onReset(() -> {
            attempt(() -> arena.allocate(1024, 8));
            callback();
        });
    }

    private void registerWith(Arena arena) {
        callbacksDue++;
        arena.register(this::callback);
    }

    private static void close(@Nullable AutoCloseable handle) {
        try {
            if (handle != null) {
                handle.close();
            }
        } catch (Exception e) {
            throw new AssertionError("a fault was propagated by the close of a handle", e);
        }
    }

    private <T> @Nullable T attempt(Supplier<@Nullable T> operation) {
        operations++;
        try {
            return operation.get();
        } catch (ArenaExhaustedException e) {
            sourceRefusals += e.reason() == ArenaExhaustedException.Reason.SOURCE ? 1 : 0;
            return null;
        } finally {
            compareBooks();
        }
    }

    private <T> void attempt(Supplier<@Nullable T> operation, Consumer<T> then) {
        T result = attempt(operation);
        if (result != null) {
            then.accept(result);
        }
    }

    private void end(Runnable operation) {
        operations++;
        try {
            operation.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            check(Fault.isRaisedBy(e) && Stream.of(e.getSuppressed()).allMatch(Fault::isRaisedBy),
                    "not the planned failure", e);
            callbackFaultsSeen += 1 + e.getSuppressed().length;
        }
        compareBooks();
    }

    private void compareBooks() {
        if (pool == null) {
            return;
        }
        PoolStats stats = pool.stats();
        check(stats.reservedBytes() <= BUDGET, "more than the budget");
        check(stats.reservedBytes() == source.outstandingBytes(), "differs from the bytes of the source");
        check(stats.liveBytes() + stats.cachedBytes() + stats.quarantinedBytes() == stats.reservedBytes(),
                "sum of the states");
        check(stats.normalChunksAllocated() + stats.oversizedChunksAllocated() - stats.chunksReleased() == stats
                .liveChunks() + stats.cachedChunks() + stats.quarantinedChunks(), "chunks");
    }

    private void checkNothingIsLeft(ArenaPool opened, Arena... arenas) {
        PoolStats stats = opened.stats();
        check(stats.reservedBytes() == 0 && stats.liveChunks() == 0, "memory was not released");
        check(stats.activeArenas() == 0 && stats.activeHandles() == 0, "arenas or handles remain open");
        check(stats.leaks() == 0, "leaks");
        check(stats.failedReleases() == plan.thrownByRelease() - releasesFailedAlone, "releases");
        check(stats.sourceRejections() == sourceRefusals, "refusals");
        check(callbacksRun == callbacksDue, "callbacks");
        check(callbackFaultsSeen == plan.thrownByCallback(), "an exception of a callback was lost");
        check(source.outstandingChunks() == 0, "the source did not get all memory back");
        for (Arena arena : arenas) {
            check(arena.stats().bytesHeld() == 0, "memory is held after the end");
            try {
                arena.allocate(1, 1);
                throw new AssertionError("a closed arena allocates");
            } catch (IllegalStateException dead) {
                check(String.valueOf(dead.getMessage()).contains("was closed"), "not the planned failure",
                        dead);
            }
        }
    }

    private void check(boolean holds, String what, Throwable... causes) {
        if (!holds) {
            var error = new AssertionError(what + ", after " + operations + " operations with " + plan);
            for (Throwable cause : causes) {
                error.addSuppressed(cause);
            }
            throw error;
        }
    }
}
