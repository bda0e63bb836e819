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

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.SyncHandlerMethodArgumentResolver;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.arena.Arena;
import dev.arena.ArenaPool;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for applications with several pools, none of which is primary. Handlers
 * with a parameter of type {@link Arena} fail with a message that explains how to select a pool.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnArenaEnabled
@ConditionalOnBean({ArenaPool.class, PoolChoice.class})
@Conditional(ArenaPoolChoiceAutoConfiguration.OnNoChoice.class)
public final class ArenaPoolChoiceAutoConfiguration {

    ArenaPoolChoiceAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(DispatcherServlet.class)
    static class ServletConfiguration {

        @Bean
        WebMvcConfigurer arenaPoolChoiceWebMvcConfigurer(PoolChoice choice) {
            return new WebMvcConfigurer() {
                @Override
                public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                    resolvers.add(new ServletArgumentResolver(choice));
                }
            };
        }

        private record ServletArgumentResolver(PoolChoice choice) implements HandlerMethodArgumentResolver {

            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return isArena(parameter);
            }

            @Override
            public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer mavContainer,
                    NativeWebRequest webRequest, @Nullable WebDataBinderFactory binderFactory) {
                throw new IllegalStateException(choice.explanation());
            }
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(DispatcherHandler.class)
    static class ReactiveConfiguration {

        @Bean
        WebFluxConfigurer arenaPoolChoiceWebFluxConfigurer(PoolChoice choice) {
            return new WebFluxConfigurer() {
                @Override
                public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
                    configurer.addCustomResolver(new ReactiveArgumentResolver(choice));
                }
            };
        }

        private record ReactiveArgumentResolver(PoolChoice choice) implements SyncHandlerMethodArgumentResolver {

            @Override
            public boolean supportsParameter(MethodParameter parameter) {
                return isArena(parameter);
            }

            @Override
            public Object resolveArgumentValue(MethodParameter parameter, BindingContext bindingContext,
                    ServerWebExchange exchange) {
                throw new IllegalStateException(choice.explanation());
            }
        }
    }

    private static boolean isArena(MethodParameter parameter) {
        return parameter.getParameterType() == Arena.class
                || parameter.getParameterType() == java.lang.foreign.Arena.class;
    }

    /** Matches if there is no pool, or if none of several pools is primary. */
    static final class OnNoChoice extends NoneNestedConditions {

        OnNoChoice() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnSingleCandidate(ArenaPool.class)
        static class SinglePool {}
    }
}
