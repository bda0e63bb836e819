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

package dev.arena.engine.chunk;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.arena.engine.budget.Account;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that a refusal is outdated when its limit has room again, and is not retried without end. */
class RefusalTests {

    @ParameterizedTest
    @CsvSource({"ARENA_BUDGET, 60, true", "ARENA_BUDGET, 61, false", "PARTITION_BUDGET, 60, true",
            "PARTITION_BUDGET, 61, false", "POOL_BUDGET, 60, false"})
    void aRefusalIsOutdatedIfTheLimitOfAnArenaOrPartitionHasRoom(Refusal.Kind kind, long requested, boolean outdated) {
        var account = new Account(100, null);
        assertThat(account.tryCharge(40)).isTrue();
        assertThat(Refusal.by(account, kind, requested).isOutdated()).isEqualTo(outdated);
    }

    @ParameterizedTest
    @CsvSource({"0", "100"})
    void aFailureOfTheSourceIsNotOutdated(long limit) {
        assertThat(new Refusal(Refusal.Kind.SOURCE, 1, 0, limit, null, null, false).isOutdated()).isFalse();
    }
}
