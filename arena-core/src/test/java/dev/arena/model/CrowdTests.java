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
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that figures, contents and sessions match the models after random operations of many threads on one pool. */
class CrowdTests {
    private static final int THREADS = 4;
    private static final int ROUNDS = 12;
    private static final int STEPS = 100;
    private static final int CLOSED_AFTER = 10;

    private final Event.Tally events = new Event.Tally();

    @Test
    void stateAtRestMatchesTheModels() {
        try (var _ = new Silence()) {
            new Effort(25).forEachSeed(seed -> new Life(seed).live());
        }
        for (Event event : Event.values()) {
            assertThat(events.of(event)).as("%s among %s", event, events).isPositive();
        }
    }

    /** The life of one pool. The threads perform a round of steps, and then rest while the figures are compared. */
    private final class Life extends Phaser {
        private final long seed;
        private final PoolModel pool;
        private final CommonsModel commons;
        private final Queue<HandleModel> post = new ConcurrentLinkedQueue<>();
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        private final List<Trace> traces = new ArrayList<>();
        private final List<Actor> actors = new ArrayList<>();

        Life(long seed) {
            super(THREADS);
            this.seed = seed;
            var random = new Random(seed);
            pool = new PoolModel(Limits.random(random, THREADS), new Regions(), events, false, false);
            commons = pool.openCommons();
            for (int i = 0; i < THREADS; i++) {
                traces.add(new Trace());
                actors.add(new Actor(pool, new Random(random.nextLong()), traces.get(i), post));
            }
        }

        void live() {
            List<Thread> threads = actors.stream()
                    .map(actor -> Thread.ofPlatform().start(() -> act(actor, new Random(seed + actors.indexOf(actor)))))
                    .toList();
            threads.forEach(Life::join);
            if (failures.isEmpty()) {
                guarded(this::verifyAllIsReleased);
            }
            if (!failures.isEmpty()) {
                var message = new StringBuilder("seed " + seed);
                traces.forEach(trace -> message.append("\n thread:\n  ").append(trace));
                var error = new AssertionError(message.toString(), failures.remove());
                failures.forEach(error::addSuppressed);
                throw error;
            }
        }

        private static void join(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        private void act(Actor actor, Random random) {
            guarded(() -> {
                for (int round = 0; round < ROUNDS && !isTerminated(); round++) {
                    for (int i = 0; i < STEPS; i++) {
                        actor.step();
                        if (random.nextInt(3) == 0) {
                            commons.use(random);
                        }
                    }
                    actor.verify();
                    arriveAndAwaitAdvance();
                }
                actor.finish();
            });
            arriveAndDeregister();
        }

        @Override
        protected boolean onAdvance(int round, int registered) {
            guarded(() -> {
                pool.verify();
                actors.forEach(Actor::verifyStandalone);
                if (round == CLOSED_AFTER) {
                    pool.close();
                }
            });
            return !failures.isEmpty() || registered == 0;
        }

        private void verifyAllIsReleased() {
            commons.close();
            actors.forEach(Actor::verifyAllIsReleased);
            pool.verify();
            assertThat(pool.ledger.outstanding()).isZero();
            assertThat(pool.regions.isEmpty()).isTrue();
        }

        @SuppressWarnings("CatchingUnchecked")
        private void guarded(Runnable part) {
            try {
                part.run();
            } catch (Throwable e) {
                failures.add(e);
            }
        }
    }
}
