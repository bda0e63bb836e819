package dev.arena.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.web.HandlerBudgets;

/** What both kinds of web applications know of their routes. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    @Bean
    @ConditionalOnMissingBean
    HandlerBudgets arenaHandlerBudgets(ArenaProperties properties, ArenaPool pool) {
        return new HandlerBudgets(new RouteConfigurer(properties, pool)::budget);
    }
}
