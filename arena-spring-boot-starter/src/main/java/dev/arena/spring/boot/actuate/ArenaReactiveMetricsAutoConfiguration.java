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

package dev.arena.spring.boot.actuate;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.web.reactive.DispatcherHandler;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.autoconfigure.ConditionalOnRequestPool;
import dev.arena.spring.boot.web.ArenaReactiveAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of requests in reactive applications.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaMetricsAutoConfiguration.class, before = ArenaReactiveAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({DispatcherHandler.class, MeterRegistry.class})
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnRequestPool
@ConditionalOnArenaEnabled
@ConditionalOnBooleanProperty(name = "arena.metrics.enabled", matchIfMissing = true)
public final class ArenaReactiveMetricsAutoConfiguration {

    ArenaReactiveMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "reactiveRequestArenaMetrics")
    ReactiveRequestArenaMetrics reactiveRequestArenaMetrics(MeterRegistry registry, ArenaPool arenaPool,
            ConfigurableListableBeanFactory beans) {
        return new ReactiveRequestArenaMetrics(registry, ArenaMetricsAutoConfiguration.beanName(arenaPool, beans));
    }
}
