package dev.arena.spring.boot.autoconfigure;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.servlet.DispatcherServlet;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.metrics.ReactiveRequestArenaObservations;
import dev.arena.spring.boot.metrics.RequestArenaObservations;

/** {@link EnableAutoConfiguration Auto-configuration} for what observations of requests tell of their arenas. */
@AutoConfiguration(after = ArenaAutoConfiguration.class, before = ArenaServletAutoConfiguration.class, afterName = "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@ConditionalOnClass(ObservationRegistry.class)
@ConditionalOnBean({ArenaPool.class, ObservationRegistry.class})
@ConditionalOnArenaEnabled
@ConditionalOnBooleanProperty(name = "arena.observations.enabled", matchIfMissing = true)
public final class ArenaObservationAutoConfiguration {

    ArenaObservationAutoConfiguration() {}

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(DispatcherServlet.class)
    static class ServletConfiguration {

        @Bean
        @ConditionalOnMissingBean
        RequestArenaObservations requestArenaObservations(ArenaProperties properties) {
            return new RequestArenaObservations(properties.observations().includeSize());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(DispatcherHandler.class)
    static class ReactiveConfiguration {

        @Bean
        @ConditionalOnMissingBean
        ReactiveRequestArenaObservations reactiveRequestArenaObservations(ArenaProperties properties) {
            return new ReactiveRequestArenaObservations(properties.observations().includeSize());
        }
    }
}
