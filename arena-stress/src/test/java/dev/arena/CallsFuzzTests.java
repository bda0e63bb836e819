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

package dev.arena;

import java.util.EnumSet;
import java.util.Random;
import java.util.Set;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Fails if a sequence of calls, sizes or alignments breaks a promise of the allocator. Without {@code JAZZER_FUZZ=1}, it
 * replays the stored inputs that a fuzzer has found.
 */
class CallsFuzzTests {
    private static final long SEED = 20261122;

    @FuzzTest(maxDuration = "5m")
    void keepsItsPromisesForAnyCalls(byte[] bytes) {
        new CallScript(bytes).run();
    }

    @Test
    void scriptsCoverEveryCall() {
        var random = new Random(SEED);
        Set<CallScript.Call> calls = EnumSet.noneOf(CallScript.Call.class);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[1 << 13];
            random.nextBytes(bytes);
            var script = new CallScript(bytes);
            script.run();
            calls.addAll(script.calls());
        }
        assertThat(calls).as("calls that did something, seed %d", SEED).contains(CallScript.Call.values());
    }
}
