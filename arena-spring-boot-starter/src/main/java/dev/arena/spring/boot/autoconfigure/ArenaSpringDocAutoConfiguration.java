package dev.arena.spring.boot.autoconfigure;

import io.swagger.v3.core.converter.ModelConverter;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;

import dev.arena.Arena;
import dev.arena.spring.boot.springdoc.ArenaModelConverter;

/** {@link EnableAutoConfiguration Auto-configuration} for descriptions of arena types by springdoc. */
@AutoConfiguration(beforeName = "org.springdoc.core.configuration.SpringDocConfiguration")
@ConditionalOnWebApplication
@ConditionalOnClass({ModelConverter.class, SpringDocUtils.class})
@ConditionalOnBooleanProperty(name = "arena.enabled", matchIfMissing = true)
public final class ArenaSpringDocAutoConfiguration {

    ArenaSpringDocAutoConfiguration() {}

    /** The arena of a handler's parameter comes with the request, and not from the client. */
    @Bean
    @ConditionalOnMissingBean
    ArenaModelConverter arenaModelConverter() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Arena.class, java.lang.foreign.Arena.class);
        return new ArenaModelConverter();
    }
}
