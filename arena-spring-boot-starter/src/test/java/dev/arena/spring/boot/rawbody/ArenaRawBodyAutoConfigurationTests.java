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

package dev.arena.spring.boot.rawbody;

import jakarta.servlet.DispatcherType;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;

import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaRawBodyAutoConfigurationTests {

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ArenaAutoConfiguration.class,
            ArenaRawBodyAutoConfiguration.class, ArenaReactiveRawBodyAutoConfiguration.class);

    private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
            .withConfiguration(CONFIGURATIONS);

    @Test
    void runWithPathsShouldRegisterTheFilterOfRawBodiesAfterThatOfTheArenas() {
        contextRunner.withPropertyValues("arena.web.cache-body[0]=/webhooks/**").run(context -> {
            FilterRegistrationBean<?> registration = context.getBean("arenaRawBodyFilter",
                    FilterRegistrationBean.class);
            assertThat(registration.isEnabled()).isTrue();
            assertThat(registration.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE + 11);
            assertThat(registration.determineDispatcherTypes()).containsExactlyInAnyOrder(DispatcherType.REQUEST,
                    DispatcherType.ASYNC,
                    DispatcherType.ERROR);
        });
    }

    @Test
    void runWithoutPathsShouldHaveNoFilter() {
        contextRunner.run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaRawBodyFilter"));
        new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaRawBodyWebFilter"));
    }

    @Test
    void runWithInvalidPatternShouldFailWithTheNameOfTheProperty() {
        contextRunner.withPropertyValues("arena.web.cache-body=/a,/{b").run(context -> {
            assertThat(context).hasFailed();
            assertThat(context.getStartupFailure()).rootCause()
                    .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                    .hasMessageContaining("arena.web.cache-body[1]");
        });
    }

    @Test
    void runInReactiveApplicationShouldHaveTheFilterAfterThatOfTheArenas() {
        new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .withPropertyValues("arena.web.cache-body=/webhooks/**")
                .run(context -> assertThat(context.getBean(RawBodyWebFilter.class).getOrder())
                        .isEqualTo(Ordered.HIGHEST_PRECEDENCE + 11));
    }

    @Test
    void runWithoutSpringMvcShouldHaveNoFilter() {
        contextRunner.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaRawBodyFilter"));
    }

    @Test
    void runOutsideOfTheWebShouldHaveNoFilter() {
        new ApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .withClassLoader(new FilteredClassLoader("org.springframework.web", "jakarta.servlet", "reactor"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaRawBodyFilter")
                        .doesNotHaveBean("arenaRawBodyWebFilter"));
    }

    @Test
    void runWhenDisabledShouldHaveNoFilter() {
        contextRunner.withPropertyValues("arena.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaRawBodyFilter"));
    }
}
