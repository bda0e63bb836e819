package dev.arena.spring.boot.autoconfigure;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.arena.spring.boot.actuate.ArenasHealthIndicator;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaHealthAutoConfigurationTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaHealthAutoConfiguration.class));

    @Test
    void runByDefaultShouldHaveNone() {
        contextRunner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArenasHealthIndicator.class));
    }

    @Test
    void runWhenEnabledShouldHaveAnIndicatorThatIsUp() {
        contextRunner.withPropertyValues("management.health.arenas.enabled=true").run(context -> {
            assertThat(context).hasBean("arenasHealthIndicator");
            assertThat(context.getBean(HealthIndicator.class).health()).isNotNull()
                    .satisfies(health -> assertThat(health.getStatus()).isEqualTo(Status.UP));
        });
    }

    @Test
    void runWithoutHealthShouldHaveNone() {
        contextRunner.withPropertyValues("management.health.arenas.enabled=true")
                .withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenasHealthIndicator"));
    }

    @ParameterizedTest
    @CsvSource({"arena.health.threshold, 0", "arena.health.threshold, 1.5", "arena.health.grace, -1s"})
    void badValueShouldFailTheStartWithItsName(String property, String value) {
        contextRunner.withPropertyValues("management.health.arenas.enabled=true", property + "=" + value)
                .run(context -> assertThat(context).getFailure().rootCause()
                        .isInstanceOf(InvalidArenaPropertyException.class)
                        .hasMessageContaining("'" + property + "'"));
    }
}
