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

package dev.arena.test;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

import dev.arena.Arena;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaPool;
import dev.arena.Owned;
import dev.arena.collect.LongVec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

/** Tests that a test fails if it leaves an arena or handle open, and passes otherwise. */
class ArenaExtensionTests {

    @ArenaTest(byteBudget = 1 << 16)
    static class Tidy {
        @Test
        void usesItsArena(Arena arena, ArenaPool pool) {
            var numbers = new LongVec(arena);
            numbers.add(1);
            assertThat(pool.stats().activeArenas()).isEqualTo(1);
            assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> arena.allocate(1 << 17, 8));
        }

        @Test
        void closesItsResources(ArenaPool pool) {
            try (Arena arena = pool.open(); Owned<?> _ = arena.allocateOwned(8, 8)) {
                assertThat(pool.openResources()).hasSize(2);
            }
        }

        @Test
        void needsNoArena() {}
    }

    @ExtendWith(ArenaExtension.class)
    static class Leaky {
        @Test
        @SuppressWarnings("resource")
        void leavesAnArenaOpen(ArenaPool pool) {
            pool.open().allocate(8, 8);
        }

        @Test
        @SuppressWarnings({"resource", "CheckReturnValue"})
        void leavesAHandleOpen(Arena arena) {
            arena.allocateOwned(8, 8);
        }
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter").selectors(DiscoverySelectors.selectClass(tests)).execute();
    }

    @Test
    void testsThatCloseEverythingPass() {
        run(Tidy.class).testEvents().assertStatistics(it -> it.succeeded(3).failed(0));
    }

    @Test
    void testThatLeavesAnArenaOpenFailsWithTheAllocationSite() {
        run(Leaky.class).testEvents().assertThatEvents().haveExactly(1, event(finishedWithFailure(
                instanceOf(AssertionError.class),
                message(it -> it.contains("leavesAnArenaOpen")
                        && it.contains("1 arena(s) and 0 handle(s) were open")))));
        assertThat(failures("leavesAnArenaOpen")).contains("ArenaExtensionTests$Leaky.leavesAnArenaOpen");
    }

    @Test
    void testThatLeavesAHandleOpenFailsWithTheAllocationSite() {
        assertThat(failures("leavesAHandleOpen")).contains("0 arena(s) and 1 handle(s) were open",
                "ArenaExtensionTests$Leaky.leavesAHandleOpen");
    }

    private static String failures(String test) {
        return run(Leaky.class).testEvents().failed().stream()
                .filter(it -> it.getTestDescriptor().getDisplayName().startsWith(test))
                .map(ArenaExtensionTests::description).reduce("", String::concat);
    }

    private static String description(Event event) {
        Throwable failure = event.getRequiredPayload(TestExecutionResult.class).getThrowable()
                .orElseThrow();
        String places = Arrays.stream(failure.getSuppressed())
                .map(it -> Arrays.toString(it.getStackTrace())).reduce("", String::concat);
        return failure.getMessage() + places;
    }
}
