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

package dev.arena.spring.boot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.event.EventListener;

import dev.arena.Arena;
import dev.arena.ArenaBuilder;
import dev.arena.ArenaExhaustedException;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.PoolListener;
import dev.arena.SoftLimitEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** The events and log lines of the auto-configured pool. */
class PoolEventsTests {
    private final CapturedLog log = new CapturedLog();
    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class))
            .withPropertyValues("arena.pool.byte-budget=64KB", "arena.byte-budget=32KB");

    @AfterEach
    void closeLog() {
        log.close();
    }

    @Test
    void softLimitShouldBeAnApplicationEvent() {
        contextRunner.withBean(Hearer.class).withPropertyValues("arena.soft-limit=0.5").run(context -> {
            ArenaPool pool = context.getBean(ArenaPool.class);
            List<SoftLimitEvent> heard = context.getBean(Hearer.class).heard;
            try (Arena first = pool.open(); Arena second = pool.open()) {
                first.allocate(20 << 10, 1);
                assertThat(heard).extracting(SoftLimitEvent::scope).containsExactly(SoftLimitEvent.Scope.ARENA);
                assertThat(log.lines()).noneSatisfy(line -> assertThat(line).contains("soft limit"));
                second.allocate(20 << 10, 1);
            }
            assertThat(heard).extracting(SoftLimitEvent::scope).contains(SoftLimitEvent.Scope.POOL);
            assertThat(heard).allSatisfy(event -> assertThat(event.share()).isEqualTo(0.5));
            assertThat(log.lines())
                    .contains(
                            "WARN Pool 'arenaPool' is about to exceed its soft limit of 50% of its byte budget of 65536 "
                                    + "bytes: it holds 20480 bytes and requests 20480 more");
        });
    }

    @Test
    void refusalShouldBeLoggedWithOwnerReasonAndFigures() {
        contextRunner.run(context -> {
            ArenaPool pool = context.getBean(ArenaPool.class);
            try (Arena arena = pool.open(ArenaOptions.defaults().withOwner("GET /cities"))) {
                assertThatExceptionOfType(ArenaExhaustedException.class)
                        .isThrownBy(() -> arena.allocate(100_000, 1));
            }
            assertThat(log.lines()).last().asString().startsWith("WARN Refused (arena budget): ")
                    .contains("GET /cities").contains("holds 0 of at most 32768")
                    .contains("The budget of a request is arena.byte-budget").doesNotContain("with exception");
        });
    }

    @Test
    void refusalByAPartitionShouldBeLoggedWithTheSettingsOfRoutes() {
        contextRunner.run(context -> {
            ArenaPool route = context.getBean(ArenaPool.class).partition("route /import", 16 << 10);
            try (Arena first = route.open(); Arena second = route.open()) {
                first.allocate(8000, 1);
                assertThatExceptionOfType(ArenaExhaustedException.class)
                        .isThrownBy(() -> second.allocate(10_000, 1));
            }
            assertThat(log.lines()).last().asString().startsWith("WARN Refused (partition budget): ")
                    .contains("route /import")
                    .contains("total-byte-budget in arena.web.routes, or total in @ArenaBudget");
        });
    }

    @Test
    void refusalsShouldBeLoggedAtMostOnceASecondWithACount() {
        long[] now = {Long.MAX_VALUE - 5}; // the clock may overflow
        var refusals = new RefusalLog(() -> now[0]);
        ArenaExhaustedException refused = refusal();
        refusals.onRefusal(refused);
        refusals.onRefusal(refused);
        refusals.onRefusal(refused);
        assertThat(log.lines()).singleElement().asString().contains(refused.getMessage());
        now[0] += TimeUnit.SECONDS.toNanos(1);
        refusals.onRefusal(refused);
        assertThat(log.lines()).hasSize(2).last().asString()
                .endsWith("(2 earlier messages of this kind were not logged)");
    }

    @Test
    void refusalsByOneLimitShouldNotHideThoseByAnother() {
        var refusals = new RefusalLog(() -> 0);
        refusals.onRefusal(refusal());
        refusals.onRefusal(refusal());
        ArenaExhaustedException ofPool = refusal(Arena.builder().poolByteBudget(4096));
        refusals.onRefusal(ofPool);
        assertThat(log.lines()).hasSize(2).last().asString().startsWith("WARN Refused (pool budget): ")
                .contains(ofPool.getMessage()).doesNotContain("not logged");
    }

    @Test
    void listenerOfTheApplicationShouldBeCalled() {
        List<ArenaExhaustedException> heard = new ArrayList<>();
        contextRunner.withBean("listener", PoolListener.class, () -> new PoolListener() {
            @Override
            public void onRefusal(ArenaExhaustedException refused) {
                heard.add(refused);
            }
        }).run(context -> {
            try (Arena arena = context.getBean(ArenaPool.class).open()) {
                assertThatExceptionOfType(ArenaExhaustedException.class).isThrownBy(() -> arena.allocate(100_000, 1))
                        .satisfies(refused -> assertThat(heard).containsExactly(refused));
            }
        });
    }

    @Test
    void leakShouldBeLoggedWithTheTraceOfTheOpening() {
        leak(contextRunner);
        assertThat(log.lines()).anySatisfy(line -> assertThat(line).contains("' in trace 80f198ee56343ba8"));
    }

    private void leak(ApplicationContextRunner runner) {
        runner.withPropertyValues("arena.leak-detection=all").run(context -> {
            ArenaPool pool = context.getBean(ArenaPool.class);
            MDC.put("traceId", "80f198ee56343ba8");
            try {
                forget(pool);
            } finally {
                MDC.remove("traceId");
            }
            await().untilAsserted(() -> {
                System.gc();
                assertThat(log.lines())
                        .anySatisfy(line -> assertThat(line).contains("Leak in 'arenaPool': an arena"));
            });
        });
    }

    private static void forget(ArenaPool pool) {
        pool.open().allocate(8, 8);
    }

    @Test
    void runWithoutSlf4jShouldHaveNoTraces() {
        leak(contextRunner.withClassLoader(new FilteredClassLoader(MDC.class)));
        assertThat(log.lines()).noneSatisfy(line -> assertThat(line).contains("in trace"));
    }

    private static ArenaExhaustedException refusal() {
        return refusal(Arena.builder().byteBudget(4096));
    }

    private static ArenaExhaustedException refusal(ArenaBuilder builder) {
        try (ArenaPool pool = builder.buildPool(); Arena arena = pool.open()) {
            arena.allocate(5000, 1);
        } catch (ArenaExhaustedException e) {
            return e;
        }
        throw new AssertionError();
    }

    static class Hearer {
        final List<SoftLimitEvent> heard = new ArrayList<>();

        @EventListener
        void on(SoftLimitEvent event) {
            heard.add(event);
        }
    }
}
