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

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.autoconfigure.PropertyRanges;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link ArenasHealthIndicator}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnBean(name = ArenaAutoConfiguration.POOL_CHOICE)
@ConditionalOnEnabledHealthIndicator("arenas")
@ConditionalOnArenaEnabled
public final class ArenaHealthAutoConfiguration {

    ArenaHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "arenasHealthIndicator")
    ArenasHealthIndicator arenasHealthIndicator(ConfigurableListableBeanFactory beans, ArenaProperties properties) {
        ArenaProperties.Health health = properties.getHealth();
        return new ArenasHealthIndicator(
                SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, ArenaPool.class, false, true),
                PropertyRanges.share("arena.health.threshold", health.getThreshold()),
                PropertyRanges.notNegative("arena.health.grace", health.getGrace(),
                        "a full pool is out of service at once"));
    }
}
