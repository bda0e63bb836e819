package dev.arena.spring.boot.autoconfigure;

import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.micrometer.metrics.MaximumAllowableTagsMeterFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.servlet.DispatcherServlet;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.metrics.ArenaMeters;
import dev.arena.spring.boot.metrics.ArenaPoolMetrics;
import dev.arena.spring.boot.metrics.ReactiveRequestArenaMetrics;
import dev.arena.spring.boot.metrics.RequestArenaMetrics;

/** {@link EnableAutoConfiguration Auto-configuration} for the meters of arenas. */
@AutoConfiguration(after = ArenaAutoConfiguration.class, before = {ArenaReactiveAutoConfiguration.class,
        ArenaServletAutoConfiguration.class}, afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean({ArenaPool.class, MeterRegistry.class})
@ConditionalOnArenaEnabled
@ConditionalOnBooleanProperty(name = "arena.metrics.enabled", matchIfMissing = true)
public final class ArenaMetricsAutoConfiguration {

    ArenaMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ArenaPoolMetrics arenaPoolMetrics(ConfigurableListableBeanFactory beans) {
        return new ArenaPoolMetrics(SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, ArenaPool.class));
    }

    /** What Spring Boot applies to the registries that it configures. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MaximumAllowableTagsMeterFilter.class)
    static class FilterConfiguration {

        /** Patterns come from the application, but an application can make up patterns, too. */
        @Bean
        @Order(0)
        MaximumAllowableTagsMeterFilter arenaUriTagsFilter(ArenaProperties properties) {
            long most = PropertyRanges.atLeastOne("arena.metrics.max-uri-tags", properties.metrics().maxUriTags());
            return new MaximumAllowableTagsMeterFilter(ArenaMeters.REQUEST_BYTES.getName(),
                    ArenaMeters.Key.URI.asString(), (int) most, "See arena.metrics.max-uri-tags");
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(DispatcherServlet.class)
    static class ServletConfiguration {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnSingleCandidate(ArenaPool.class)
        RequestArenaMetrics requestArenaMetrics(MeterRegistry registry, ArenaPool pool,
                ConfigurableListableBeanFactory beans) {
            return new RequestArenaMetrics(registry, beanName(pool, beans));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
    @ConditionalOnClass(DispatcherHandler.class)
    static class ReactiveConfiguration {

        @Bean
        @ConditionalOnMissingBean
        @ConditionalOnSingleCandidate(ArenaPool.class)
        ReactiveRequestArenaMetrics reactiveRequestArenaMetrics(MeterRegistry registry, ArenaPool pool,
                ConfigurableListableBeanFactory beans) {
            return new ReactiveRequestArenaMetrics(registry, beanName(pool, beans));
        }
    }

    private static String beanName(ArenaPool pool, ConfigurableListableBeanFactory beans) {
        Map<String, ArenaPool> pools = SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans,
                ArenaPool.class);
        return pools.keySet().stream().filter(key -> pool.equals(pools.get(key))).findFirst().orElseGet(pool::name);
    }
}
