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

package dev.arena.spring.boot.autoconfigure;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.core.Ordered;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;

import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.http.ArenaJsonHttpMessageReader;
import dev.arena.spring.boot.http.ArenaJsonHttpMessageWriter;
import dev.arena.spring.boot.http.BodyExceptionHandler;
import dev.arena.spring.boot.http.MemorySegmentHttpMessageReader;
import dev.arena.spring.boot.http.MemorySegmentHttpMessageWriter;
import dev.arena.spring.boot.http.Utf8StringHttpMessageReader;
import dev.arena.spring.boot.http.Utf8StringHttpMessageWriter;
import dev.arena.spring.boot.metrics.ReactiveRequestArenaMetrics;
import dev.arena.spring.boot.metrics.RequestArenaMetrics;
import dev.arena.spring.boot.rawbody.RawBodyPaths;
import dev.arena.spring.boot.rawbody.RawBodyWebFilter;
import dev.arena.spring.boot.web.HandlerBudget;
import dev.arena.spring.boot.web.HandlerBudgets;
import dev.arena.spring.boot.web.RequestRoutes;
import dev.arena.spring.boot.web.RouteSettings;
import dev.arena.spring.boot.web.reactive.ExhaustionWebExceptionHandler;
import dev.arena.spring.boot.web.reactive.ReactiveArenaExceptionHandler;
import dev.arena.spring.boot.web.reactive.ReactiveArenaFilter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

class ArenaReactiveAutoConfigurationTests {

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ArenaAutoConfiguration.class,
            ArenaJsonAutoConfiguration.class, ArenaHttpAutoConfiguration.class, ArenaServletAutoConfiguration.class,
            ArenaReactiveAutoConfiguration.class, ArenaMetricsAutoConfiguration.class, CodecsAutoConfiguration.class,
            WebFluxAutoConfiguration.class);

    private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(CONFIGURATIONS).withBean(MeterRegistry.class, SimpleMeterRegistry::new);

    @Test
    void runInReactiveApplicationShouldHaveTheFilterTheHandlersAndTheMetrics() {
        contextRunner.run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(ReactiveArenaFilter.class)
                    .hasSingleBean(ReactiveArenaExceptionHandler.class)
                    .hasSingleBean(ExhaustionWebExceptionHandler.class).hasSingleBean(BodyExceptionHandler.class)
                    .hasSingleBean(ReactiveRequestArenaMetrics.class).doesNotHaveBean(RequestArenaMetrics.class)
                    .doesNotHaveBean("arenaFilter");
            assertThat(context.getBean(ReactiveArenaFilter.class).getOrder())
                    .isEqualTo(Ordered.HIGHEST_PRECEDENCE + 10);
            assertThat(context.getBean(ExhaustionWebExceptionHandler.class).getOrder()).isEqualTo(-2);
        });
    }

    @Test
    void runInReactiveApplicationShouldPutTheCodecsBeforeAllOthers() {
        contextRunner.run(context -> {
            assertThat(context.getBean(RequestMappingHandlerAdapter.class).getMessageReaders().subList(0, 3))
                    .extracting(Object::getClass).asInstanceOf(InstanceOfAssertFactories.LIST)
                    .containsExactlyInAnyOrder(MemorySegmentHttpMessageReader.class, Utf8StringHttpMessageReader.class,
                            ArenaJsonHttpMessageReader.class);
            assertThat(context.getBean(ServerCodecConfigurer.class).getWriters().subList(0, 3))
                    .extracting(Object::getClass).asInstanceOf(InstanceOfAssertFactories.LIST)
                    .containsExactlyInAnyOrder(MemorySegmentHttpMessageWriter.class, Utf8StringHttpMessageWriter.class,
                            ArenaJsonHttpMessageWriter.class);
        });
    }

    @Test
    void runWithoutJacksonShouldHaveNoCodecForJson() {
        contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson")).run(context -> {
            assertThat(context).hasNotFailed().hasSingleBean(ReactiveArenaFilter.class);
            assertThat(context.getBean(ServerCodecConfigurer.class).getReaders())
                    .hasAtLeastOneElementOfType(MemorySegmentHttpMessageReader.class)
                    .noneMatch(it -> it instanceof ArenaJsonHttpMessageReader);
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
    void runInServletApplicationWithoutWebFluxShouldWorkAsEver() {
        new WebApplicationContextRunner().withConfiguration(CONFIGURATIONS)
                .withClassLoader(new FilteredClassLoader("org.springframework.web.reactive", "reactor"))
                .run(context -> assertThat(context).hasNotFailed().hasBean("arenaFilter"));
    }

    @Test
    void runInReactiveApplicationWithoutSpringMvcShouldWorkAsEver() {
        contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.web.servlet", "jakarta.servlet"))
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(ReactiveArenaFilter.class)
                        .hasSingleBean(ReactiveRequestArenaMetrics.class));
    }

    @Test
    void runWhenDisabledShouldHaveNothing() {
        contextRunner.withPropertyValues("arena.enabled=false").run(context -> {
            assertThat(context).hasNotFailed();
            assertNothing(context.getBeanDefinitionNames());
        });
    }

    @Test
    void runShouldHaveTheFilterOfRawBodiesBehindThatOfTheArenas() {
        contextRunner.run(context -> assertThat(context.getBean(RawBodyWebFilter.class).getOrder())
                .isEqualTo(Ordered.HIGHEST_PRECEDENCE + 11));
        contextRunner
                .withBean("mine", RawBodyWebFilter.class,
                        () -> new RawBodyWebFilter(new RawBodyPaths(List.of()), List::of, 0))
                .run(context -> assertThat(context).hasSingleBean(RawBodyWebFilter.class).hasBean("mine"));
    }

    @Test
    void runWithUserBeansShouldBackOff() {
        contextRunner.withBean("userHandler", ReactiveArenaExceptionHandler.class)
                .withBean("userFilter", ReactiveArenaFilter.class, () -> new ReactiveArenaFilter(
                        new ArenaContextHolder(), mock(ArenaPool.class),
                        new RequestRoutes(List.of(), List.of(), List.of(),
                                new RouteSettings(ArenaOptions.defaults(), null, false)),
                        new HandlerBudgets((_, _, _) -> HandlerBudget.NONE), null, List.of(), 0))
                .run(context -> assertThat(context).hasSingleBean(ReactiveArenaExceptionHandler.class)
                        .hasBean("userHandler").hasSingleBean(ReactiveArenaFilter.class).hasBean("userFilter"));
    }

    private static void assertNothing(String[] names) {
        assertThat(names).doesNotContain("reactiveArenaFilter", "reactiveArenaExceptionHandler",
                "exhaustionWebExceptionHandler", "arenaWebFluxConfigurer", "arenaJsonWebFluxConfigurer",
                "reactiveRequestArenaMetrics");
    }
}
