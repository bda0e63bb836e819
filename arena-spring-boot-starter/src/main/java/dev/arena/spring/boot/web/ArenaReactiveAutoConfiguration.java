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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.autoconfigure.ConditionalOnRequestPool;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the arenas of requests in reactive applications.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(DispatcherHandler.class)
@ConditionalOnRequestPool
@ConditionalOnArenaEnabled
public final class ArenaReactiveAutoConfiguration {

    ArenaReactiveAutoConfiguration() {}

    @Bean
    ReactiveArenaFilter reactiveArenaFilter(ArenaContextHolder arenaContextHolder, ArenaPool arenaPool,
            ArenaProperties properties,
            HandlerBudgets arenaHandlerBudgets, ObjectProvider<LearnedSizes> learned,
            ObjectProvider<ReactiveRequestArenaListener> listeners) {
        return new ReactiveArenaFilter(arenaContextHolder, arenaPool,
                new RouteConfigurer(properties, arenaPool).reactive(), arenaHandlerBudgets,
                learned.getIfAvailable(), listeners.orderedStream().toList(), ArenaProperties.Web.FILTER_ORDER);
    }

    @Bean
    HandlerBudgets arenaHandlerBudgets(ArenaPool arenaPool, ConfigurableBeanFactory beans,
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        return new HandlerBudgets(new HandlerBudgetParser(arenaPool, beans),
                () -> mappings.stream().flatMap(mapping -> mapping.getHandlerMethods().values().stream()));
    }

    @Bean
    ReactiveArenaExceptionHandler reactiveArenaExceptionHandler(ArenaProperties properties,
            ApplicationContext context, ObjectProvider<ServerCodecConfigurer> codecs) {
        return new ReactiveArenaExceptionHandler(ExhaustionProblem.of(properties, context),
                codecs.getIfAvailable(ServerCodecConfigurer::create).getWriters());
    }

    @Bean
    ProblemWebExceptionHandler arenaProblemWebExceptionHandler(ArenaProperties properties,
            ApplicationContext context, ObjectProvider<ServerCodecConfigurer> codecs) {
        return new ProblemWebExceptionHandler(ExhaustionProblem.of(properties, context),
                codecs.getIfAvailable(ServerCodecConfigurer::create).getWriters());
    }

    @Bean
    WebFluxConfigurer arenaWebFluxConfigurer() {
        return new WebFluxConfigurer() {
            @Override
            public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                configurer.addCustomResolver(new ReactiveArenaArgumentResolver());
            }
        };
    }
}
