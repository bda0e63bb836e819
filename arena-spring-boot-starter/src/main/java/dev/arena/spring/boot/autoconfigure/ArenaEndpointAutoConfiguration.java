package dev.arena.spring.boot.autoconfigure;

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
import dev.arena.spring.boot.RequestHeap;
import dev.arena.spring.boot.actuate.ArenaEvents;
import dev.arena.spring.boot.actuate.ArenasEndpoint;

/** {@link EnableAutoConfiguration Auto-configuration} for the {@link ArenasEndpoint}. */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnAvailableEndpoint(ArenasEndpoint.class)
@ConditionalOnBean(ArenaPool.class)
@ConditionalOnArenaEnabled
public final class ArenaEndpointAutoConfiguration {

    ArenaEndpointAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ArenasEndpoint arenasEndpoint(ConfigurableListableBeanFactory beans, ObjectProvider<ArenaEvents> events,
            ObjectProvider<LearnedSizes> learned, ObjectProvider<RequestHeap> heap) {
        return new ArenasEndpoint(
                SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, ArenaPool.class),
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
