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

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * The amount of work of a random test: a number of seeds, or a duration with {@code -Darena.model.minutes}. {@code
 * -Darena.model.seed} sets the first seed, and {@code -Darena.model.runs=1} repeats only that one.
 *
 * @param runs default number of seeds
 */
record Effort(int runs) {
    private static final long SEED = Long.getLong("arena.model.seed", 20261122);
    private static final long MINUTES = Long.getLong("arena.model.minutes", 0);

    void forEachSeed(LongConsumer run) {
        int atLeast = Integer.getInteger("arena.model.runs", runs);
        long begun = System.nanoTime();
        long nanos = Duration.ofMinutes(MINUTES).toNanos();
        long seed = SEED;
        for (; seed < SEED + atLeast || System.nanoTime() - begun < nanos; seed++) {
            run.accept(seed);
        }
        System.out.println("seeds from " + SEED + " to " + (seed - 1));
    }
}
