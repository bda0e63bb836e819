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

package dev.arena.spring.boot.web;

import jakarta.servlet.DispatcherType;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.DispatcherServlet;

import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaServletAutoConfigurationTests {

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ArenaAutoConfiguration.class,
            ArenaServletAutoConfiguration.class);

    private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
            .withConfiguration(CONFIGURATIONS);

    @Test
    void runInServletApplicationShouldRegisterTheFilterForAllDispatchesOfARequest() {
        contextRunner.run(context -> {
            assertThat(context).hasBean("arenaFilter").hasSingleBean(ArenaExceptionHandler.class)
                    .hasBean("arenaWebMvcConfigurer");
            FilterRegistrationBean<?> registration = context.getBean("arenaFilter", FilterRegistrationBean.class);
            assertThat(registration.getFilter()).isInstanceOf(ArenaFilter.class);
            assertThat(registration.getOrder()).isEqualTo(Ordered.HIGHEST_PRECEDENCE + 10);
            assertThat(registration.determineDispatcherTypes()).containsExactlyInAnyOrder(DispatcherType.REQUEST,
                    DispatcherType.ASYNC, DispatcherType.ERROR);
        });
    }

    @Test
    void runInReactiveApplicationShouldNotRegisterTheFilter() {
        new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaFilter"));
    }

    @Test
    void runWithoutSpringMvcShouldNotRegisterTheFilter() {
        contextRunner.withClassLoader(new FilteredClassLoader(DispatcherServlet.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaFilter"));
    }

    @Test
    void runWhenDisabledShouldNotRegisterTheFilter() {
        contextRunner.withPropertyValues("arena.enabled=false").run(context -> assertThat(context).hasNotFailed()
                .doesNotHaveBean("arenaFilter").doesNotHaveBean(ArenaExceptionHandler.class));
    }
}
