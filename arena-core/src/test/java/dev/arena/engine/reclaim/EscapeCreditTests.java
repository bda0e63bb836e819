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

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.pool.PoolObserver;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that repeatedly opened and closed handles do not use up the credit of the arena. */
class EscapeCreditTests {
    private final List<EscapedChunk> ended = new ArrayList<>();
    private final Chunk chunk = Chunk.of(java.lang.foreign.Arena.ofAuto().allocate(4096, 16), null);
    private final Account partition = Account.concurrent(8192, null);
    private final EscapeCharge charge = new EscapeCharge(partition);
    private final LeakDetector leaks = new LeakDetector("test", LeakDetector.Scope.NONE, PoolObserver.NONE);
    private final EscapedChunk escaped = new EscapedChunk(chunk, new Epoch(true), charge, leaks, ended::add, 3);
    private final MemorySegment part = chunk.memory().asSlice(0, 8);

    @Test
    void closedHandlesAreSettledBeforeTheCreditIsUsedUp() {
        for (int i = 0; i < 100; i++) {
            escaped.newHandle(part, (it, _) -> it).drop();
            assertThat(escaped.handles()).isZero();
            assertThat(ended).isEmpty();
        }
        EscapedChunk open = escaped.newHandle(part, (it, _) -> it);
        escaped.giveUp();
        assertThat(escaped.handles()).isEqualTo(1);
        assertThat(escaped.isGivenUp()).isTrue();
        open.drop();
        assertThat(ended).containsExactly(escaped);
    }

    @Test
    void arenaIsChargedUntilTheLastHandleCloses() {
        EscapedChunk open = escaped.newHandle(part, (it, _) -> it);
        escaped.giveUpPaid();
        assertThat(charge.paid()).isEqualTo(4096);
        assertThat(charge.takeClosed()).isZero();
        open.drop();
        assertThat(charge.takeClosed()).isEqualTo(4096);
        assertThat(charge.takeClosed()).isZero();
        assertThat(charge.paid()).isZero();
    }

    @Test
    void partitionIsChargedAfterTheGenerationHasEnded() {
        assertThat(partition.tryCharge(4096)).isTrue();
        EscapedChunk open = escaped.newHandle(part, (it, _) -> it);
        escaped.giveUpPaid();
        assertThat(charge.endGeneration()).isZero();
        assertThat(charge.paid()).isEqualTo(4096);
        assertThat(partition.used()).isEqualTo(4096);
        open.drop();
        assertThat(partition.used()).isZero();
        assertThat(charge.takeClosed()).isZero();
    }

    @Test
    void partitionIsChargedForAChunkNoLongerChargedToTheArena() {
        assertThat(partition.tryCharge(4096)).isTrue();
        EscapedChunk open = escaped.newHandle(part, (it, _) -> it);
        escaped.giveUp();
        open.drop();
        assertThat(partition.used()).isZero();
    }

    @Test
    void lastHandleOfAWaitingChunkEndsOnlyTheCharge() {
        assertThat(partition.tryCharge(4096)).isTrue();
        EscapedChunk one = escaped.newHandle(part, (it, _) -> it);
        EscapedChunk other = escaped.newHandle(part, (it, _) -> it);
        one.drop();
        escaped.endGeneration();
        assertThat(escaped.handles()).isEqualTo(1);
        assertThat(escaped.isGivenUp()).isFalse();
        assertThat(partition.used()).isEqualTo(4096);
        other.drop();
        assertThat(escaped.handles()).isZero();
        assertThat(partition.used()).isZero();
        assertThat(ended).as("segments of the generation can still access the chunk").isEmpty();
        escaped.giveUp();
        assertThat(ended).containsExactly(escaped);
        assertThat(partition.used()).as("released once").isZero();
    }

    @Test
    void chargeEndsWithTheGenerationWithoutAHandle() {
        assertThat(partition.tryCharge(4096)).isTrue();
        for (int i = 0; i < 4; i++) { // some of them settled, some not
            escaped.newHandle(part, (it, _) -> it).drop();
        }
        escaped.endGeneration();
        assertThat(partition.used()).isZero();
        escaped.giveUp();
        assertThat(ended).containsExactly(escaped);
        assertThat(partition.used()).isZero();
    }

    @Test
    void handleThatOutlivesTheWaitIsChargedUntilItCloses() {
        assertThat(partition.tryCharge(4096)).isTrue();
        EscapedChunk open = escaped.newHandle(part, (it, _) -> it);
        escaped.endGeneration();
        escaped.giveUp();
        assertThat(escaped.isGivenUp()).isTrue();
        assertThat(escaped.handles()).isEqualTo(1);
        assertThat(partition.used()).isEqualTo(4096);
        open.drop();
        assertThat(partition.used()).isZero();
        assertThat(ended).containsExactly(escaped);
    }
}
