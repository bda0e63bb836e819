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

package dev.arena.engine.reclaim;

import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a chunk stays in quarantine exactly as long as an open session can access it. */
class QuarantineTests {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final List<Chunk> recycled = Collections.synchronizedList(new ArrayList<>());
    private final Account waiting = Account.concurrent(1 << 20, null);
    private final Quarantine quarantine = new Quarantine(waiting, 4096, this::recycle);

    private void recycle(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null; chunk = chunk.next()) {
            recycled.add(chunk);
        }
    }

    @Test
    void generationsShareAnEpochUntilItIsFull() {
        Epoch first = quarantine.join(2048);
        Epoch second = quarantine.join(2048);
        assertThat(second).isSameAs(first);
        assertThat(quarantine.join(8)).as("a new epoch").isNotSameAs(first);
        quarantine.leave(first, chunk(2048));
        assertThat(quarantine.bytes()).isEqualTo(2048);
        assertThat(quarantine.bytesWaitingIn(first)).isEqualTo(2048);
        assertThat(recycled).as("the first epoch still has a member").isEmpty();
        assertThat(quarantine.chunks()).isEqualTo(1);

        quarantine.leave(first, null);
        assertThat(recycled).hasSize(1);
        assertThat(first.session().scope().isAlive()).isFalse();
        assertThat(quarantine.bytes()).isZero();
        assertThat(quarantine.chunks()).isZero();
        assertThat(waiting.used()).as("the member of the new epoch").isEqualTo(8);
    }

    @Test
    void sessionIsClosedBeforeItsChunksAreReturned() {
        List<Boolean> alive = new ArrayList<>();
        List<Epoch> epochs = new ArrayList<>();
        var watched = new Quarantine(waiting, 1, _ -> alive.add(epochs.getLast().session().scope().isAlive()));
        for (int i = 0; i < 3; i++) {
            epochs.add(watched.join(64));
            watched.leave(epochs.getLast(), chunk(64));
        }
        assertThat(alive).containsExactly(false, false, false);
    }

    @Test
    void longRunningMemberKeepsOnlyItsOwnEpochOpen() {
        Epoch longRunning = quarantine.join(1024);
        for (int i = 0; i < 100; i++) {
            quarantine.leave(quarantine.join(1024), chunk(1024));
        }
        assertThat(quarantine.bytes()).isLessThanOrEqualTo(2 * 4096);
        assertThat(recycled.size()).isGreaterThanOrEqualTo(92);
        quarantine.leave(longRunning, null);
        quarantine.reclaim();
        assertThat(recycled).hasSize(100);
        assertThat(waiting.used()).isZero();
    }

    @Test
    void memoryWaitingForOpenMembersNeverExceedsTheLimit() {
        Account little = Account.concurrent(8192, null);
        var bounded = new Quarantine(little, 4096, this::recycle);
        List<Epoch> idle = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            idle.add(bounded.join(64));
            Epoch working = bounded.join(64);
            if (!bounded.tryAdd(working, 2048)) {
                Epoch own = bounded.joinAlone();
                bounded.leave(working, chunk(64));
                bounded.leave(own, chunk(2048));
            } else {
                bounded.leave(working, chunk(64 + 2048));
            }
            assertThat(bounded.bytes()).isLessThanOrEqualTo(8192);
            assertThat(little.used()).isLessThanOrEqualTo(8192);
        }
        idle.forEach(epoch -> bounded.leave(epoch, chunk(64)));
        bounded.close();
        assertThat(bounded.bytes()).isZero();
        assertThat(little.used()).isZero();
    }

    @Test
    void memberWithoutRoomInTheLimitGetsItsOwnEpoch() {
        Account none = Account.concurrent(0, null);
        var alone = new Quarantine(none, 4096, this::recycle);
        Epoch first = alone.join(64);
        Epoch second = alone.join(64);
        assertThat(second).isNotSameAs(first);
        assertThat(alone.tryAdd(first, 1 << 20)).as("no other member waits for it").isTrue();
        alone.leave(first, chunk(64));
        assertThat(recycled).hasSize(1);
        assertThat(first.session().scope().isAlive()).isFalse();
        assertThat(second.session().scope().isAlive()).isTrue();
        assertThat(none.used()).isZero();
    }

    @Test
    void lastMemberOfASealedEpochIsChargedWithWaitingChunksOnly() {
        Epoch epoch = quarantine.join(1024);
        quarantine.join(1024);
        quarantine.leave(epoch, chunk(1024));
        assertThat(waiting.used()).isEqualTo(2048);
        quarantine.reclaim();
        assertThat(waiting.used()).isEqualTo(1024);
        assertThat(quarantine.tryAdd(epoch, 1 << 30)).isTrue();
        assertThat(waiting.used()).isEqualTo(1024);
        quarantine.leave(epoch, null);
        assertThat(waiting.used()).isZero();
    }

    @Test
    void onlyMemberOfAFullEpochIsNotCharged() {
        Epoch full = quarantine.join(2048);
        assertThat(quarantine.tryAdd(full, 2048)).isTrue();
        assertThat(waiting.used()).as("others may still join").isEqualTo(4096);
        Epoch next = quarantine.join(8);
        assertThat(next).isNotSameAs(full);
        assertThat(waiting.used()).as("only the member of the new epoch").isEqualTo(8);
    }

    @Test
    void onlyMemberKeepsItsEpochIfTheChunkExceedsTheEpochSize() {
        Epoch epoch = quarantine.join(2048);
        assertThat(quarantine.tryAdd(epoch, 3000)).isTrue();
        assertThat(waiting.used()).isZero();
        assertThat(quarantine.join(8)).isNotSameAs(epoch);
    }

    @Test
    void onlyMemberMayUseTheRemainingLimit() {
        Account little = Account.concurrent(2048, null);
        var bounded = new Quarantine(little, 4096, this::recycle);
        Epoch epoch = bounded.join(1024);
        assertThat(bounded.tryAdd(epoch, 1024)).isTrue();
        assertThat(little.used()).as("others may still join").isEqualTo(2048);
    }

    @Test
    void chunkAsLargeAsAnEpochGetsItsOwnEpoch() {
        Epoch epoch = quarantine.join(4096);
        assertThat(waiting.used()).isZero();
        assertThat(quarantine.join(8)).isNotSameAs(epoch);
        quarantine.leave(epoch, chunk(4096));
        assertThat(recycled).as("no other member waits for it").hasSize(1);
    }

    @Test
    void memberOfASharedEpochCannotAddAChunkAsLargeAsAnEpoch() {
        Epoch epoch = quarantine.join(8);
        assertThat(quarantine.join(8)).isSameAs(epoch);
        assertThat(quarantine.tryAdd(epoch, 4096)).isFalse();
        assertThat(waiting.used()).isEqualTo(16);
    }

    @Test
    void reclaimKeepsAnEpochWithoutLeavers() {
        Epoch epoch = quarantine.join(8);
        assertThat(quarantine.reclaim()).isFalse();
        assertThat(epoch.sealed).isFalse();
        assertThat(waiting.used()).isEqualTo(8);
    }

    @Test
    void sessionInUseIsClosedLater() throws Exception {
        Epoch epoch = quarantine.join(64);
        ByteBuffer used = epoch.session().allocate(1 << 20).asByteBuffer();
        Pipe pipe = Pipe.open();
        try (var sink = pipe.sink(); var source = pipe.source(); var writer = Executors.newSingleThreadExecutor()) {
            Future<Integer> written = writer.submit(() -> sink.write(used));
            long read = source.read(ByteBuffer.allocate(1)); // the pipe is smaller than the buffer, so the writer blocks
            quarantine.leave(epoch, chunk(64));
            assertThat(quarantine.reclaim()).isFalse();
            assertThat(quarantine.isBusy()).isTrue();
            assertThat(quarantine.bytes()).isEqualTo(64);
            assertThat(recycled).isEmpty();
            while (read < 1 << 20) {
                read += source.read(ByteBuffer.allocate(1 << 16));
            }
            assertThat(written.get()).isEqualTo(1 << 20);
        }
        quarantine.reclaim();
        assertThat(quarantine.isBusy()).isFalse();
        assertThat(recycled).hasSize(1);
    }

    /** There are fewer members if the maximum age of the epoch, one second, is reached first. */
    @Test
    void numberOfMembersOfAnEpochIsLimited() {
        var roomy = new Quarantine(waiting, 1 << 20, this::recycle);
        Epoch first = roomy.join(8);
        int members = 1;
        while (members < 1000 && roomy.join(8) == first) {
            roomy.leave(first, null);
            members++;
        }
        assertThat(members).isLessThanOrEqualTo(512);
    }

    @Test
    void errorOfAnAttachedActionLosesNoChunk() {
        Epoch epoch = quarantine.join(64);
        attachFailing(epoch.session());
        quarantine.leave(epoch, chunk(64));
        assertThat(quarantine.reclaim()).isTrue();
        assertThat(recycled).hasSize(1);
        assertThat(quarantine.bytes()).isZero();
        assertThat(waiting.used()).isZero();
    }

    @SuppressWarnings("restricted")
    private static void attachFailing(java.lang.foreign.Arena session) {
        java.lang.foreign.MemorySegment.ofAddress(64).reinterpret(8, session, _ -> {
            throw new AssertionError("expected");
        });
    }

    @Test
    void onlyMemberThatGrowsKeepsItsEpoch() {
        Epoch epoch = quarantine.join(64);
        assertThat(quarantine.tryAdd(epoch, 1 << 30)).isTrue();
        assertThat(quarantine.join(64)).isNotSameAs(epoch);
        assertThat(waiting.used()).as("the member of the other epoch").isEqualTo(64);
    }

    @Test
    void epochWithoutMembersIsClosedAutomatically() {
        Epoch epoch = quarantine.join(64);
        quarantine.leave(epoch, chunk(64));
        assertThat(recycled).isEmpty();
        long start = System.nanoTime();
        while (recycled.isEmpty() && System.nanoTime() - start < PATIENCE_NANOS) {
            Thread.onSpinWait();
        }
        assertThat(recycled).hasSize(1);
        assertThat(epoch.session().scope().isAlive()).isFalse();
    }

    @Test
    void reclaimClosesAnIdleEpochAndReturnsTrue() {
        assertThat(quarantine.reclaim()).isFalse();
        quarantine.leave(quarantine.join(1024), chunk(1024));
        assertThat(quarantine.reclaim()).isTrue();
        assertThat(recycled).hasSize(1);
        assertThat(quarantine.reclaim()).isFalse();
    }

    @Test
    void lastMemberFreesAnEpochThatReclaimCouldNotClose() {
        Epoch epoch = quarantine.join(1024);
        quarantine.join(1024);
        quarantine.leave(epoch, chunk(1024));
        assertThat(quarantine.reclaim()).isFalse();
        assertThat(quarantine.join(1024)).as("no further member joins it").isNotSameAs(epoch);
        quarantine.leave(epoch, null);
        assertThat(recycled).hasSize(1);
    }

    @Test
    void chunksDoNotWaitAfterClose() {
        Epoch epoch = quarantine.join(8);
        quarantine.close();
        quarantine.leave(epoch, chunk(8));
        assertThat(recycled).hasSize(1);
        assertThat(epoch.session().scope().isAlive()).isFalse();
    }

    @Test
    void concurrentMembersReturnEachChunkOnce() throws Exception {
        var back = new AtomicInteger();
        var wrong = new AtomicInteger();
        var bytes = new AtomicLong();
        var contended = new Quarantine(waiting, 2048, linked -> {
            for (Chunk chunk = linked; chunk != null; chunk = chunk.next()) {
                back.incrementAndGet();
                bytes.addAndGet(chunk.bytes());
            }
        });
        int threads = 4;
        int rounds = 2_000;
        var start = new CyclicBarrier(threads);
        List<Future<?>> workers = new ArrayList<>();
        try (var executor = Executors.newFixedThreadPool(threads)) {
            for (int i = 0; i < threads; i++) {
                workers.add(executor.submit(() -> {
                    start.await();
                    for (int round = 0; round < rounds; round++) {
                        Epoch epoch = contended.join(64);
                        if (!epoch.session().scope().isAlive()) {
                            wrong.incrementAndGet();
                        }
                        contended.leave(epoch, chunk(64));
                        if (round % 100 == 0) {
                            contended.reclaim();
                        }
                    }
                    return null;
                }));
            }
        }
        for (Future<?> worker : workers) {
            worker.get();
        }
        contended.close();
        assertThat(wrong).as("closed while it had a member").hasValue(0);
        assertThat(back).hasValue(threads * rounds);
        assertThat(bytes).hasValue(64L * threads * rounds);
        assertThat(contended.bytes()).isZero();
        assertThat(contended.chunks()).isZero();
        assertThat(waiting.used()).isZero();
    }

    private static Chunk chunk(long bytes) {
        return Chunk.of(java.lang.foreign.Arena.ofAuto().allocate(bytes, 16), null);
    }
}
