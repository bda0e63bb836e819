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

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Random;

import org.junit.jupiter.api.Test;

import dev.arena.Confinement;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that figures, contents and sessions match the model after each of many random operations of one thread. */
class RandomLifeTests {
    private static final int STEPS = 300;
    private static final int STEPS_AFTER_CLOSE = 40;
    private static final long CHUNK = 1024;

    private final Event.Tally events = new Event.Tally();

    @Test
    void everyStepMatchesTheModel() {
        try (var _ = new Silence()) {
            new Effort(60).forEachSeed(this::live);
        }
        for (Event event : Event.ofOneThread()) {
            assertThat(events.of(event)).as("%s among %s", event, events).isPositive();
        }
    }

    @Test
    void chunkReleasedByARefusalCountsAsReusedWhenTakenAgain() {
        PoolModel pool = pool(CHUNK, 2 * CHUNK);
        ArenaModel arena = pool.open(Confinement.CONFINED);
        var random = new Random(1);
        HandleModel kept = allocated(arena, CHUNK);
        for (int i = 0; i < 3; i++) {
            HandleModel closed = allocated(arena, CHUNK - 100);
            pool.verify();
            closed.close(random);
            pool.verify();
        }
        assertThat(events.of(Event.REUSED_CHUNK)).isEqualTo(2);
        kept.close(random);
        arena.end(true);
        pool.verify();
    }

    @Test
    void chunkWithAnEscapedEmptySegmentIsNotTransferred() {
        PoolModel pool = pool(2 * CHUNK, 4 * CHUNK);
        ArenaModel arena = pool.open(Confinement.CONFINED);
        Piece nothing = Objects.requireNonNull(arena.allocate(0, 1, false));
        arena.sourceFails = true; // otherwise the segment escapes as a copy
        HandleModel handle = Objects.requireNonNull(arena.handles.escape(nothing, 0, 0));
        arena.sourceFails = false;
        assertThat(events.of(Event.ESCAPED_IN_PLACE)).isEqualTo(1);
        Piece other = Objects.requireNonNull(arena.allocate(2 * CHUNK, 1, false));
        pool.verify();
        handle.close(new Random(1));
        other.verify();
        arena.end(true);
        pool.verify();
    }

    /** Creates a pool whose chunks are idle as soon as no arena uses them. */
    private PoolModel pool(long maxChunk, long arenaBudget) {
        var limits = new Limits(CHUNK, maxChunk, maxChunk, arenaBudget, 2 * arenaBudget, arenaBudget, 0, 0);
        return new PoolModel(limits, new Regions(), events, false, true);
    }

    private static HandleModel allocated(ArenaModel arena, long byteSize) {
        return Objects.requireNonNull(arena.handles.allocateOwned(byteSize, 1));
    }

    /** Runs the life of one pool. */
    private void live(long seed) {
        var trace = new Trace();
        try {
            var random = new Random(seed);
            var pool = new PoolModel(Limits.random(random, 1), new Regions(), events, false, true);
            trace.add(pool.limits.toString());
            var actor = new Actor(pool, random, trace, new ArrayDeque<>());
            for (int i = 0; i < STEPS; i++) {
                step(actor, pool);
            }
            trace.add("pool.close()");
            pool.close();
            for (int i = 0; i < STEPS_AFTER_CLOSE; i++) {
                step(actor, pool);
            }
            actor.finish();
            pool.verify();
            actor.verifyAllIsReleased();
            assertThat(pool.ledger.outstanding()).isZero();
            assertThat(pool.regions.isEmpty()).isTrue();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", the last operations:\n  " + trace, e);
        }
    }

    private static void step(Actor actor, PoolModel pool) {
        actor.step();
        actor.verify();
        actor.verifyStandalone();
        pool.verify();
    }
}
