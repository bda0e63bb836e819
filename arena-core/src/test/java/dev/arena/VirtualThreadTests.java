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
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import dev.arena.ArenaExhaustedException.Reason;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a pool keeps no state for each thread, does not pin carriers, and counts correctly with very many threads. */
@Timeout(120)
class VirtualThreadTests {
    private static final int THREADS = 100_000;
    private static final int CHUNK = 4096;
    private static final int CHUNKS = 64;

    private final CountingSource source = new CountingSource();
    private final ArenaPool pool = Arena.builder()
            .chunkSizes(CHUNK, CHUNK)
            .poolByteBudget((long) CHUNKS * CHUNK)
            .chunkSource(source)
            .buildPool();

    private interface Task {
        void run(int number) throws Exception;
    }

    /** Runs the task with each number from 1 in a separate virtual thread, and fails if one of them fails. */
    private static void inVirtualThreads(int threads, Task task) throws InterruptedException {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 1; i <= threads; i++) {
            int number = i;
            all.add(Thread.startVirtualThread(() -> {
                try {
                    task.run(number);
                } catch (Throwable e) {
                    failures.add(e);
                }
            }));
        }
        for (Thread thread : all) {
            thread.join();
        }
        assertThat(failures).isEmpty();
    }

    /** All arenas are open at the same time. Half of them never allocate, the others take turns. */
    @Test
    void aHundredThousandVirtualThreadsShareAFewChunks(@TempDir Path directory) throws Exception {
        var turns = new Semaphore(CHUNKS);
        var opened = new CountDownLatch(THREADS);
        var wrong = new AtomicInteger();
        Path recorded = directory.resolve("pinned.jfr");
        try (Arena arena = pool.open()) { // initializes classes in advance, so that no virtual thread waits for that
            wrong.addAndGet(use(arena, 0));
        }
        try (var recording = new Recording()) {
            recording.enable("jdk.VirtualThreadPinned").withoutThreshold().withStackTrace();
            recording.start();
            assertThat(new Throwable()).as("initializes the JDK's tracer of throwables").hasNoCause();
            inVirtualThreads(THREADS, number -> {
                try (Arena arena = pool.open()) {
                    opened.countDown();
                    opened.await();
                    if (number % 2 == 0) {
                        turns.acquire();
                        wrong.addAndGet(use(arena, number));
                    }
                } finally {
                    if (number % 2 == 0) {
                        turns.release(); // after the arena has returned its chunk
                    }
                }
            });
            recording.stop();
            recording.dump(recorded);
        }
        assertThat(wrong).as("values that other threads have overwritten").hasValue(0);
        PoolStats end = pool.stats();
        assertThat(end.poolRejections()).isZero();
        assertThat(end.peakReservedBytes()).isLessThanOrEqualTo((long) CHUNKS * CHUNK);
        assertThat(source.peakBytes()).isLessThanOrEqualTo((long) CHUNKS * CHUNK);
        assertThat(end.normalChunksAllocated() + end.chunksReused()).isEqualTo(THREADS / 2 + 1);
        assertThat(end.normalChunksAllocated()).as("chunks are reused").isLessThanOrEqualTo(CHUNKS);
        assertThat(end.activeArenas()).isZero();
        assertThat(end.liveChunks()).isZero();
        assertThat(RecordingFile.readAllEvents(recorded)).filteredOn(VirtualThreadTests::isOurs).isEmpty();
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
        assertThat(source.faults()).isEmpty();
    }

    /** Returns the number of values that have changed while other threads were running. */
    @SuppressWarnings("ThreadPriorityCheck") // lets other threads run
    private static int use(Arena arena, int number) {
        MemorySegment values = arena.allocate(JAVA_INT, 100);
        for (int i = 0; i < 100; i++) {
            values.setAtIndex(JAVA_INT, i, number);
        }
        Thread.yield();
        int wrong = 0;
        for (int i = 0; i < 100; i++) {
            wrong += values.getAtIndex(JAVA_INT, i) == number ? 0 : 1;
        }
        return wrong;
    }

    private static boolean isOurs(RecordedEvent event) {
        return event.getStackTrace() == null || event.getStackTrace()
                .getFrames()
                .stream()
                .anyMatch(frame -> frame.getMethod().getType().getName().startsWith("dev.arena."));
    }

    @Test
    void allocationFromAFullPoolIsRefusedAndCountedOnce() throws Exception {
        int threads = 10_000;
        var tried = new CountDownLatch(threads);
        var served = new AtomicInteger();
        var refused = new AtomicLong();
        Set<Reason> reasons = ConcurrentHashMap.newKeySet();
        inVirtualThreads(threads, _ -> {
            try (Arena arena = pool.open()) {
                try {
                    arena.allocate(8, 8);
                    served.incrementAndGet();
                } catch (ArenaExhaustedException e) {
                    refused.incrementAndGet();
                    reasons.add(e.reason());
                }
                tried.countDown();
                tried.await(); // no thread releases memory before all have tried
            }
        });
        assertThat(served).hasValue(CHUNKS);
        assertThat(refused).hasValue(threads - CHUNKS);
        assertThat(reasons).containsExactly(Reason.POOL_BUDGET);
        PoolStats end = pool.stats();
        assertThat(end.poolRejections()).isEqualTo(threads - CHUNKS);
        assertThat(end.peakReservedBytes()).isEqualTo((long) CHUNKS * CHUNK);
        assertThat(end.activeArenas()).isZero();
        assertThat(end.liveChunks()).isZero();
        try (Arena arena = pool.open()) {
            assertThat(arena.allocate((long) CHUNKS * CHUNK, 1).byteSize()).as("all memory is available again")
                    .isEqualTo((long) CHUNKS * CHUNK);
        }
        pool.close();
        assertThat(source.outstandingBytes()).isZero();
    }
}
