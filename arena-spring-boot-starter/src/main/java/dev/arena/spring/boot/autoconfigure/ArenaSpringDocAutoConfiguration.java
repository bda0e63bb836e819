package dev.arena.spring.boot.autoconfigure;

import io.swagger.v3.core.converter.ModelConverter;
import org.springdoc.core.customizers.ParameterCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

import dev.arena.spring.boot.springdoc.ArenaModelConverter;
import dev.arena.spring.boot.springdoc.ArenaParameterCustomizer;

/** {@link EnableAutoConfiguration Auto-configuration} for descriptions of arena types by springdoc. */
@AutoConfiguration(beforeName = "org.springdoc.core.configuration.SpringDocConfiguration")
@ConditionalOnWebApplication
@ConditionalOnClass({ModelConverter.class, ParameterCustomizer.class})
@ConditionalOnBooleanProperty(name = "springdoc.api-docs.enabled", matchIfMissing = true)
@ConditionalOnArenaEnabled
public final class ArenaSpringDocAutoConfiguration {

    ArenaSpringDocAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ArenaModelConverter arenaModelConverter() {
        return new ArenaModelConverter();
    }

    @Bean
    @ConditionalOnMissingBean
    ArenaParameterCustomizer arenaParameterCustomizer() {
        return new ArenaParameterCustomizer();
    }
}
