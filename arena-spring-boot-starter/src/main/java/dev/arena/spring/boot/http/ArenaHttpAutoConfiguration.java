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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.autoconfigure.ConditionalOnRequestPool;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;
import dev.arena.spring.boot.web.ArenaServletAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for bodies of servlet requests and responses in arena memory.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = {ArenaServletAutoConfiguration.class,
        ArenaJsonAutoConfiguration.class}, afterName = ArenaHttpAutoConfiguration.SPRING_BOOT_WEB_MVC)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass({DispatcherServlet.class, ServerHttpMessageConvertersCustomizer.class})
@ConditionalOnRequestPool
@ConditionalOnArenaEnabled
public final class ArenaHttpAutoConfiguration {

    static final String SPRING_BOOT_WEB_MVC = "org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration";

    ArenaHttpAutoConfiguration() {}

    @Bean
    ServerHttpMessageConvertersCustomizer arenaHttpMessageConverters(ArenaContextHolder arenaContextHolder,
            ObjectProvider<ArenaJson> json) {
        return BodyConverters.of(arenaContextHolder, json)::addTo;
    }

    /** With {@code @EnableWebMvc}, Spring Boot does not apply customizers of converters. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    @ConditionalOnMissingBean(name = SPRING_BOOT_WEB_MVC, search = SearchStrategy.CURRENT)
    WebMvcConfigurer arenaHttpMessageConvertersWebMvcConfigurer(
            ServerHttpMessageConvertersCustomizer arenaHttpMessageConverters) {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                arenaHttpMessageConverters.customize(builder);
            }
        };
    }

    @Bean
    TextBodyAdvice arenaTextBodyAdvice() {
        return new TextBodyAdvice();
    }

    @Bean
    BodyExceptionHandler arenaBodyExceptionHandler() {
        return new BodyExceptionHandler(true); // Spring MVC itself omits a body that it cannot write
    }

    @Bean
    static TextReturnValues arenaTextReturnValues() {
        return new TextReturnValues();
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnBean(ArenaJson.class)
    static class JsonConfiguration implements WebMvcConfigurer {

        @Override
        public void extendHandlerExceptionResolvers(List<HandlerExceptionResolver> resolvers) {
            resolvers.addFirst(new ComponentExceptionResolver(resolvers));
        }

        @Bean
        HeapBodyAdvice arenaHeapBodyAdvice() {
            return new HeapBodyAdvice();
        }

        @Bean
        JsonViewAdvice arenaJsonViewAdvice() {
            return new JsonViewAdvice();
        }

        @Bean
        @ConditionalOnClass(name = "jakarta.validation.Validator")
        @ConditionalOnBean(name = "mvcValidator")
        RecordVecValidation arenaRecordVecValidation(
                @Qualifier("mvcValidator") ObjectProvider<org.springframework.validation.Validator> mvcValidator,
                ObjectProvider<Validator> validator) {
            return new RecordVecValidation(new RecordVecConstraints(mvcValidator, validator));
        }
    }
}
