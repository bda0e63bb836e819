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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;

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
    void runWithPartitionsShouldShowThemByName() {
        contextRunner.withPropertyValues("management.endpoints.web.exposure.include=arenas").run(context -> {
            ArenaPool pool = context.getBean(ArenaPool.class);
            ArenaPool silver = pool.partition("silver", 64 << 10);
            pool.partition("gold", 1 << 20);
            try (Arena arena = silver.open(); Arena other = silver.open()) {
                arena.allocate(5000, 1);
                assertThat(other.tryAllocate(60_000, 1)).isNull();
                assertThat(context.getBean(ArenasEndpoint.class).pool("arenaPool")).isNotNull()
                        .satisfies(shown -> assertThat(shown.partitions()).containsExactly(
                                new PartitionDescriptor("gold", 1 << 20, 0, 0, 0, 0),
                                new PartitionDescriptor("silver", 64 << 10, 8192, 8192, 2, 1)));
            }
        });
    }

    @Test
    void runWithVeryManyPartitionsShouldShowTheFirst() {
        contextRunner.withPropertyValues("management.endpoints.web.exposure.include=arenas").run(context -> {
            ArenaPool pool = context.getBean(ArenaPool.class);
            for (int i = 100; i < 200; i++) {
                pool.partition("tenant " + i, 1 << 20);
            }
            assertThat(context.getBean(ArenasEndpoint.class).pool("arenaPool")).isNotNull()
                    .satisfies(shown -> assertThat(shown.partitions()).hasSize(64)
                            .extracting(PartitionDescriptor::name).startsWith("tenant 100").endsWith("tenant 163"));
        });
    }

    @Test
    void runWithArenaThatHoldsLittleAndKeepsMuchInQuarantineShouldShowIt() {
        contextRunner.withPropertyValues("management.endpoints.web.exposure.include=arenas").run(context -> {
            ArenaPool pool = context.getBean(ArenaPool.class);
            List<Arena> open = new ArrayList<>();
            try {
                open.add(pool.open(ArenaOptions.defaults().withOwner("small").withConfinement(Confinement.SHARED)));
                open.getFirst().allocate(1, 1);
                for (int i = 0; i < 30; i++) {
                    open.add(pool.open(Confinement.CONFINED));
                    open.getLast().allocate(5000, 1);
                }
                try (Arena released = pool.open(Confinement.SHARED)) {
                    released.allocate(10_000, 1);
                }
                assertThat(context.getBean(ArenasEndpoint.class).pool("arenaPool")).isNotNull().satisfies(shown -> {
                    assertThat(shown.open()).hasSize(21);
                    assertThat(shown.open().getLast().owner()).isEqualTo("small");
                    assertThat(shown.open().getLast().quarantined()).isEqualTo(16_384);
                    assertThat(shown.budget().quarantined()).isEqualTo(16_384);
                    assertThat(shown.chunks().quarantined().bytes()).isEqualTo(16_384);
                });
            } finally {
                open.forEach(Arena::close);
            }
        });
    }

    @Test
    void runWithEndpointOfTheApplicationShouldBackOff() {
        contextRunner.withPropertyValues("management.endpoints.web.exposure.include=arenas")
                .withBean("arenasEndpoint", Object.class, Object::new)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArenasEndpoint.class));
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
