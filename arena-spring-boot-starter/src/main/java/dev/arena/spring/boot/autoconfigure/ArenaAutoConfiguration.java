package dev.arena.spring.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

import dev.arena.Arena;
import dev.arena.ArenaBuilder;
import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaBuilderCustomizer;
import dev.arena.spring.boot.ArenaContext;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.CurrentArena;

/** {@link EnableAutoConfiguration Auto-configuration} for a pool of arenas and the injected arena. */
@AutoConfiguration
@ConditionalOnBooleanProperty(name = "arena.enabled", matchIfMissing = true)
@EnableConfigurationProperties(ArenaProperties.class)
public final class ArenaAutoConfiguration {

    ArenaAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ArenaPool arenaPool(ArenaProperties properties, ObjectProvider<ArenaBuilderCustomizer> customizers) {
        ArenaBuilder builder = Arena.builder().name("arenaPool");
        new PoolConfigurer(properties).configure(builder);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.buildPool();
    }

    @Bean
    @ConditionalOnMissingBean
    ArenaContext arenaContext() {
        return new ArenaContext();
    }

    @Bean(destroyMethod = "")
    @ConditionalOnMissingBean
    Arena arena(ArenaContext context) {
        return new CurrentArena(context);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnSingleCandidate(ArenaPool.class)
    ArenaTemplate arenaTemplate(ArenaPool pool, ArenaContext context) {
        return new ArenaTemplate(pool, context);
    }
}
