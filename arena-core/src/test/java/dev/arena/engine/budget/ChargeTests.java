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

package dev.arena.engine.budget;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the same bytes of a budget are never granted to two threads. */
class ChargeTests {

    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void chargesNeverExceedTheLimit(long limit) throws Exception {
        var budget = Account.concurrent(limit, null);
        var charged = new AtomicLong();
        List<Future<Long>> workers = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                workers.add(threads.submit(() -> {
                    long most = 0;
                    for (int j = 0; j < 300_000; j++) {
                        if (budget.tryCharge(1)) {
                            most = Math.max(most, charged.incrementAndGet());
                            charged.decrementAndGet();
                            budget.release(1);
                        }
                    }
                    return most;
                }));
            }
        }
        long most = 0;
        for (Future<Long> worker : workers) { // a worker may have found all bytes taken each time
            most = Math.max(most, worker.get());
        }
        assertThat(most).isBetween(1L, limit);
        assertThat(budget.used()).isZero();
        assertThat(budget.peak()).isLessThanOrEqualTo(limit);
    }

    @Test
    void refusedChargeChangesNothing() {
        var budget = Account.concurrent(100, null);
        assertThat(budget.tryCharge(101)).isFalse();
        assertThat(budget.tryCharge(Long.MAX_VALUE)).isFalse();
        assertThat(budget.used()).isZero();
        assertThat(budget.peak()).isZero();
        assertThat(budget.tryCharge(60)).isTrue();
        assertThat(budget.tryCharge(41)).isFalse();
        assertThat(budget.tryCharge(Long.MAX_VALUE)).isFalse();
        assertThat(budget.tryCharge(40)).isTrue();
        assertThat(budget.used()).isEqualTo(100);
        assertThat(budget.peak()).as("charges of obtained chunks").isZero();
        budget.recordPeak();
        budget.release(100);
        assertThat(budget.used()).isZero();
        assertThat(budget.peak()).isEqualTo(100);
    }

    @Test
    void unlimitedAccountAcceptsTheLargestChargeOnce() {
        var budget = Account.concurrent(Long.MAX_VALUE, null);
        assertThat(budget.tryCharge(Long.MAX_VALUE)).isTrue();
        assertThat(budget.tryCharge(1)).isFalse();
    }
}
