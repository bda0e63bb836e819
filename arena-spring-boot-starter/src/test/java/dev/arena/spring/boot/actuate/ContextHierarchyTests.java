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

package dev.arena.spring.boot.actuate;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.CapturedLog;

import static org.assertj.core.api.Assertions.assertThat;

/** A parent context with the pool, and a child context with Actuator. */
class ContextHierarchyTests {

    private final ApplicationContextRunner parentRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class))
            .withPropertyValues("arena.pool.byte-budget=16MB");

    private final ApplicationContextRunner childRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaEndpointAutoConfiguration.class,
                    ArenaHealthAutoConfiguration.class, ArenaMetricsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues("management.endpoints.web.exposure.include=arenas");

    @Test
    void runWithPoolInParentShouldShowIt() {
        parentRunner.run(parent -> childRunner.withParent(parent).run(child -> {
            ArenaPool pool = parent.getBean(ArenaPool.class);
            assertThat(child.getBean(ArenaPool.class)).isSameAs(pool);
            try (Arena arena = pool.open()) {
                arena.allocate(100, 1);
                assertThat(child.getBean(ArenasEndpoint.class).pool("arenaPool")).isNotNull()
                        .satisfies(it -> assertThat(it.budget().used()).isEqualTo(pool.stats().liveBytes()))
                        .satisfies(it -> assertThat(it.refusals()).isNull());
                var registry = new SimpleMeterRegistry();
                child.getBean(ArenaPoolMetrics.class).bindTo(registry);
                assertThat(registry.get("arena.budget.limit").tag("pool", "arenaPool").gauge().value())
                        .isEqualTo(16 << 20);
                assertThat(child.getBean(ArenasHealthIndicator.class).health().getDetails()).containsKey("arenaPool");
            }
        }));
    }

    @Test
    void runWithPoolsInParentAndChildShouldShowBoth() {
        parentRunner.run(parent -> childRunner.withParent(parent)
                .withBean("ofChild", ArenaPool.class, () -> Arena.builder().poolByteBudget(1 << 20).buildPool(),
                        definition -> definition.setPrimary(true))
                .run(child -> {
                    assertThat(child.getBean(ArenasEndpoint.class).arenas().pools()).containsOnlyKeys("arenaPool",
                            "ofChild");
                    var registry = new SimpleMeterRegistry();
                    child.getBean(ArenaPoolMetrics.class).bindTo(registry);
                    assertThat(registry.get("arena.budget.limit").gauges())
                            .extracting(gauge -> gauge.getId().getTag("pool"))
                            .containsExactlyInAnyOrder("arenaPool", "ofChild");
                    assertThat(child.getBean(ArenasHealthIndicator.class).health().getDetails())
                            .containsKeys("arenaPool", "ofChild");
                }));
    }

    @Test
    void runWithSeveralPoolsInChildShouldNotUseTheChoiceOfTheParent() {
        parentRunner.run(parent -> childRunner.withParent(parent)
                .withBean("first", ArenaPool.class, () -> Arena.builder().buildPool())
                .withBean("second", ArenaPool.class, () -> Arena.builder().buildPool()).run(child -> {
                    assertThat(parent.containsLocalBean("arenaTemplate")).isTrue();
                    assertThat(child).hasNotFailed();
                    assertThat(child.getSourceApplicationContext().containsLocalBean("arenaTemplate")).isFalse();
                }));
    }

    @Test
    void poolThatIsNoAutowireCandidateShouldNotBeShown() {
        childRunner.withBean("hidden", ArenaPool.class, () -> Arena.builder().buildPool(),
                definition -> definition.setAutowireCandidate(false))
                .withBean("shown", ArenaPool.class, () -> Arena.builder().buildPool())
                .run(context -> assertThat(context.getBean(ArenasEndpoint.class).arenas().pools())
                        .containsOnlyKeys("shown"));
    }

    @Test
    void poolOfAnotherScopeShouldNotBeCreatedToBeShown() {
        var created = new AtomicInteger();
        childRunner.withBean("prototype", ArenaPool.class, () -> {
            created.incrementAndGet();
            return Arena.builder().buildPool();
        }, definition -> definition.setScope(BeanDefinition.SCOPE_PROTOTYPE))
                .withBean("shown", ArenaPool.class, () -> Arena.builder().buildPool(),
                        definition -> definition.setPrimary(true))
                .run(context -> {
                    assertThat(context.getBean(ArenasEndpoint.class).arenas().pools()).containsOnlyKeys("shown");
                    assertThat(context.getBean(ArenasHealthIndicator.class).health().getDetails())
                            .doesNotContainKey("prototype");
                    assertThat(context).hasSingleBean(ArenaPoolMetrics.class);
                    assertThat(created).hasValue(0);
                });
    }

    @Test
    void eachContextShouldLogItsOwnPoolsOnly() {
        try (var log = new CapturedLog()) {
            parentRunner.run(parent -> childRunner.withParent(parent).run(child -> assertThat(log.lines())
                    .filteredOn(line -> line.contains("Pool 'arenaPool'")).hasSize(1)));
        }
    }
}
