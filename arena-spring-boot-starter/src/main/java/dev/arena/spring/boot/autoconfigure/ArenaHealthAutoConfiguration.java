package dev.arena.spring.boot.autoconfigure;

import java.time.Duration;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.actuate.ArenasHealthIndicator;

/** {@link EnableAutoConfiguration Auto-configuration} for the {@link ArenasHealthIndicator}, which must be enabled. */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnBean(ArenaPool.class)
@ConditionalOnBooleanProperty("management.health.arenas.enabled")
@ConditionalOnBooleanProperty(name = "arena.enabled", matchIfMissing = true)
public final class ArenaHealthAutoConfiguration {

    ArenaHealthAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ArenasHealthIndicator arenasHealthIndicator(ListableBeanFactory beans, ArenaProperties properties) {
        ArenaProperties.Health health = properties.health();
        double threshold = PoolConfigurer.share("arena.health.threshold", health.threshold());
        Duration grace = PoolConfigurer.notNegative("arena.health.grace", health.grace(),
                "Set a duration such as 10s, or 0 for none");
        return new ArenasHealthIndicator(BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, ArenaPool.class),
                threshold, grace);
    }
}
