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

import java.util.List;

import jakarta.validation.Validator;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import tools.jackson.databind.JacksonModule;

import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;
import dev.arena.spring.boot.web.ArenaServletAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaHttpAutoConfigurationTests {

    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ArenaAutoConfiguration.class,
            ArenaServletAutoConfiguration.class, ArenaJsonAutoConfiguration.class, ArenaHttpAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class, WebMvcAutoConfiguration.class,
            ValidationAutoConfiguration.class);

    private final WebApplicationContextRunner contextRunner = new WebApplicationContextRunner()
            .withConfiguration(CONFIGURATIONS);

    @Test
    void runInServletApplicationShouldPutTheConvertersBeforeAllOthers() {
        contextRunner.run(context -> {
            assertThat(context).hasSingleBean(BodyExceptionHandler.class).hasSingleBean(RecordVecValidation.class);
            assertThat(converters(context).subList(0, 3)).extracting(Object::getClass)
                    .asInstanceOf(InstanceOfAssertFactories.LIST).containsExactlyInAnyOrder(
                            MemorySegmentHttpMessageConverter.class, Utf8StringHttpMessageConverter.class,
                            ArenaJsonHttpMessageConverter.class);
        });
    }

    @Test
    void runWithoutJacksonShouldHaveNoConverterForJson() {
        contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson")).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean("arenaJson")
                    .doesNotHaveBean(RecordVecValidation.class);
            assertThat(converters(context).subList(0, 2)).hasExactlyElementsOfTypes(
                    MemorySegmentHttpMessageConverter.class, Utf8StringHttpMessageConverter.class);
            assertThat(converters(context)).noneMatch(it -> it instanceof ArenaJsonHttpMessageConverter);
        });
    }

    @Test
    void runWithoutDatabindShouldHaveNoConverterForJson() {
        contextRunner.withClassLoader(new FilteredClassLoader(JacksonModule.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaJson"));
    }

    @Test
    void runWithoutValidationApiShouldNotValidate() {
        contextRunner.withClassLoader(new FilteredClassLoader(Validator.class)).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean("arenaRecordVecValidation");
            assertThat(converters(context)).hasAtLeastOneElementOfType(ArenaJsonHttpMessageConverter.class);
        });
    }

    @Test
    void runWithoutValidatorShouldNotValidate() {
        new WebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class,
                        ArenaServletAutoConfiguration.class, ArenaJsonAutoConfiguration.class,
                        ArenaHttpAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(RecordVecValidation.class));
    }

    @Test
    void runWithoutConvertersModuleShouldNotHaveAny() {
        contextRunner.withClassLoader(new FilteredClassLoader(ServerHttpMessageConvertersCustomizer.class))
                .run(context -> assertThat(context).doesNotHaveBean(BodyExceptionHandler.class));
    }

    @Test
    void runWithoutSpringMvcShouldNotHaveAny() {
        contextRunner.withClassLoader(new FilteredClassLoader(DispatcherServlet.class)).run(
                context -> assertThat(context).hasNotFailed().doesNotHaveBean(BodyExceptionHandler.class));
    }

    @Test
    void runInReactiveApplicationShouldNotHaveAny() {
        new ReactiveWebApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class,
                        ArenaHttpAutoConfiguration.class))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(BodyExceptionHandler.class)
                        .hasBean("arenaJson"));
    }

    @Test
    void runWhenDisabledShouldNotHaveAny() {
        contextRunner.withPropertyValues("arena.enabled=false").run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(BodyExceptionHandler.class)
                    .doesNotHaveBean("arenaJson");
            assertThat(converters(context)).noneMatch(it -> it instanceof MemorySegmentHttpMessageConverter);
        });
    }

    private static List<HttpMessageConverter<?>> converters(ApplicationContext context) {
        return context.getBean(RequestMappingHandlerAdapter.class).getMessageConverters();
    }
}
