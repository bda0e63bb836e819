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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaHealthAutoConfigurationTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaHealthAutoConfiguration.class));

    @ParameterizedTest
    @ValueSource(strings = {"management.health.arenas.enabled", "management.health.defaults.enabled", "arena.enabled"})
    void runWhenDisabledShouldHaveNone(String property) {
        contextRunner.withPropertyValues(property + "=false").run(
                context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArenasHealthIndicator.class));
    }

    @Test
    void runByDefaultShouldHaveAnIndicatorThatIsUp() {
        contextRunner.run(context -> {
            assertThat(context).hasBean("arenasHealthIndicator");
            assertThat(context.getBean(HealthIndicator.class).health()).isNotNull()
                    .satisfies(health -> assertThat(health.getStatus()).isEqualTo(Status.UP));
        });
    }

    @Test
    void runWithoutHealthShouldHaveNone() {
        contextRunner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenasHealthIndicator"));
    }

    @ParameterizedTest
    @CsvSource({"arena.health.threshold, 0", "arena.health.threshold, 1.5", "arena.health.grace, -1s"})
    void startShouldFailWithTheNameOfAnInvalidProperty(String property, String value) {
        contextRunner.withPropertyValues(property + "=" + value)
                .run(context -> assertThat(context).getFailure().rootCause()
                        .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                        .hasMessageContaining(property));
    }
}
