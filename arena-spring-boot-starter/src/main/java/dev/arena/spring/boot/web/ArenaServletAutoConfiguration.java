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

import java.util.List;

import jakarta.servlet.DispatcherType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.autoconfigure.ConditionalOnRequestPool;
import dev.arena.spring.boot.web.ArenaFilter.ExhaustionHandler;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the arenas of servlet requests.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnRequestPool
@ConditionalOnArenaEnabled
public final class ArenaServletAutoConfiguration {

    ArenaServletAutoConfiguration() {}

    @Bean
    FilterRegistrationBean<ArenaFilter> arenaFilter(ArenaPool arenaPool, ArenaContextHolder arenaContextHolder,
            ArenaProperties properties,
            ObjectProvider<LearnedSizes> learned, ObjectProvider<RequestArenaListener> listeners,
            @Qualifier("handlerExceptionResolver") ObjectProvider<HandlerExceptionResolver> resolvers) {
        var filter = new ArenaFilter(arenaPool, arenaContextHolder,
                new RouteConfigurer(properties, arenaPool).servlet(),
                learned.getIfAvailable(), exhaustionHandler(resolvers), listeners.orderedStream().toList());
        var registration = new FilterRegistrationBean<>(filter);
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        registration.setAsyncSupported(true);
        registration.setOrder(ArenaProperties.Web.FILTER_ORDER);
        return registration;
    }

    /** Exceptions outside controllers are handled by the same exception handlers as those of controllers. */
    private static ExhaustionHandler exhaustionHandler(ObjectProvider<HandlerExceptionResolver> resolvers) {
        return (request, response, exhausted) -> {
            HandlerExceptionResolver resolver = resolvers.getIfAvailable();
            if (resolver == null) {
                return false;
            }
            return resolver.resolveException(request, response, null, exhausted) != null;
        };
    }

    @Bean
    HandlerBudgets arenaHandlerBudgets(ArenaPool arenaPool, ConfigurableBeanFactory beans,
            ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
        return new HandlerBudgets(new HandlerBudgetParser(arenaPool, beans),
                () -> mappings.stream().flatMap(mapping -> mapping.getHandlerMethods().values().stream()));
    }

    @Bean
    ArenaExceptionHandler arenaExceptionHandler(ArenaProperties properties, ApplicationContext context) {
        return new ArenaExceptionHandler(ExhaustionProblem.of(properties, context));
    }

    @Bean
    WebMvcConfigurer arenaWebMvcConfigurer(HandlerBudgets arenaHandlerBudgets, ArenaProperties properties,
            ApplicationContext context) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ArenaArgumentResolver());
            }

            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new ArenaHandlerInterceptor(arenaHandlerBudgets))
                        .order(Ordered.HIGHEST_PRECEDENCE);
            }

            @Override
            public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
                resolvers.addFirst(new UnreadBodyResolver());
                resolvers.add(new ExhaustionStatusResolver(ExhaustionProblem.of(properties, context)));
            }
        };
    }
}
