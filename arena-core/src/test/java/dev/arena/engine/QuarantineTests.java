package dev.arena.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Would fail if a chunk left quarantine while a session that reaches it is open, stayed for ever, or was lost. */
class QuarantineTests {
    private final List<Chunk> recycled = new ArrayList<>();
    private final Quarantine quarantine = new Quarantine(4096, this::recycle);

    private void recycle(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null; chunk = chunk.next) {
            recycled.add(chunk);
        }
    }

    @Test
    void generationsShareAnEpochUntilItHasGatheredEnough() {
        Epoch first = quarantine.join();
        Epoch second = quarantine.join();
        assertThat(second).isSameAs(first);
        quarantine.leave(first, chunk(2048));
        assertThat(quarantine.bytes()).isEqualTo(2048);
        assertThat(quarantine.join()).isSameAs(first);
        quarantine.leave(second, chunk(2048));
        assertThat(quarantine.join()).as("a new epoch").isNotSameAs(first);
        assertThat(recycled).as("the first has a member left").isEmpty();
        assertThat(quarantine.bytes()).isEqualTo(4096);
        assertThat(quarantine.chunks()).isEqualTo(2);

        quarantine.leave(first, null);
        assertThat(recycled).hasSize(2);
        assertThat(first.session.scope().isAlive()).isFalse();
        assertThat(quarantine.bytes()).isZero();
        assertThat(quarantine.chunks()).isZero();
    }

    @Test
    void aSessionIsClosedBeforeItsChunksComeBack() {
        List<Boolean> alive = new ArrayList<>();
        List<Epoch> epochs = new ArrayList<>();
        var watched = new Quarantine(1, chunks -> alive.add(epochs.getLast().session.scope().isAlive()));
        for (int i = 0; i < 3; i++) {
            epochs.add(watched.join());
            watched.leave(epochs.getLast(), chunk(64));
        }
        assertThat(alive).containsExactly(false, false, false);
    }

    @Test
    void aLongRunningMemberKeepsOnlyItsOwnEpoch() {
        Epoch longRunning = quarantine.join();
        for (int i = 0; i < 100; i++) {
            quarantine.leave(quarantine.join(), chunk(1024));
        }
        assertThat(quarantine.bytes()).isLessThanOrEqualTo(2 * 4096);
        assertThat(recycled.size()).isGreaterThanOrEqualTo(92);
        quarantine.leave(longRunning, null);
        quarantine.reclaim();
        assertThat(recycled).hasSize(100);
    }

    @Test
    void reclaimFreesAnIdleEpochAndTellsWhether() {
        assertThat(quarantine.reclaim()).isFalse();
        quarantine.leave(quarantine.join(), chunk(1024));
        assertThat(quarantine.reclaim()).isTrue();
        assertThat(recycled).hasSize(1);
        assertThat(quarantine.reclaim()).isFalse();
    }

    @Test
    void reclaimCannotFreeAnEpochInUseButItsLastMemberDoes() {
        Epoch epoch = quarantine.join();
        quarantine.join();
        quarantine.leave(epoch, chunk(1024));
        assertThat(quarantine.reclaim()).isFalse();
        assertThat(quarantine.join()).as("nobody else joins it").isNotSameAs(epoch);
        quarantine.leave(epoch, null);
        assertThat(recycled).hasSize(1);
    }

    @Test
    void afterCloseNothingWaitsForOthers() {
        Epoch epoch = quarantine.join();
        quarantine.close();
        quarantine.leave(epoch, chunk(8));
        assertThat(recycled).hasSize(1);
        assertThat(epoch.session.scope().isAlive()).isFalse();
    }

    @Test
    void manyThreadsLoseNothingAndTakeNothingTwice() throws Exception {
        var back = new AtomicInteger();
        var wrong = new AtomicInteger();
        var bytes = new AtomicLong();
        var contended = new Quarantine(2048, linked -> {
            for (Chunk chunk = linked; chunk != null; chunk = chunk.next) {
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
                        Epoch epoch = contended.join();
                        if (!epoch.session.scope().isAlive()) {
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
        assertThat(wrong).as("closed under a member").hasValue(0);
        assertThat(back).hasValue(threads * rounds);
        assertThat(bytes).hasValue(64L * threads * rounds);
        assertThat(contended.bytes()).isZero();
        assertThat(contended.chunks()).isZero();
    }

    private static Chunk chunk(long bytes) {
        return new Chunk(java.lang.foreign.Arena.ofAuto().allocate(bytes, 16), null);
    }
}
