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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.converter.autoconfigure.ClientHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageConverters.ClientBuilder;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for {@code RestClient}, {@code RestTemplate} and the HTTP interfaces that
 * use them. They read responses into arenas and write request bodies from arenas.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = {ArenaAutoConfiguration.class,
        ArenaJsonAutoConfiguration.class}, afterName = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration", beforeName = {
                "org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration",
                "org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration"})
@ConditionalOnClass(ClientHttpMessageConvertersCustomizer.class)
@Conditional(ArenaClientAutoConfiguration.OnRestClient.class)
@ConditionalOnBean(name = ArenaAutoConfiguration.POOL_CHOICE)
@ConditionalOnArenaEnabled
public final class ArenaClientAutoConfiguration {

    ArenaClientAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "arenaClientHttpMessageConverters")
    ClientHttpMessageConvertersCustomizer arenaClientHttpMessageConverters(ArenaContextHolder arenaContextHolder,
            ObjectProvider<ArenaJson> json) {
        return BodyConverters.of(arenaContextHolder, json)::addTo;
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    @ConditionalOnMissingBean(JacksonJsonHttpMessageConverter.class)
    static class JsonConfiguration {

        /** Follows the customizer of Spring Boot, which would set its own converter, and precedes those of the application. */
        @Bean
        @Order(1)
        @ConditionalOnMissingBean(name = "arenaJacksonClientHttpMessageConverters")
        @ConditionalOnProperty(name = "spring.http.converters.preferred-json-mapper", havingValue = "jackson", matchIfMissing = true)
        ClientHttpMessageConvertersCustomizer arenaJacksonClientHttpMessageConverters(
                ObjectProvider<JsonMapper> mapper) {
            return builder -> mapper
                    .ifUnique(it -> builder.withJsonConverter(new JacksonJsonHttpMessageConverter(it)));
        }
    }

    /** A customized client has only the converters that customizers add. Spring Boot adds none in reactive applications. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    ClientHttpMessageConvertersCustomizer arenaClientDefaultHttpMessageConverters() {
        return ClientBuilder::registerDefaults;
    }

    /** Matches if a module of Spring Boot that applies the customizers is there, in an application or in a test. */
    static final class OnRestClient extends AnyNestedCondition {

        OnRestClient() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @ConditionalOnClass(name = "org.springframework.boot.restclient.RestClientCustomizer")
        static final class Application {}

        @ConditionalOnClass(name = "org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient")
        static final class Test {}
    }
}
