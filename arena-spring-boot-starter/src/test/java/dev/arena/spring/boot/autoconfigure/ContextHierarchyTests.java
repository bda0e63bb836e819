package dev.arena.spring.boot.autoconfigure;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.actuate.ArenasEndpoint;
import dev.arena.spring.boot.actuate.ArenasHealthIndicator;
import dev.arena.spring.boot.metrics.ArenaPoolMetrics;

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
            .withPropertyValues("management.endpoints.web.exposure.include=arenas",
                    "management.health.arenas.enabled=true");

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
}
