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

package dev.arena.spring.boot.rawbody;

import java.util.List;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.MultipartConfigElement;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.autoconfigure.ConditionalOnRequestPool;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for bodies of servlet requests that can be read more than once.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnRequestPool
@ConditionalOnArenaEnabled
public final class ArenaRawBodyAutoConfiguration {

    /** Follows the filter of the arenas, and precedes filters of the application, some of which read bodies. */
    static final int FILTER_ORDER = ArenaProperties.Web.FILTER_ORDER + 1;

    ArenaRawBodyAutoConfiguration() {}

    @Bean
    @Conditional(OnCacheBodyCondition.class)
    FilterRegistrationBean<RawBodyFilter> arenaRawBodyFilter(ArenaContextHolder context,
            ArenaProperties properties, ObjectProvider<MultipartConfigElement> multipart) {
        var registration = new FilterRegistrationBean<>(
                new RawBodyFilter(context, RawBodyPaths.of(properties), multipart.getIfAvailable()));
        registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC, DispatcherType.ERROR);
        registration.setAsyncSupported(true);
        registration.setOrder(FILTER_ORDER);
        return registration;
    }

    @Configuration(proxyBeanMethods = false)
    static class ArgumentConfiguration implements WebMvcConfigurer {

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(new RawBodyArgumentResolver());
        }
    }
}
