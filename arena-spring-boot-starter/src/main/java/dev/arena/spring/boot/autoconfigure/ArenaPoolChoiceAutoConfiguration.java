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

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

import dev.arena.Arena;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for servlet applications with several pools, none of which is primary. Handlers
 * with a parameter of type {@link Arena} fail with a message that explains how to select a pool.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@ConditionalOnClass(DispatcherServlet.class)
@ConditionalOnArenaEnabled
@ConditionalOnBean(name = ArenaAutoConfiguration.POOL_CHOICE)
@ConditionalOnMissingBean(name = ArenaAutoConfiguration.REQUEST_POOL, search = SearchStrategy.CURRENT)
public final class ArenaPoolChoiceAutoConfiguration {

    ArenaPoolChoiceAutoConfiguration() {}

    @Bean
    WebMvcConfigurer arenaPoolChoiceWebMvcConfigurer(PoolChoice choice) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new PoolChoiceArgumentResolver(choice));
            }
        };
    }
}
