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

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.codec.autoconfigure.CodecsAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.ReactiveWebApplicationContextRunner;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.http.codec.HttpMessageReader;
import org.springframework.http.converter.AbstractJacksonHttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.StringHttpMessageConverter;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

class ArenaClientAutoConfigurationTests {
    private static final AutoConfigurations CONFIGURATIONS = AutoConfigurations.of(ArenaAutoConfiguration.class,
            ArenaJsonAutoConfiguration.class, ArenaClientAutoConfiguration.class, ArenaWebClientAutoConfiguration.class,
            JacksonAutoConfiguration.class,
            HttpMessageConvertersAutoConfiguration.class, RestClientAutoConfiguration.class,
            CodecsAutoConfiguration.class, WebClientAutoConfiguration.class);

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(CONFIGURATIONS);

    private static List<HttpMessageConverter<?>> converters(ApplicationContext context) {
        List<HttpMessageConverter<?>> converters = new ArrayList<>();
        context.getBean(RestClient.Builder.class).configureMessageConverters(
                builder -> builder.configureMessageConvertersList(converters::addAll)).build();
        return converters;
    }

    private static List<HttpMessageReader<?>> readers(ApplicationContext context) {
        List<HttpMessageReader<?>> readers = new ArrayList<>();
        context.getBean(WebClient.Builder.class).codecs(codecs -> readers.addAll(codecs.getReaders())).build();
        return readers;
    }

    @Test
    void runShouldPutConvertersAndCodecsBeforeAllOthers() {
        contextRunner.run(context -> {
            assertThat(converters(context).subList(0, 3)).extracting(it -> it.getClass().getSimpleName())
                    .containsOnly("ResponseBodyConverter");
            assertThat(converters(context)).anyMatch(it -> it.canRead(Object.class, MediaType.APPLICATION_JSON))
                    .hasAtLeastOneElementOfType(StringHttpMessageConverter.class)
                    .noneMatch(it -> it instanceof AbstractJacksonHttpMessageConverter);
            assertThat(readers(context).subList(0, 3)).extracting(it -> it.getClass().getSimpleName())
                    .containsOnly("ResponseBodyReader");
        });
    }

    @Test
    void runInReactiveApplicationShouldKeepTheOtherConverters() {
        new ReactiveWebApplicationContextRunner().withConfiguration(CONFIGURATIONS).run(context -> assertThat(
                converters(context)).anyMatch(it -> it.canRead(Object.class, MediaType.APPLICATION_JSON))
                .hasAtLeastOneElementOfType(StringHttpMessageConverter.class));
    }

    @Test
    void runWithoutJacksonShouldReadBytesAndText() {
        contextRunner.withClassLoader(new FilteredClassLoader("tools.jackson")).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(converters(context).subList(0, 2)).extracting(it -> it.getClass().getSimpleName())
                    .containsOnly("ResponseBodyConverter");
            assertThat(converters(context).get(2).getClass().getSimpleName()).isNotEqualTo("ResponseBodyConverter");
        });
    }

    @Test
    void runWithoutClientsShouldHaveNothing() {
        contextRunner.withClassLoader(new FilteredClassLoader(WebClientCustomizer.class,
                ClientHttpMessageConvertersCustomizer.class)).run(
                        context -> assertThat(context).hasNotFailed().doesNotHaveBean(ArenaWebClientCustomizer.class)
                                .doesNotHaveBean(BodyConverters.class));
        contextRunner.withClassLoader(new FilteredClassLoader("org.springframework.web", "reactor")).run(
                context -> assertThat(context).hasNotFailed().doesNotHaveBean("arenaWebClientCustomizer"));
    }

    @Test
    void runWhenDisabledShouldHaveNothing() {
        contextRunner.withPropertyValues("arena.enabled=false").run(context -> assertThat(context).hasNotFailed()
                .doesNotHaveBean(ArenaWebClientCustomizer.class).doesNotHaveBean(BodyConverters.class));
    }

    @Test
    void runWithUserBeansShouldBackOff() {
        contextRunner
                .withBean("arenaWebClientCustomizer", WebClientCustomizer.class, () -> builder -> {})
                .withBean("arenaClientHttpMessageConverters", ClientHttpMessageConvertersCustomizer.class,
                        () -> builder -> {})
                .withBean(JacksonJsonHttpMessageConverter.class).run(context -> {
                    assertThat(context).doesNotHaveBean(ArenaWebClientCustomizer.class);
                    assertThat(converters(context))
                            .noneMatch(it -> it.getClass().getSimpleName().equals("ResponseBodyConverter"));
                });
    }

    @Test
    void runWithAnotherPreferredMapperShouldLeaveJsonToIt() {
        contextRunner.withPropertyValues("spring.http.converters.preferred-json-mapper=gson").run(
                context -> assertThat(context).doesNotHaveBean("arenaJacksonClientHttpMessageConverters"));
    }
}
