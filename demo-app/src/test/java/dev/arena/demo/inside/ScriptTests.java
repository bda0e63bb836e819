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

package dev.arena.demo.inside;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import dev.arena.demo.inside.ChunkPicture.Range;
import dev.arena.demo.inside.ChunkPicture.State;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the shown chunks match the figures of the pool and the text of the steps. */
class ScriptTests {
    private final List<Step> steps = Script.play();

    private Step step(String operation) {
        return steps.stream().filter(it -> it.operation().equals(operation)).findFirst().orElseThrow();
    }

    private static long bytes(Step step, Set<State> states) {
        return step.chunks().stream().filter(it -> states.contains(it.state())).mapToLong(ChunkPicture::bytes).sum();
    }

    private static State state(Step step, int chunk) {
        return step.chunks().get(chunk - 1).state();
    }

    @Test
    void statesAddUpToTheFiguresOfThePool() {
        for (Step step : steps) {
            assertThat(bytes(step, EnumSet.of(State.CURRENT, State.RETIRED, State.OVERSIZED, State.ESCAPED)))
                    .as(step.operation()).isEqualTo(step.pool().liveBytes());
            assertThat(bytes(step, EnumSet.of(State.CACHED))).as(step.operation()).isEqualTo(step.pool().cachedBytes());
            assertThat(bytes(step, EnumSet.of(State.QUARANTINED))).as(step.operation())
                    .isEqualTo(step.pool().quarantinedBytes());
        }
    }

    @Test
    void chunksOfAStepHaveDifferentSizes() {
        for (Step step : steps) {
            List<Long> sizes = step.chunks().stream().filter(it -> it.state() != State.RELEASED)
                    .map(ChunkPicture::bytes).toList();
            assertThat(sizes).as(step.operation()).doesNotHaveDuplicates();
        }
    }

    @Test
    void partsAreBeforeTheCursorAndDoNotOverlap() {
        for (Step step : steps) {
            for (ChunkPicture chunk : step.chunks()) {
                long end = 0;
                for (Range part : chunk.parts()) {
                    assertThat(part.from()).as("%s: %s", step.operation(), part).isGreaterThanOrEqualTo(end);
                    end = part.to();
                }
                assertThat(chunk.used()).as(step.operation()).isBetween(end, chunk.bytes());
            }
        }
    }

    @Test
    void stepsShowWhatTheirTextDescribes() {
        assertThat(step("Open").chunks()).isEmpty();
        assertThat(state(step("Bump"), 1)).isEqualTo(State.CURRENT);
        assertThat(step("Grow in place").arena().relocations()).isZero();
        assertThat(step("Grow in place").chunks().getFirst().used()).isEqualTo(200);
        assertThat(state(step("Refill"), 1)).isEqualTo(State.RETIRED);
        assertThat(state(step("Refill"), 2)).isEqualTo(State.CURRENT);
        assertThat(state(step("Oversized"), 2)).isEqualTo(State.CURRENT);
        assertThat(state(step("Oversized"), 3)).isEqualTo(State.OVERSIZED);
        assertThat(step("Relocate").arena().relocations()).isEqualTo(1);
        assertThat(step("Relocate").chunks().getFirst().parts().getFirst().state()).isEqualTo(Part.State.MOVED);
        assertThat(step("Escape").pool().activeHandles()).isEqualTo(1);
        assertThat(step("Reset").chunks().stream().map(ChunkPicture::state)).containsExactly(State.CACHED,
                State.ESCAPED,
                State.RELEASED, State.CACHED);
        assertThat(step("Reset").arena().bytesHeld()).isZero();
        assertThat(step("Reuse").arena().chunksReused()).isEqualTo(1);
        assertThat(state(step("Reuse"), 4)).isEqualTo(State.CURRENT);
        assertThat(state(step("Close the handle"), 2)).isEqualTo(State.QUARANTINED);
        Step last = steps.getLast();
        assertThat(last.chunks()).extracting(ChunkPicture::state).containsOnly(State.RELEASED);
        assertThat(last.pool().reservedBytes()).isZero();
    }

    @Test
    void evidenceIsReal() {
        assertThat(step("Scrub").evidence()).contains("48 61 6d 62 75 72 67")
                .endsWith("Now: " + "00 ".repeat(11) + "00");
        assertThat(step("Use after the end").evidence()).startsWith("IllegalStateException: ");
        assertThat(step("Reuse").evidence()).endsWith("read as 0");
        Set<String> addresses = steps.stream().flatMap(it -> it.chunks().stream()).filter(it -> it.number() == 4)
                .map(ChunkPicture::address).collect(Collectors.toSet());
        assertThat(addresses).hasSize(1);
    }
}
