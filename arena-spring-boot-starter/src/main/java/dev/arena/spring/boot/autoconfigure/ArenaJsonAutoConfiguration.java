package dev.arena.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JacksonModule;

import dev.arena.json.ArenaJson;
import dev.arena.json.ArenaModule;

/** {@link EnableAutoConfiguration Auto-configuration} for JSON in arena memory. */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnClass(JacksonModule.class)
@ConditionalOnBooleanProperty(name = "arena.enabled", matchIfMissing = true)
public final class ArenaJsonAutoConfiguration {

    ArenaJsonAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ArenaJson arenaJson(ArenaProperties properties) {
        return JsonConfigurer.configure(properties.json());
    }

    /** Boot gives it to every mapper that it configures. */
    @Bean
    @ConditionalOnMissingBean
    ArenaModule arenaJacksonModule(ArenaJson json) {
        return new ArenaModule(json);
    }
}
