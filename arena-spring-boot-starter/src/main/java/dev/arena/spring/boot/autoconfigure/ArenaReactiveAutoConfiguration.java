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

import jakarta.validation.Validator;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.http.codec.CodecCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.codec.CodecConfigurer.CustomCodecs;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.xml.XmlMapper;

import dev.arena.ArenaPool;
import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.http.ArenaCborDecoder;
import dev.arena.spring.boot.http.ArenaJsonDecoder;
import dev.arena.spring.boot.http.ArenaJsonHttpMessageReader;
import dev.arena.spring.boot.http.ArenaJsonHttpMessageWriter;
import dev.arena.spring.boot.http.ArenaXmlDecoder;
import dev.arena.spring.boot.http.BodyExceptionHandler;
import dev.arena.spring.boot.http.ComponentExceptionHandler;
import dev.arena.spring.boot.http.EventStreamWriter;
import dev.arena.spring.boot.http.MemorySegmentHttpMessageReader;
import dev.arena.spring.boot.http.MemorySegmentHttpMessageWriter;
import dev.arena.spring.boot.http.RecordVecConstraints;
import dev.arena.spring.boot.http.Utf8StringHttpMessageReader;
import dev.arena.spring.boot.http.Utf8StringHttpMessageWriter;
import dev.arena.spring.boot.rawbody.RawBodyWebFilter;
import dev.arena.spring.boot.rawbody.ReactiveRawBodyArgumentResolver;
import dev.arena.spring.boot.web.ExhaustionProblem;
import dev.arena.spring.boot.web.HandlerBudgets;
import dev.arena.spring.boot.web.reactive.ExhaustionWebExceptionHandler;
import dev.arena.spring.boot.web.reactive.ReactiveArenaArgumentResolver;
import dev.arena.spring.boot.web.reactive.ReactiveArenaExceptionHandler;
import dev.arena.spring.boot.web.reactive.ReactiveArenaFilter;
import dev.arena.spring.boot.web.reactive.ReactiveRequestArenaListener;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the arenas of requests and their bodies in reactive applications.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = {ArenaAutoConfiguration.class,
        ArenaJsonAutoConfiguration.class}, afterName = "org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(DispatcherHandler.class)
@ConditionalOnSingleCandidate(ArenaPool.class)
@ConditionalOnArenaEnabled
@Import(RouteConfiguration.class)
public final class ArenaReactiveAutoConfiguration {

    /** Before all that may allocate; the observation of a request is made in front of all filters. */
    private static final int FILTER_ORDER = Ordered.HIGHEST_PRECEDENCE + 10;

    ArenaReactiveAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ReactiveArenaFilter reactiveArenaFilter(ArenaContextHolder context, ArenaPool pool, ArenaProperties properties,
            HandlerBudgets budgets, ObjectProvider<LearnedSizes> learned,
            ObjectProvider<ReactiveRequestArenaListener> listeners) {
        return new ReactiveArenaFilter(context, pool, new RouteConfigurer(properties, pool).reactive(), budgets,
                learned.getIfAvailable(), listeners.orderedStream().toList(), FILTER_ORDER);
    }

    /** Behind the filter of the arenas, and before those of the application, some of which read bodies. */
    @Bean
    @ConditionalOnMissingBean
    RawBodyWebFilter arenaRawBodyWebFilter(ArenaProperties properties, ObjectProvider<ServerCodecConfigurer> codecs) {
        return new RawBodyWebFilter(RouteConfigurer.cachedBodies(properties),
                () -> codecs.getIfAvailable(ServerCodecConfigurer::create).getReaders(), FILTER_ORDER + 1);
    }

    /** A budget that cannot work should not wait for the first request. */
    @Bean
    SmartInitializingSingleton arenaHandlerBudgetsCheck(HandlerBudgets budgets,
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        return () -> mappings.forEach(mapping -> mapping.getHandlerMethods().values().forEach(budgets::of));
    }

    @Bean
    @ConditionalOnMissingBean
    ReactiveArenaExceptionHandler reactiveArenaExceptionHandler(ExhaustionProblem problem) {
        return new ReactiveArenaExceptionHandler(problem);
    }

    @Bean
    @ConditionalOnMissingBean
    ExhaustionWebExceptionHandler exhaustionWebExceptionHandler(ExhaustionProblem problem,
            ObjectProvider<ServerCodecConfigurer> codecs) {
        return new ExhaustionWebExceptionHandler(problem,
                codecs.getIfAvailable(ServerCodecConfigurer::create).getWriters());
    }

    @Bean
    @ConditionalOnMissingBean
    BodyExceptionHandler arenaBodyExceptionHandler(ArenaProperties properties) {
        return new BodyExceptionHandler(properties.web().problem().includeUsage());
    }

    @Bean
    WebFluxConfigurer arenaWebFluxConfigurer() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new ReactiveArenaArgumentResolver());
                configurer.addCustomResolver(new ReactiveRawBodyArgumentResolver());
            }

            @Override
            public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
                CustomCodecs codecs = configurer.customCodecs();
                codecs.register(new MemorySegmentHttpMessageReader());
                codecs.register(new MemorySegmentHttpMessageWriter());
                codecs.register(new Utf8StringHttpMessageReader());
                codecs.register(new Utf8StringHttpMessageWriter());
                codecs.register(new EventStreamWriter(configurer::getWriters));
            }
        };
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    static class JsonConfiguration {

        @Bean
        @ConditionalOnMissingBean
        ComponentExceptionHandler arenaComponentExceptionHandler() {
            return new ComponentExceptionHandler();
        }

        /** Behind that of Spring Boot, which would set a decoder that knows no arena, and before those of the application. */
        @Bean
        @Order(1)
        @ConditionalOnProperty(name = "spring.http.codecs.preferred-json-mapper", havingValue = "jackson", matchIfMissing = true)
        CodecCustomizer arenaJacksonCodecCustomizer(ObjectProvider<JsonMapper> mapper) {
            return configurer -> mapper
                    .ifUnique(it -> configurer.defaultCodecs().jacksonJsonDecoder(new ArenaJsonDecoder(it)));
        }

        @Bean
        WebFluxConfigurer arenaJsonWebFluxConfigurer(ArenaJson json,
                ObjectProvider<RecordVecConstraints> constraints) {
            return new WebFluxConfigurer() {
                @Override
                public void configureHttpMessageCodecs(ServerCodecConfigurer configurer) {
                    configurer.customCodecs()
                            .register(new ArenaJsonHttpMessageReader(json, constraints.getIfAvailable()));
                    configurer.customCodecs().register(new ArenaJsonHttpMessageWriter(json));
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    @ConditionalOnClass(CBORMapper.class)
    static class CborConfiguration {

        @Bean
        @Order(1)
        CodecCustomizer arenaCborCodecCustomizer() {
            return configurer -> configurer.defaultCodecs().jacksonCborDecoder(new ArenaCborDecoder());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    @ConditionalOnClass(XmlMapper.class)
    static class XmlConfiguration {

        @Bean
        @Order(1)
        CodecCustomizer arenaXmlCodecCustomizer() {
            return configurer -> configurer.defaultCodecs().jacksonXmlDecoder(new ArenaXmlDecoder());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Validator.class)
    @ConditionalOnBean(ArenaJson.class)
    @ConditionalOnSingleCandidate(Validator.class)
    static class ValidationConfiguration {

        @Bean
        @ConditionalOnMissingBean
        RecordVecConstraints arenaRecordVecConstraints(Validator validator) {
            return new RecordVecConstraints(validator);
        }
    }
}
