package dev.arena.spring.boot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.metrics.ArenaPoolMetrics;
import dev.arena.spring.boot.metrics.RequestArenaMetrics;

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
    void runInServletApplicationShouldHaveRequestMetricsToo() {
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
