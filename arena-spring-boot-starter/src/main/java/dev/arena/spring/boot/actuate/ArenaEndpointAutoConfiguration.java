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

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.context.annotation.Bean;

import dev.arena.ArenaPool;
import dev.arena.PoolListener;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the {@link ArenasEndpoint}.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(ArenasEndpoint.class)
@ConditionalOnBean(name = ArenaAutoConfiguration.POOL_CHOICE)
@ConditionalOnArenaEnabled
public final class ArenaEndpointAutoConfiguration {

    ArenaEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "arenasEndpoint")
    ArenasEndpoint arenasEndpoint(ConfigurableListableBeanFactory beans, ObjectProvider<ArenaEvents> events,
            ObjectProvider<LearnedSizes> learned, ObjectProvider<RequestHeap> heap) {
        return new ArenasEndpoint(
                SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, ArenaPool.class, false, true),
                events.stream().toList(), learned.stream().toList(), heap.stream().toList());
    }

    /** The auto-configured pool takes every {@link PoolListener} bean of its own context as its listener. */
    @Bean
    @ConditionalOnMissingBean(name = "arenaPoolEvents")
    @ConditionalOnBean(name = ArenaAutoConfiguration.POOL, search = SearchStrategy.CURRENT)
    ArenaEvents arenaPoolEvents() {
        return new ArenaEvents(ArenaAutoConfiguration.POOL);
    }
}
