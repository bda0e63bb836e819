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
import java.util.Random;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

import dev.arena.ArenaExhaustedException.Reason;
import dev.arena.FaultySource.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Tests that a failing chunk source leaves budgets, counters and the cache exact. */
class FailingSourceTests {
    private static final long SEED = 99;
    private static final Logger LOG = Logger.getLogger("dev.arena");

    @BeforeAll
    static void silenceExpectedWarnings() {
        LOG.setLevel(Level.OFF);
    }

    @AfterAll
    static void listenAgain() {
        LOG.setLevel(null);
    }

    private static ArenaBuilder small(ChunkSource source) {
        return Arena.builder()
                .chunkSizes(1024, 4096)
                .maxNormalAlloc(2048)
                .byteBudget(32 << 10)
                .poolByteBudget(48 << 10)
                .maxCached(6 << 10)
                .chunkSource(source);
    }

    /** Lets each call fail in turn. The figures must be exact at any time. */
    @ParameterizedTest
    @EnumSource
    @Tag("long")
    void figuresAreExactIfOneCallOfObtainFails(Fault fault) {
        for (int k = 1; k <= 50; k++) {
            var source = new CountingSource(new FaultySource(fault, false, k));
            int failures = play(source, fault + " at call " + k);
            assertThat(failures).as("%s at call %d", fault, k).isEqualTo(1);
            assertThat(source.calls()).as("the script has enough calls").isGreaterThan(50);
        }
    }

    @ParameterizedTest
    @EnumSource
    void figuresAreExactIfAllCallsOfObtainFail(Fault fault) {
        var source = new CountingSource(new FaultySource(fault, false, 0));
        assertThat(play(source, fault + " always")).isEqualTo(source.calls()).isGreaterThan(50);
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNTIME_EXCEPTION", "OUT_OF_MEMORY", "LINKAGE_ERROR", "STACK_OVERFLOW", "SNEAKY_EXCEPTION"})
    @Tag("long")
    void figuresAreExactIfOneCallOfReleaseFails(Fault fault) {
        for (int k = 0; k <= 50; k++) {
            var source = new CountingSource(new FaultySource(fault, true, k));
            assertThat(play(source, fault + " at release " + k)).isZero();
            assertThat(source.released()).as("the script has enough releases").isGreaterThan(50);
        }
    }

    /**
     * Runs a fixed sequence of operations with two arenas of a pool. Returns the number of allocations that failed because of
     * the source.
     */
    private static int play(CountingSource source, String description) {
        var random = new Random(SEED);
        ArenaPool pool = small(source).buildPool();
        Arena[] arenas = {pool.open(), pool.open(Confinement.SHARED)};
        int failures = 0;
        for (int step = 0; step < 250; step++) {
            int which = random.nextInt(2);
            int action = random.nextInt(12);
            if (action == 0) {
                arenas[which].close();
                arenas[which] = pool.open(which == 0 ? Confinement.CONFINED : Confinement.SHARED);
            } else if (action == 1) {
                arenas[which].reset();
            } else {
                failures += allocate(arenas[which], random.nextInt(5000), 1L << random.nextInt(8));
            }
            compareBooks(pool, source, arenas, "seed " + SEED + ", " + description + ", step " + step);
        }
        arenas[0].close();
        arenas[1].close();
        pool.close();
        PoolStats end = pool.stats();
        assertThat(end.reservedBytes()).as(description).isZero();
        assertThat(end.liveChunks()).as(description).isZero();
        assertThat(end.activeArenas()).as(description).isZero();
        assertThat(source.outstandingBytes()).as(description).isZero();
        assertThat(source.faults()).as(description).isEmpty();
        return failures;
    }

    private static int allocate(Arena arena, long size, long alignment) {
        Throwable thrown = catchThrowable(() -> {
            MemorySegment segment = arena.allocate(size, alignment);
            assertThat(Segments.firstOtherThan(segment, 0)).isEqualTo(-1);
            segment.fill((byte) 1);
        });
        if (thrown instanceof ArenaExhaustedException exhausted) {
            return exhausted.reason() == Reason.SOURCE ? 1 : 0;
        }
        if (thrown != null) {
            assertThat(thrown).hasMessage("expected");
            return 1;
        }
        return 0;
    }

    private static void compareBooks(ArenaPool pool, CountingSource source, Arena[] arenas, String where) {
        PoolStats stats = pool.stats();
        assertThat(stats.reservedBytes()).as(where).isEqualTo(source.outstandingBytes());
        assertThat(stats.liveChunks() + stats.cachedChunks() + stats.quarantinedChunks()).as(where)
                .isEqualTo(source.outstandingChunks());
        assertThat(stats.liveBytes()).as(where)
                .isEqualTo(arenas[0].stats().bytesHeld() + arenas[1].stats().bytesHeld());
        assertThat(stats.cachedBytes()).as(where)
                .isEqualTo(stats.sizeClasses().stream().mapToLong(each -> each.chunkBytes() * each.cached()).sum());
        assertThat(stats.reservedBytes()).as(where).isBetween(0L, 48L << 10);
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = {"LINKAGE_ERROR", "STACK_OVERFLOW", "SNEAKY_EXCEPTION"})
    void failureOfTheSourceIsARefusalWithItsCause(Fault fault) {
        try (ArenaPool pool = small(new CountingSource(new FaultySource(fault, false, 1))).name("web").buildPool();
                Arena arena = pool.open()) {
            assertThatThrownBy(() -> arena.allocate(8, 8)).isInstanceOfSatisfying(ArenaExhaustedException.class, e -> {
                assertThat(e.reason()).isEqualTo(Reason.SOURCE);
                assertThat(e.requested()).isEqualTo(1024);
                assertThat(e.held()).isZero();
                assertThat(e.limit()).isEqualTo(48 << 10);
                assertThat(e).hasMessageContainingAll("of pool 'web'", "1024", "chunk source");
                assertThat(e.getCause()).hasMessageContaining(complaint(fault));
            });
            assertThat(pool.stats().sourceRejections()).isEqualTo(1);
            assertThat(arena.allocate(8, 8).byteSize()).as("the next attempt succeeds").isEqualTo(8);
        }
    }

    private static String complaint(Fault fault) {
        return switch (fault) {
            case NULL -> "returned null instead of 1024 bytes";
            case ONE_BYTE_LESS -> "returned 1023 bytes instead of 1024";
            case ONE_BYTE_MORE -> "returned 1025 bytes instead of 1024";
            case HEAP_MEMORY -> "returned heap memory";
            case READ_ONLY -> "returned read-only memory";
            case MISALIGNED -> "not aligned to 16 bytes";
            case CONFINED -> "confined to a thread";
            case CLOSED -> "memory that was freed";
            default -> "expected";
        };
    }

    @Test
    void tryAllocateReturnsNullIfTheSourceFails() {
        try (Arena arena = Arena.builder().chunkSource(new FaultySource(Fault.OUT_OF_MEMORY, false, 1)).build()) {
            assertThat(arena.tryAllocate(8, 8)).isNull();
            assertThat(arena.tryAllocate(8, 8)).isNotNull();
        }
    }

    @Test
    void errorsOfTheSourceArePropagated() {
        try (Arena arena = Arena.builder().chunkSource(new FaultySource(Fault.LINKAGE_ERROR, false, 1)).build()) {
            assertThatThrownBy(() -> arena.allocate(8, 8)).isInstanceOf(LinkageError.class);
            assertThat(arena.allocate(8, 8).byteSize()).isEqualTo(8);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNTIME_EXCEPTION", "LINKAGE_ERROR", "STACK_OVERFLOW", "SNEAKY_EXCEPTION"})
    void failedReleasesAreCountedAndNotThrownAtTheEndOfTheArena(Fault fault) {
        var source = new CountingSource(new FaultySource(fault, true, 0));
        ArenaPool pool = small(source).maxCached(0).buildPool();
        Arena arena = pool.open();
        arena.allocate(1000, 1);
        arena.allocate(2000, 1);
        arena.allocate(3000, 1);
        assertThatCode(arena::close).doesNotThrowAnyException();
        assertThat(pool.stats().failedReleases()).isEqualTo(3);
        assertThat(pool.stats().chunksReleased()).isEqualTo(3);
        assertThat(pool.stats().reservedBytes()).isZero();
        assertThat(pool.stats().activeArenas()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"RUNTIME_EXCEPTION", "LINKAGE_ERROR", "STACK_OVERFLOW", "SNEAKY_EXCEPTION"})
    void failedTrimOfTheSourceHasNoOtherEffects(Fault fault) {
        var source = new FaultySource(fault, false, 3);
        try (ArenaPool pool = small(source).buildPool()) {
            pool.open().close();
            try (Arena arena = pool.open()) {
                arena.allocate(1000, 1);
                arena.allocate(2000, 1);
            }
            assertThatCode(pool::trim).doesNotThrowAnyException();
            assertThat(source.trims()).isEqualTo(1);
            assertThat(pool.stats().reservedBytes()).isZero();
            assertThat(pool.stats().failedReleases()).isZero();
        }
    }

    @Test
    void failingLogHandlerDoesNotAffectTheFigures() {
        Handler failing = new Handler() {
            @Override
            public void publish(LogRecord record) {
                throw new IllegalStateException("the log failed");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        LOG.addHandler(failing);
        LOG.setLevel(Level.WARNING);
        try (ArenaPool pool = small(new FaultySource(Fault.RUNTIME_EXCEPTION, true, 0)).maxCached(0).buildPool()) {
            Arena arena = pool.open();
            arena.allocate(1000, 1);
            arena.allocate(2000, 1);
            assertThatCode(arena::close).doesNotThrowAnyException();
            assertThat(pool.stats().failedReleases()).isEqualTo(2);
            assertThat(pool.stats().reservedBytes()).isZero();
        } finally {
            LOG.setLevel(Level.OFF);
            LOG.removeHandler(failing);
        }
    }

    @ParameterizedTest
    @EnumSource
    void failedReservationReleasesItsMemory(Fault fault) {
        for (int k = 1; k <= 3; k++) {
            var source = new CountingSource(new FaultySource(fault, false, k));
            Throwable thrown = catchThrowable(small(source).capacity(5 << 10)::buildPool);
            assertThat(thrown).as("%s at call %d", fault, k)
                    .isInstanceOf(fault.escapes() ? Throwable.class : ArenaExhaustedException.class);
            assertThat(source.outstandingBytes()).as("%s at call %d", fault, k).isZero();
        }
    }
}
