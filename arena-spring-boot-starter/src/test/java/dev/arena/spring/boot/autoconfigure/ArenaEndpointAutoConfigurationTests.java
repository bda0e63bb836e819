package dev.arena.spring.boot.autoconfigure;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.actuate.ArenaEvents;
import dev.arena.spring.boot.actuate.ArenasEndpoint;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaEndpointAutoConfigurationTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaEndpointAutoConfiguration.class));

    @Test
    void runWhenExposedShouldHaveEndpointBean() {
        contextRunner.withPropertyValues("management.endpoints.web.exposure.include=arenas")
                .run(context -> assertThat(context).hasSingleBean(ArenasEndpoint.class)
                        .hasSingleBean(ArenaEvents.class));
    }

    @Test
    void runWithPoolOfTheApplicationShouldHaveItsEventsOnlyIfItHasThem() {
        contextRunner.withPropertyValues("management.endpoints.web.exposure.include=arenas")
                .withBean("mine", ArenaPool.class, () -> Arena.builder().buildPool()).run(context -> {
                    assertThat(context).doesNotHaveBean(ArenaEvents.class);
                    assertThat(context.getBean(ArenasEndpoint.class).pool("mine")).isNotNull()
                            .satisfies(pool -> assertThat(pool.refusals()).isNull());
                });
    }

    @Test
    void runWithEventsOfTheApplicationShouldShowThem() {
        contextRunner.withPropertyValues("management.endpoints.web.exposure.include=arenas")
                .withBean(ArenaEvents.class, () -> new ArenaEvents("mine"))
                .withBean("mine", ArenaPool.class, () -> Arena.builder().buildPool())
                .run(context -> assertThat(context.getBean(ArenasEndpoint.class).pool("mine")).isNotNull()
                        .satisfies(pool -> assertThat(pool.refusals()).isEmpty()));
    }

    @Test
    void runWhenNotExposedShouldNotHaveEndpointBean() {
        contextRunner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArenasEndpoint.class));
    }

    @Test
    void runWhenAccessIsNoneShouldNotHaveEndpointBean() {
        contextRunner
                .withPropertyValues("management.endpoints.web.exposure.include=arenas",
                        "management.endpoint.arenas.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(ArenasEndpoint.class));
    }

    @Test
    void runWithoutActuatorShouldNotHaveEndpointBean() {
        contextRunner.withPropertyValues("management.endpoints.web.exposure.include=arenas")
                .withClassLoader(new FilteredClassLoader(ConditionalOnAvailableEndpoint.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenasEndpoint"));
    }

    @Test
    void runWhenDisabledShouldNotHaveEndpointBean() {
        contextRunner
                .withPropertyValues("management.endpoints.web.exposure.include=arenas", "arena.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArenasEndpoint.class));
    }
}
