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

package dev.arena.demo.race;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.arena.demo.race.RaceState.Phase;

/**
 * Puts the same load on both engines, on its own thread. Both engines warm up. Then each has two turns, in the order A, B, B,
 * A, after a full garbage collection. The first engine alternates from race to race.
 *
 * <p>Safe for use by any thread.
 */
final class Race {
    private static final int TURNS = 2;

    private final long id;
    private final RaceOrder order;
    private final Load load;
    private final Aftermath aftermath;
    private final Duration turn;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Results heap = new Results();
    private final Results arena = new Results();
    private volatile boolean cancelled;
    private volatile RaceState state;
    private volatile long phaseBegan = System.nanoTime();
    private volatile double progressBefore;

    Race(long id, RaceOrder order, Load load, Aftermath aftermath) {
        this.id = id;
        this.order = order;
        this.load = load;
        this.aftermath = aftermath;
        this.turn = Duration.ofSeconds(order.seconds()).dividedBy(TURNS);
        this.state = new RaceState(id, order, Phase.WARM_UP, null, 0, null, null, null, null);
    }

    /** The figures of an engine so far. */
    private static final class Results {
        private final Load.Answers answers = new Load.Answers();
        private Meter taken = Meter.NOTHING;
        private Aftermath.Requests arenas = new Aftermath.Requests(0, 0);
        private @Nullable Lap lap;
    }

    /** Starts the race. {@link #state} returns its progress. */
    void start() {
        Thread.ofPlatform().name("race-" + id).daemon().start(this::run);
    }

    private void run() {
        Boolean same = null;
        try {
            same = load.checksum(Engine.HEAP) == load.checksum(Engine.ARENA);
            List<Engine> engines = id % 2 == 0
                    ? List.of(Engine.ARENA, Engine.HEAP)
                    : List.of(Engine.HEAP, Engine.ARENA);
            for (Engine engine : engines) {
                enter(Phase.WARM_UP, engine, same, null);
                load.run(engine, turn, new Load.Answers());
            }
            for (int i = 0; i < TURNS; i++) {
                for (Engine engine : i % 2 == 0 ? engines : engines.reversed()) {
                    enter(Phase.RUNNING, engine, same, null);
                    measure(engine, results(engine));
                }
            }
            enter(Phase.FINISHED, null, same, null);
        } catch (IOException | OutOfMemoryError e) {
            enter(cancelled ? Phase.CANCELLED : Phase.FAILED, null, same, cancelled ? null : e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            enter(Phase.CANCELLED, null, same, null);
        } finally {
            over.countDown();
        }
    }

    private void enter(Phase phase, @Nullable Engine engine, @Nullable Boolean same, @Nullable String problem) {
        double turns = 2.0 * (1 + TURNS);
        progressBefore = engine == null ? 1 : Math.min(1, state.engine() == null ? 0 : progressBefore + 1 / turns);
        phaseBegan = System.nanoTime();
        state = new RaceState(id, order, phase, engine, progressBefore, heap.lap, arena.lap, same,
                problem);
    }

    private Results results(Engine engine) {
        return engine == Engine.HEAP ? heap : arena;
    }

    private void measure(Engine engine, Results to) throws IOException, InterruptedException {
        System.gc();
        Aftermath.Requests before = aftermath.requests(order.job());
        Meter start = Meter.read();
        load.run(engine, turn, to.answers);
        to.taken = to.taken.plus(Meter.read().since(start));
        Double releaseMillis = aftermath.awaitRelease(System.nanoTime());
        to.arenas = to.arenas.plus(aftermath.requests(order.job()).since(before));
        Load.Answers answers = to.answers;
        double[] percentiles = answers.percentileMillis(0.5, 0.99);
        to.lap = new Lap(answers.served(), answers.refused(), answers.failed(), answers.perSecond(), percentiles[0],
                percentiles[1],
                Math.max(0, to.taken.allocatedBytes() - answers.clientBytes()) / Math.max(1, answers.all()),
                to.taken.collections(), to.taken.pauseMillis(),
                engine == Engine.ARENA ? to.arenas.bytesPerRequest() : 0,
                aftermath.liveBytes(), releaseMillis);
    }

    long id() {
        return id;
    }

    /** Returns the progress. */
    RaceState state() {
        RaceState now = state;
        if (now.engine() == null) {
            return now;
        }
        double ofTurn = Math.min(1, (System.nanoTime() - phaseBegan) / (double) turn.toNanos());
        return new RaceState(id, order, now.phase(), now.engine(),
                Math.min(1, now.progress() + ofTurn / (2.0 * (1 + TURNS))),
                now.heap(), now.arena(), now.sameAnswers(), null);
    }

    /** A client that has seen the last phase can start another race at once. */
    boolean isOver() {
        return state.phase().isOver() || over.getCount() == 0;
    }

    /** Waits until the race is over, at most for {@code most}. Returns whether the race is over. */
    boolean awaitOver(Duration most) throws InterruptedException {
        return over.await(most.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Cancels the race, if it is not over. */
    void cancel() {
        cancelled = true;
        load.breakOff();
    }
}
