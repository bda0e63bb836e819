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
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that each leak is reported, that nothing else is reported, and that memory in use is not reclaimed. */
class LeakDetectionTests {
    private static final int SAMPLE = 1021;

    private final LeakLog log = new LeakLog("leaky", "unwatched");
    private final CountingSource source = new CountingSource();
    private final AtomicReference<@Nullable String> trace = new AtomicReference<>();
    private final Queue<LeakReport> reports = new ConcurrentLinkedQueue<>();
    private final ArenaPool pool = builder().buildPool();

    private ArenaBuilder builder() {
        return Arena.builder().name("leaky").chunkSizes(1024, 1024).maxNormalAlloc(1024).chunkSource(source)
                .leakDetection(LeakDetection.ALL).listener(new PoolListener() {
                    @Override
                    public void onLeak(LeakReport leak) {
                        reports.add(leak);
                    }

                    @Override
                    public @Nullable String traceId() {
                        return trace.get();
                    }
                });
    }

    private static void assertReport(@Nullable LeakReport report, LeakReport.Kind kind, long bytes) {
        assertThat(report).isNotNull().extracting(LeakReport::pool, LeakReport::kind, LeakReport::bytes)
                .containsExactly("leaky", kind, bytes);
        assertThat(Objects.requireNonNull(report).openedAt().getStackTrace()).isNotEmpty();
    }

    @Test
    void openArenasAndHandlesAreListedWithTheirAllocationSite() {
        Arena arena = pool.open();
        Owned<MemorySegment> handle = arena.allocateOwned(1, 1);
        assertThat(pool.openResources()).extracting(OpenResource::kind)
                .containsExactlyInAnyOrder(LeakReport.Kind.ARENA, LeakReport.Kind.HANDLE);
        assertThat(pool.openResources()).allSatisfy(it -> assertThat(it.openedAt().getStackTrace())
                .anySatisfy(frame -> assertThat(frame.getClassName()).isEqualTo(LeakDetectionTests.class.getName())));
        arena.close();
        assertThat(pool.openResources()).extracting(OpenResource::kind).containsExactly(LeakReport.Kind.HANDLE);
        handle.close();
        assertThat(pool.openResources()).isEmpty();
    }

    @Test
    void aSampleDoesNotListOpenArenas() {
        try (ArenaPool sampled = Arena.builder().leakDetection(LeakDetection.SAMPLED).buildPool()) {
            for (int i = 0; i <= SAMPLE; i++) {
                Arena arena = sampled.open();
                assertThat(sampled.openResources()).isEmpty();
                arena.close();
            }
        }
    }

    @AfterEach
    void everythingComesBackOnce() {
        pool.close();
        log.close();
        assertThat(source.outstandingBytes()).isZero();
        assertThat(source.faults()).isEmpty();
    }

    private static void assertLeak(LogRecord record, String what, long bytes, String openedIn) {
        assertThat(record.getMessage()).contains("'leaky'").contains(what).contains(" " + bytes + " ");
        assertThat(record.getThrown().getStackTrace()).anySatisfy(frame -> {
            assertThat(frame.getClassName()).isEqualTo(LeakDetectionTests.class.getName());
            assertThat(frame.getMethodName()).isEqualTo(openedIn);
        });
    }

    private void assertNothingIsOpen(long leaks) {
        pool.trim();
        assertThat(pool.stats().leaks()).isEqualTo(leaks);
        assertThat(pool.stats().activeArenas()).isZero();
        assertThat(pool.stats().activeHandles()).isZero();
        assertThat(pool.stats().reservedBytes()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void leakedArenaIsReportedAndReclaimed(Confinement confinement) {
        forgetArena(confinement);
        assertLeak(log.await(), "an arena", 1024 + 1024 + 5000, "forgetArena");
        assertReport(reports.poll(), LeakReport.Kind.ARENA, 1024 + 1024 + 5000);
        assertNothingIsOpen(1);
        log.awaitNothing();
    }

    private void forgetArena(Confinement confinement) {
        Arena arena = pool.open(confinement);
        arena.allocate(1000, 1).fill((byte) 1);
        arena.allocate(1000, 1).fill((byte) 2);
        arena.allocate(5000, 1).fill((byte) 3);
    }

    @Test
    void leakIsReportedWithItsAllocationSite() {
        trace.set("4711");
        forgetArena(Confinement.CONFINED);
        trace.set("another");
        LogRecord record = log.await();
        assertThat(record.getMessage()).contains("It was opened by thread '").contains("' in trace 4711, here:");
        assertThat(record.getThrown()).hasMessageEndingWith(" in trace 4711");
        assertNothingIsOpen(1);
    }

    @ParameterizedTest
    @EnumSource
    void memoryOfALeakedArenaReadsAsZero(Confinement confinement) {
        try (ArenaPool small = builder().poolByteBudget(4096).buildPool()) {
            forgetDirtyArena(small, confinement);
            assertLeak(log.await(), "an arena", 4096, "forgetDirtyArena");
            try (Arena other = small.open()) {
                for (int i = 0; i < 4; i++) {
                    assertThat(Segments.firstOtherThan(other.allocate(1024, 1), 0)).isEqualTo(-1);
                }
            }
            assertThat(small.stats().chunksReused()).isEqualTo(4);
        }
    }

    private static void forgetDirtyArena(ArenaPool small, Confinement confinement) {
        Arena arena = small.open(confinement);
        for (int i = 0; i < 4; i++) {
            arena.allocate(1024, 1).fill((byte) -1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void leakIsReportedForResetAndUnusedArenas(Confinement confinement) {
        forgetAfterReset(confinement);
        assertLeak(log.await(), "an arena", 0, "forgetAfterReset");
        forgetUnused(confinement);
        assertLeak(log.await(), "an arena", 0, "forgetUnused");
        assertNothingIsOpen(2);
    }

    private void forgetAfterReset(Confinement confinement) {
        Arena arena = pool.open(confinement);
        arena.allocate(1000, 1);
        arena.allocate(5000, 1);
        arena.reset();
    }

    private void forgetUnused(Confinement confinement) {
        pool.open(confinement);
    }

    /** Would fail if a leaked arena reclaimed chunks that it had returned before. */
    @ParameterizedTest
    @EnumSource
    void chunksOfAnotherArenaAreNotReclaimed(Confinement confinement) {
        var taken = new ArrayList<Arena>();
        List<MemorySegment> segments = new ArrayList<>();
        forgetWhatOthersTook(confinement, taken, segments);
        assertLeak(log.await(), "an arena", 0, "forgetWhatOthersTook");
        assertThat(pool.stats().liveBytes()).isEqualTo(4 * 1024);
        for (MemorySegment segment : segments) {
            assertThat(Segments.isFilledWith(segment, 7)).isTrue();
        }
        taken.forEach(Arena::close);
        assertNothingIsOpen(1);
    }

    private void forgetWhatOthersTook(Confinement confinement, List<Arena> taken, List<MemorySegment> segments) {
        Arena arena = pool.open(confinement);
        arena.allocate(1000, 1);
        arena.allocate(1000, 1);
        Owned<MemorySegment> early = arena.allocateOwned(1024, 1);
        Owned<MemorySegment> late = arena.allocateOwned(1000, 1);
        arena.reset();
        early.close();
        late.close();
        if (confinement == Confinement.SHARED) {
            pool.open(Confinement.SHARED).close();
        }
        for (int i = 0; i < 4; i++) {
            Arena other = pool.open(Confinement.CONFINED);
            segments.add(other.allocate(1024, 1).fill((byte) 7));
            taken.add(other);
        }
    }

    @Test
    void segmentKeepsItsConfinedArenaReachable() {
        List<MemorySegment> kept = keepSegmentsOnly(Confinement.CONFINED);
        log.awaitNothing();
        try (Arena other = pool.open()) {
            for (int i = 0; i < 8; i++) {
                other.allocate(1024, 1).fill((byte) -1);
            }
        }
        assertThat(Segments.isFilledWith(kept.getFirst(), 5)).isTrue();
        assertThat(Segments.isFilledWith(kept.getLast(), 6)).isTrue();
        kept.removeLast();
        log.awaitNothing();
        assertThat(Segments.isFilledWith(kept.getFirst(), 5)).isTrue();
        assertThat(pool.stats().leaks()).isZero();
        kept.clear();
        assertLeak(log.await(), "an arena", 2048, "keepSegmentsOnly");
        assertNothingIsOpen(1);
    }

    private List<MemorySegment> keepSegmentsOnly(Confinement confinement) {
        Arena arena = pool.open(confinement);
        List<MemorySegment> kept = new ArrayList<>();
        kept.add(arena.allocate(1000, 1).fill((byte) 5).asSlice(10, 900));
        kept.add(arena.allocate(1000, 1).fill((byte) 6));
        return kept;
    }

    @Test
    void segmentOfALeakedSharedArenaThrowsAndNeverShowsAnotherArena() {
        Arena member = pool.open(Confinement.SHARED); // keeps the epoch open
        member.allocate(1, 1);
        List<MemorySegment> kept = keepSegmentsOnly(Confinement.SHARED);
        assertLeak(log.await(), "an arena", 2048, "keepSegmentsOnly");
        assertThat(pool.stats().quarantinedBytes()).isEqualTo(2048);
        assertThat(Segments.isFilledWith(kept.getLast(), 6)).as("until the epoch is closed").isTrue();
        member.close();
        assertNothingIsOpen(1);
        for (MemorySegment stale : kept) {
            assertThatIllegalStateException().isThrownBy(() -> stale.get(JAVA_BYTE, 0));
        }
    }

    @ParameterizedTest
    @EnumSource
    void handleOutlivesItsLeakedArena(Confinement confinement) {
        Owned<MemorySegment> owned = keepHandleOnly(confinement);
        assertLeak(log.await(), "an arena", 1024, "keepHandleOnly");
        pool.trim();
        assertThat(pool.stats().liveBytes()).isEqualTo(1024);
        assertThat(Segments.isFilledWith(owned.get(), 4)).isTrue();
        owned.close();
        assertNothingIsOpen(1);
    }

    private Owned<MemorySegment> keepHandleOnly(Confinement confinement) {
        Arena arena = pool.open(confinement);
        arena.allocate(100, 1);
        Owned<MemorySegment> owned = arena.allocateOwned(100, 1);
        owned.get().fill((byte) 4);
        return owned;
    }

    /** Would fail if a leaked arena reclaimed chunks that it has transferred to their handles. */
    @ParameterizedTest
    @EnumSource
    void chunkTransferredToHandlesIsNotReclaimed(Confinement confinement) {
        List<Owned<MemorySegment>> handles = keepHandlesOfWholeChunks(confinement);
        assertLeak(log.await(), "an arena", 1024, "keepHandlesOfWholeChunks");
        pool.trim();
        assertThat(pool.stats().liveBytes()).isEqualTo(1024 + 5000 + 1024);
        for (Owned<MemorySegment> handle : handles) {
            assertThat(Segments.isFilledWith(handle.get(), 9)).isTrue();
            handle.close();
        }
        assertNothingIsOpen(1);
    }

    private List<Owned<MemorySegment>> keepHandlesOfWholeChunks(Confinement confinement) {
        Arena arena = pool.open(confinement);
        List<Owned<MemorySegment>> handles = List.of(arena.allocateOwned(1024, 1), arena.allocateOwned(5000, 1),
                arena.allocateOwned(1024, 1));
        handles.forEach(handle -> handle.get().fill((byte) 9));
        return handles;
    }

    @Test
    void leakedHandleIsReportedAndReleasesItsValue() {
        MemorySegment stale = forgetOwned();
        assertLeak(log.await(), "a handle", 1024, "forgetOwned");
        assertReport(reports.poll(), LeakReport.Kind.HANDLE, 1024);
        assertNothingIsOpen(1);
        assertThatIllegalStateException().isThrownBy(() -> stale.get(JAVA_BYTE, 0));
    }

    private MemorySegment forgetOwned() {
        try (Arena arena = pool.open()) {
            return arena.allocateOwned(100, 1).get();
        }
    }

    @Test
    void leakedHandleOfASharedValueCountsOnce() {
        Shared<MemorySegment> kept = forgetAllButOne();
        List<LogRecord> reports = List.of(log.await(), log.await());
        assertThat(reports).allSatisfy(report -> assertLeak(report, "a handle", 1024, "forgetAllButOne"));
        log.awaitNothing();
        assertThat(Segments.isFilledWith(kept.get(), 8)).isTrue();
        assertThat(pool.stats().activeHandles()).isEqualTo(1);
        kept.close();
        assertNothingIsOpen(2);
    }

    private Shared<MemorySegment> forgetAllButOne() {
        try (Arena arena = pool.open()) {
            Shared<MemorySegment> first = arena.allocateOwned(100, 1).share();
            first.get().fill((byte) 8);
            first.retain();
            return first.retain();
        }
    }

    @Test
    void leakedPoolReleasesItsCache() {
        long before = source.outstandingBytes();
        forgetPool();
        LogRecord report = log.await();
        assertLeak(report, "the pool", 3 * 1024, "forgetPool");
        assertReport(reports.poll(), LeakReport.Kind.POOL, 3 * 1024);
        assertThat(source.outstandingBytes()).isEqualTo(before);
    }

    private void forgetPool() {
        ArenaPool forgotten = builder().capacity(2048).maxCached(1 << 20).buildPool();
        forgotten.open(Confinement.CONFINED).close();
        try (Arena arena = forgotten.open(Confinement.SHARED)) {
            arena.allocate(1000, 1);
            arena.allocate(1000, 1);
            arena.allocate(1000, 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void poolLeakedWithItsArenaReleasesAllMemory(Confinement confinement) {
        forgetPoolAndArena(confinement);
        List<String> reports = Stream.of(log.await(), log.await()).map(LogRecord::getMessage).sorted().toList();
        assertThat(reports.getFirst()).contains("an arena").contains(" 1024 ");
        assertThat(reports.getLast()).contains("the pool");
        assertThat(source.outstandingBytes()).isZero();
    }

    private void forgetPoolAndArena(Confinement confinement) {
        ArenaPool forgotten = builder().confinement(confinement).capacity(1024).buildPool();
        forgotten.open().allocate(1000, 1);
        forgotten.open(Confinement.CONFINED).close();
    }

    @Test
    void arenaOfALeakedPoolRemainsUsable() {
        Arena arena = keepArenaOnly();
        assertLeak(log.await(), "the pool", 0, "keepArenaOnly");
        for (int i = 0; i < 5; i++) {
            arena.allocate(1000, 1).fill((byte) i);
        }
        arena.reset();
        assertThat(source.outstandingBytes()).as("no arena would use the cache").isZero();
        arena.allocate(1000, 1);
        arena.close();
        log.awaitNothing();
    }

    private Arena keepArenaOnly() {
        Arena arena = builder().buildPool().open();
        arena.allocate(1000, 1);
        return arena;
    }

    @ParameterizedTest
    @EnumSource
    void leakedStandaloneArenaReleasesAllMemory(Confinement confinement) {
        forgetStandalone(confinement);
        int chunks = confinement == Confinement.SHARED ? 4 : 3; // three chunks in quarantine
        assertLeak(log.await(), "an arena", chunks * 1024L, "forgetStandalone");
        assertThat(source.outstandingBytes()).isZero();
    }

    private void forgetStandalone(Confinement confinement) {
        Arena arena = builder().confinement(confinement).capacity(2048).build();
        for (int i = 0; i < 3; i++) {
            arena.allocate(1000, 1);
        }
        arena.reset();
        arena.allocate(1000, 1);
    }

    @ParameterizedTest
    @EnumSource
    void closedObjectIsNeverReported(Confinement confinement) {
        closeEverything(confinement);
        log.awaitNothing();
        assertNothingIsOpen(0);
    }

    private void closeEverything(Confinement confinement) {
        builder().confinement(confinement).build().close();
        try (Arena arena = builder().confinement(confinement).build()) {
            arena.allocate(100, 1);
            arena.reset();
            arena.allocate(100, 1);
        }
        pool.open(confinement).close();
        try (Arena arena = pool.open(confinement)) {
            arena.allocate(100, 1);
            arena.allocateOwned(100, 1).close();
            Owned<MemorySegment> handedOn = arena.allocateOwned(100, 1);
            Shared<MemorySegment> shared = handedOn.share();
            Shared<MemorySegment> another = shared.retain();
            arena.reset();
            CompletableFuture.runAsync(shared::close).join();
            another.close();
        }
        ArenaPool closedFirst = builder().buildPool();
        Arena late = closedFirst.open(confinement);
        late.allocate(100, 1);
        closedFirst.close();
        late.close();
    }

    @Test
    void openObjectsAreNotReportedWhenTheJvmExits() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp", classPath, NothingClosed.class.getName())
                .redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(printed).isZero();
        assertThat(printed).isEqualTo("the end");
    }

    /** Runs in a separate JVM. */
    static final class NothingClosed {
        private static final ArenaPool POOL = Arena.builder().leakDetection(LeakDetection.ALL).buildPool();
        private static final Arena ARENA = POOL.open();
        private static final Owned<MemorySegment> HANDLE = ARENA.allocateOwned(8, 8);

        private NothingClosed() {}

        public static void main(String[] args) {
            if (HANDLE.get().byteSize() == 8) {
                System.out.println("the end");
            }
        }
    }

    @Test
    void onlyASampleOfTheObjectsIsTracked() {
        try (ArenaPool sampled = builder().leakDetection(LeakDetection.SAMPLED).buildPool()) {
            forget(sampled, 3 * SAMPLE);
            for (int i = 0; i < 3; i++) {
                LogRecord report = log.await();
                assertLeak(report, "an arena", 0, "forget");
                assertThat(report.getMessage()).contains("Only one of " + SAMPLE).contains("LeakDetection.ALL");
            }
            log.awaitNothing();
            assertThat(sampled.stats().leaks()).isEqualTo(3);
        }
    }

    private static void forget(ArenaPool from, int arenas) {
        for (int i = 0; i < arenas; i++) {
            from.open();
        }
    }

    @Test
    void nothingIsTrackedIfDetectionIsDisabled() {
        forgetEverything();
        log.awaitNothing();
    }

    private void forgetEverything() {
        ArenaPool forgotten = Arena.builder().name("unwatched").leakDetection(LeakDetection.OFF).buildPool();
        forget(forgotten, 3 * SAMPLE);
        Stream.generate(forgotten::open).limit(SAMPLE).forEach(arena -> arena.allocateShared(8, 8).retain());
    }
}
