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

import java.util.ArrayList;
import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;
import org.springframework.util.ClassUtils;

import dev.arena.Arena;
import dev.arena.ArenaBuilder;
import dev.arena.ArenaPool;
import dev.arena.PoolListener;
import dev.arena.spring.boot.ArenaBuilderCustomizer;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.LearnedSizes;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for a pool of arenas and the injected arena.
 *
 * <p>Here and for beans of servlet applications, a parameter is named after its bean. Spring then takes the bean without inspecting
 * all others, which shortens the start.
 *
 * @since 0.1.0
 */
@AutoConfiguration
@ConditionalOnArenaEnabled
@EnableConfigurationProperties(ArenaProperties.class)
public final class ArenaAutoConfiguration {

    /** Name of the bean of the pool. */
    public static final String POOL = "arenaPool";

    /**
     * Name of a bean that exists wherever this auto-configuration applies, so that there is at least one pool. Conditions on a name
     * replace conditions on types here, because a condition on a type inspects every bean while the application starts.
     */
    public static final String POOL_CHOICE = "arenaPoolChoice";

    static final String REQUEST_POOL = "arenaRequestPool";

    ArenaAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ArenaPool arenaPool(ArenaProperties properties, ApplicationContext context,
            ObjectProvider<PoolListener> listeners, ObjectProvider<ArenaBuilderCustomizer> customizers) {
        ArenaBuilder builder = Arena.builder().name(POOL);
        new PoolConfigurer(properties, new SoftLimitPublisher(context)).configure(builder);
        List<PoolListener> all = new ArrayList<>(listeners.orderedStream().toList());
        all.add(new RefusalLog());
        if (ClassUtils.isPresent("org.slf4j.MDC", context.getClassLoader())) {
            all.add(new LoggedTraceId());
        }
        builder.listener(new PoolListeners(all));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.buildPool();
    }

    /** Eager even where beans are lazy, so that the lines about the pools are in the log of every start. */
    @Bean(POOL_CHOICE)
    PoolChoice arenaPoolChoice(ConfigurableListableBeanFactory beans) {
        return new PoolChoice(beans);
    }

    @Bean(REQUEST_POOL)
    @ConditionalOnSingleCandidate(ArenaPool.class)
    RequestPool arenaRequestPool() {
        return new RequestPool();
    }

    @Bean
    @ConditionalOnMissingBean
    ArenaContextHolder arenaContextHolder(PoolChoice arenaPoolChoice) {
        return new ArenaContextHolder(arenaPoolChoice::explanation);
    }

    /**
     * A fallback, so that an application's own bean of type {@link java.lang.foreign.Arena} is the candidate for injection points
     * of that type.
     */
    @Bean(destroyMethod = "release")
    @Lazy
    @Fallback
    @ConditionalOnMissingBean(value = Arena.class, name = "arena")
    Arena arena(ArenaContextHolder arenaContextHolder) {
        return arenaContextHolder.injectedArena();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnRequestPool
    @ConditionalOnBooleanProperty(name = "arena.web.learn-first-chunk", matchIfMissing = true)
    LearnedSizes arenaLearnedSizes(ArenaPool arenaPool) {
        return new LearnedSizes(arenaPool);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnRequestPool
    ArenaTemplate arenaTemplate(ArenaPool arenaPool, ArenaContextHolder arenaContextHolder,
            ObjectProvider<LearnedSizes> learned) {
        return new ArenaTemplate(arenaPool, arenaContextHolder, learned.getIfAvailable());
    }

    @Bean
    static WithArenaPostProcessor withArenaPostProcessor(ObjectProvider<ArenaTemplate> template,
            ObjectProvider<PoolChoice> choice) {
        return new WithArenaPostProcessor(() -> template.getIfAvailable(() -> {
            throw choice.getObject().missingTemplate();
        }));
    }
}
