package dev.arena.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.web.HandlerBudgets;
import dev.arena.spring.boot.web.LearnedRoutes;

/** What both kinds of web applications know of their routes. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    @ConditionalOnMissingBean
    HandlerBudgets arenaHandlerBudgets(ArenaProperties properties, ArenaPool pool) {
        return new HandlerBudgets(new RouteConfigurer(properties, pool)::byteBudget);
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "arena.web.learn-first-chunk", matchIfMissing = true)
    LearnedRoutes arenaLearnedRoutes(ArenaPool pool) {
        return new LearnedRoutes(pool);
    }
}
