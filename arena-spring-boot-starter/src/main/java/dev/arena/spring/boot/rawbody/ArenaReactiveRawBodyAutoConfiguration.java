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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.codec.ServerCodecConfigurer;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.reactive.result.method.annotation.ArgumentResolverConfigurer;

import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.autoconfigure.ConditionalOnRequestPool;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for bodies of requests that can be read more than once in reactive
 * applications.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass(DispatcherHandler.class)
@ConditionalOnRequestPool
@ConditionalOnArenaEnabled
public final class ArenaReactiveRawBodyAutoConfiguration {

    ArenaReactiveRawBodyAutoConfiguration() {}

    @Bean
    @Conditional(OnCacheBodyCondition.class)
    RawBodyWebFilter arenaRawBodyWebFilter(ArenaProperties properties,
            ObjectProvider<ServerCodecConfigurer> codecs) {
        return new RawBodyWebFilter(RawBodyPaths.of(properties),
                () -> codecs.getIfAvailable(ServerCodecConfigurer::create).getReaders(),
                ArenaRawBodyAutoConfiguration.FILTER_ORDER);
    }

    @Configuration(proxyBeanMethods = false)
    static class ArgumentConfiguration implements WebFluxConfigurer {

        @Override
        public void configureArgumentResolvers(ArgumentResolverConfigurer configurer) {
            configurer.addCustomResolver(new ReactiveRawBodyArgumentResolver());
        }
    }
}
