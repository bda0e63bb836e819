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

import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.MaximumAllowableTagsMeterFilter;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.web.EndedRequest;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaMetricsAutoConfigurationTests {

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ArenaAutoConfiguration.class,
            ArenaMetricsAutoConfiguration.class);

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(CONFIGURATIONS).withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void runWithRegistryShouldHavePoolMetricsOnly() {
        contextRunner.run(context -> assertThat(context).hasSingleBean(ArenaPoolMetrics.class)
                .doesNotHaveBean(RequestArenaMetrics.class));
    }

    @Test
    void runInServletApplicationShouldHaveRequestMetrics() {
        new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new).run(context -> assertThat(context)
                        .hasSingleBean(ArenaPoolMetrics.class).hasSingleBean(RequestArenaMetrics.class));
    }

    @Test
    void runWithoutRegistryShouldHaveNone() {
        new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArenaPoolMetrics.class));
    }

    @Test
    void runWithoutMicrometerShouldHaveNone() {
        new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .withClassLoader(new FilteredClassLoader(MeterRegistry.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaPoolMetrics"));
    }

    @Test
    void runWhenMetricsAreDisabledShouldHaveNone() {
        contextRunner.withPropertyValues("arena.metrics.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArenaPoolMetrics.class));
    }

    @Test
    void runWithRegistryOfManyContextsShouldLeaveNoMeterInIt() {
        var registry = new SimpleMeterRegistry();
        var runner = new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .withBean(MeterRegistry.class, () -> registry, definition -> definition.setDestroyMethodName(""));
        for (int i = 1; i <= 3; i++) {
            double allocated = i;
            runner.run(context -> {
                context.getBean(ArenaPool.class).partition("tenant", 1 << 20);
                context.getBean(ArenaPoolMetrics.class).bindTo(registry);
                assertThat(registry.get("arena.partition.limit").gauge().value()).isEqualTo(1 << 20);
                try (Arena arena = context.getBean(ArenaPool.class).open()) {
                    for (int chunk = 0; chunk < allocated; chunk++) {
                        arena.allocate(1 << 20, 1);
                    }
                    context.getBean(RequestArenaMetrics.class).arenaEnded(
                            new EndedRequest("GET", "/path", "/{name}", 200, null, Map.of()), arena.stats());
                }
                assertThat(registry.get("arena.chunks.allocated").tag("kind", "oversized").functionCounter().count())
                        .isEqualTo(allocated);
                assertThat(registry.get("arena.request.bytes").summary().count()).isOne();
            });
            assertThat(registry.getMeters()).isEmpty();
        }
    }

    @Test
    void uriTagsShouldBeBounded() {
        contextRunner.withPropertyValues("arena.metrics.max-uri-tags=2").run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            registry.config().meterFilter(context.getBean("arenaUriTagsFilter", MeterFilter.class));
            for (String uri : List.of("/a", "/b", "/c", "/b", "/d")) {
                registry.summary("arena.request.bytes", "uri", uri).record(1);
                registry.summary("http.server.requests", "uri", uri).record(1);
            }
            assertThat(registry.find("arena.request.bytes").summaries())
                    .extracting(summary -> summary.getId().getTag("uri") + " " + summary.count())
                    .containsExactlyInAnyOrder("/a 1", "/b 2");
            assertThat(registry.find("http.server.requests").summaries()).hasSize(4);
        });
    }

    @Test
    void runWithoutMetricsOfSpringBootShouldHaveNoFilter() {
        contextRunner.withClassLoader(new FilteredClassLoader(MaximumAllowableTagsMeterFilter.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaUriTagsFilter")
                        .hasSingleBean(ArenaPoolMetrics.class));
    }

    @Test
    void runWithPartitionsShouldTagEachByPoolAndName() {
        contextRunner.run(context -> {
            ArenaPool pool = context.getBean(ArenaPool.class);
            pool.partition("gold", 2 << 20);
            pool.partition("silver", 1 << 20);
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean(ArenaPoolMetrics.class).bindTo(registry);
            assertThat(registry.find("arena.partition.limit").tag("pool", "arenaPool").gauges())
                    .extracting(gauge -> gauge.getId().getTag("partition") + " " + (long) gauge.value())
                    .containsExactlyInAnyOrder("gold 2097152", "silver 1048576");
        });
    }

    @Test
    void runWithSeveralPoolsShouldTagEachByBeanName() {
        contextRunner.withBean("first", ArenaPool.class, () -> Arena.builder().name("x").buildPool())
                .withBean("second", ArenaPool.class, () -> Arena.builder().name("x").buildPool()).run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    context.getBean(ArenaPoolMetrics.class).bindTo(registry);
                    assertThat(registry.find("arena.memory.reserved").gauges())
                            .extracting(gauge -> gauge.getId().getTag("pool"))
                            .containsExactlyInAnyOrder("first", "second");
                });
    }
}
