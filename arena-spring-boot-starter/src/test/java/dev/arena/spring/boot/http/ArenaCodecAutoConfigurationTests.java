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

package dev.arena.spring.boot.http;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.webflux.autoconfigure.WebFluxAutoConfiguration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerAdapter;

import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;
import dev.arena.spring.boot.web.ArenaReactiveAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaCodecAutoConfigurationTests {

    private final ReactiveWebApplicationContextRunner contextRunner = new ReactiveWebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class,
                    ArenaReactiveAutoConfiguration.class, ArenaCodecAutoConfiguration.class,
                    CodecsAutoConfiguration.class, WebFluxAutoConfiguration.class));

    @Test
    void runInReactiveApplicationShouldHaveTheHandlerOfExceptions() {
        contextRunner.run(context -> assertThat(context).hasSingleBean(BodyExceptionHandler.class));
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
            assertThat(context).hasNotFailed();
            assertThat(context.getBean(ServerCodecConfigurer.class).getReaders())
                    .hasAtLeastOneElementOfType(MemorySegmentHttpMessageReader.class)
                    .noneMatch(it -> it instanceof ArenaJsonHttpMessageReader);
        });
    }

    @Test
    void runInServletApplicationShouldHaveNone() {
        new WebApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaCodecAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaCodecWebFluxConfigurer"));
    }

    @Test
    void runWhenDisabledShouldHaveNone() {
        contextRunner.withPropertyValues("arena.enabled=false").run(
                context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaCodecWebFluxConfigurer"));
    }
}
