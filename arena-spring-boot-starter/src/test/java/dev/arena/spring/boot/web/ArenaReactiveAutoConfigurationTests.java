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

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.core.Ordered;
import org.springframework.web.reactive.DispatcherHandler;

import dev.arena.spring.boot.actuate.ArenaMetricsAutoConfiguration;
import dev.arena.spring.boot.actuate.ArenaReactiveMetricsAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.http.ArenaCodecAutoConfiguration;
import dev.arena.spring.boot.http.ArenaHttpAutoConfiguration;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;
import dev.arena.spring.boot.rawbody.ArenaReactiveRawBodyAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaReactiveAutoConfigurationTests {

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ArenaAutoConfiguration.class,
            ArenaJsonAutoConfiguration.class, ArenaHttpAutoConfiguration.class, ArenaServletAutoConfiguration.class,
            ArenaReactiveAutoConfiguration.class, ArenaCodecAutoConfiguration.class,
            ArenaReactiveRawBodyAutoConfiguration.class, ArenaMetricsAutoConfiguration.class,
            ArenaReactiveMetricsAutoConfiguration.class, CodecsAutoConfiguration.class,
            WebFluxAutoConfiguration.class);

    private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(CONFIGURATIONS).withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void runInReactiveApplicationShouldHaveTheFilterTheHandlersAndTheMetrics() {
        contextRunner.run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(ReactiveArenaFilter.class)
                    .hasSingleBean(ReactiveArenaExceptionHandler.class)
                    .hasSingleBean(ProblemWebExceptionHandler.class)
                    .hasBean("reactiveRequestArenaMetrics").doesNotHaveBean("requestArenaMetrics")
                    .doesNotHaveBean("arenaFilter");
            assertThat(context.getBean(ReactiveArenaFilter.class).getOrder())
                    .isEqualTo(Ordered.HIGHEST_PRECEDENCE + 10);
            assertThat(context.getBean(ProblemWebExceptionHandler.class).getOrder()).isEqualTo(-2);
        });
    }

    @Test
    void runWithoutWebFluxShouldHaveNothing() {
        contextRunner.withClassLoader(new FilteredClassLoader(DispatcherHandler.class)).run(context -> assertNothing(
                context.getBeanDefinitionNames()));
        contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.web.reactive", "reactor"))
                .run(context -> assertNothing(context.getBeanDefinitionNames()));
    }

    @Test
    void runInServletApplicationShouldHaveNothing() {
        new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS).run(context -> {
            assertThat(context).hasNotFailed().hasBean("arenaFilter");
            assertNothing(context.getBeanDefinitionNames());
        });
    }

    @Test
    void runInServletApplicationWithoutWebFluxShouldWork() {
        new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .withClassLoader(new FilteredClassLoader("org.springframework.web.reactive", "reactor"))
                .run(context -> assertThat(context).hasNotFailed().hasBean("arenaFilter"));
    }

    @Test
    void runInReactiveApplicationWithoutSpringMvcShouldWork() {
        contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet", "jakarta.servlet"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ReactiveArenaFilter.class)
                        .hasBean("reactiveRequestArenaMetrics"));
    }

    @Test
    void runWhenDisabledShouldHaveNothing() {
        contextRunner.withPropertyValues("arena.enabled=false").run(context -> {
            assertThat(context).hasNotFailed();
            assertNothing(context.getBeanDefinitionNames());
        });
    }

    private static void assertNothing(String[] names) {
        assertThat(names).doesNotContain("reactiveArenaFilter", "reactiveArenaExceptionHandler",
                "arenaProblemWebExceptionHandler", "arenaWebFluxConfigurer", "arenaCodecWebFluxConfigurer",
                "arenaJsonWebFluxConfigurer", "arenaRawBodyWebFilter",
                ArenaReactiveRawBodyAutoConfiguration.class.getName(),
                "reactiveRequestArenaMetrics");
    }
}
