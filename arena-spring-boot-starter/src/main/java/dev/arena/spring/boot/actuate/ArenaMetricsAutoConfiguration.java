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

import java.util.Map;

import jakarta.servlet.DispatcherType;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.SimpleAutowireCandidateResolver;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.micrometer.metrics.MaximumAllowableTagsMeterFilter;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.DispatcherServlet;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ArenaProperties;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.autoconfigure.ConditionalOnRequestPool;
import dev.arena.spring.boot.autoconfigure.PropertyRanges;
import dev.arena.spring.boot.web.ArenaServletAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for the meters of arenas.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaAutoConfiguration.class, before = ArenaServletAutoConfiguration.class, afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(value = MeterRegistry.class, name = ArenaAutoConfiguration.POOL_CHOICE)
@ConditionalOnArenaEnabled
@ConditionalOnBooleanProperty(name = "arena.metrics.enabled", matchIfMissing = true)
public final class ArenaMetricsAutoConfiguration {

    private static final String TAGS_FILTER = "org.springframework.boot.micrometer.metrics.MaximumAllowableTagsMeterFilter";

    ArenaMetricsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(name = "arenaPoolMetrics")
    ArenaPoolMetrics arenaPoolMetrics(ConfigurableListableBeanFactory beans) {
        return new ArenaPoolMetrics(pools(beans));
    }

    /** Patterns come from the application, but an application can make up patterns, too. */
    @Bean
    @Order(0)
    @ConditionalOnClass(name = TAGS_FILTER)
    MeterFilter arenaUriTagsFilter(ArenaProperties properties) {
        return uriTagsFilter(ArenaMeters.REQUEST_BYTES, properties);
    }

    @Bean
    @Order(0)
    @ConditionalOnClass(name = TAGS_FILTER)
    @ConditionalOnBooleanProperty("arena.metrics.request-heap")
    MeterFilter arenaHeapUriTagsFilter(ArenaProperties properties) {
        return uriTagsFilter(ArenaMeters.REQUEST_HEAP, properties);
    }

    private static MeterFilter uriTagsFilter(ArenaMeters meter, ArenaProperties properties) {
        long most = PropertyRanges.atLeastOne("arena.metrics.max-uri-tags", properties.getMetrics().getMaxUriTags());
        return new MaximumAllowableTagsMeterFilter(meter.getName(), ArenaMeters.Key.URI.asString(), (int) most,
                "See arena.metrics.max-uri-tags");
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(DispatcherServlet.class)
    @ConditionalOnRequestPool
    static class ServletConfiguration {

        @Bean
        @ConditionalOnMissingBean(name = "requestArenaMetrics")
        RequestArenaMetrics requestArenaMetrics(MeterRegistry registry, ArenaPool arenaPool,
                ConfigurableListableBeanFactory beans) {
            return new RequestArenaMetrics(registry, beanName(arenaPool, beans));
        }

        @Bean
        @ConditionalOnBooleanProperty("arena.metrics.request-heap")
        RequestHeap arenaRequestHeap(ArenaPool pool) {
            return new RequestHeap(pool);
        }

        @Bean
        @ConditionalOnBooleanProperty("arena.metrics.request-heap")
        RequestHeapMetrics arenaRequestHeapMetrics(MeterRegistry registry, RequestHeap heap,
                ConfigurableListableBeanFactory beans) {
            return new RequestHeapMetrics(registry, beanName(heap.pool(), beans), heap);
        }

        /** Precedes the filter of the arenas, so that the measurement includes the cost of arenas. */
        @Bean
        @ConditionalOnBooleanProperty("arena.metrics.request-heap")
        FilterRegistrationBean<RequestHeapFilter> arenaRequestHeapFilter(RequestHeapMetrics metrics) {
            var registration = new FilterRegistrationBean<>(new RequestHeapFilter(metrics));
            registration.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
            registration.setAsyncSupported(true);
            registration.setOrder(ArenaProperties.Web.FILTER_ORDER - 1);
            return registration;
        }
    }

    static String beanName(ArenaPool pool, ConfigurableListableBeanFactory beans) {
        Map<String, ArenaPool> pools = pools(beans);
        return pools.keySet().stream().filter(key -> pool.equals(pools.get(key))).findFirst().orElseGet(pool::name);
    }

    /** A pool of another scope than singleton has no meters: listing it would create a pool that nobody closes. */
    private static Map<String, ArenaPool> pools(ConfigurableListableBeanFactory beans) {
        return SimpleAutowireCandidateResolver.resolveAutowireCandidates(beans, ArenaPool.class, false, true);
    }
}
