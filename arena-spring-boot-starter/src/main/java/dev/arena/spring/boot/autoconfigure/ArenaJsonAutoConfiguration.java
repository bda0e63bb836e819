package dev.arena.spring.boot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.json.ArenaJson;
import dev.arena.json.ArenaModule;
import dev.arena.spring.boot.http.RequestArenaModule;

/** {@link EnableAutoConfiguration Auto-configuration} for JSON in arena memory. */
@AutoConfiguration(after = ArenaAutoConfiguration.class)
@ConditionalOnClass(JacksonModule.class)
@ConditionalOnArenaEnabled
public final class ArenaJsonAutoConfiguration {

    ArenaJsonAutoConfiguration() {}

    /** The mapper is asked for later, as it may be made with the module below. */
    @Bean
    @ConditionalOnMissingBean
    ArenaJson arenaJson(ArenaProperties properties, ObjectProvider<JsonMapper> mapper) {
        return JsonConfigurer.configure(properties.json(), () -> mapper.getIfAvailable(JsonMapper::shared));
    }

    /** Boot gives it to every mapper that it configures. */
    @Bean
    @ConditionalOnMissingBean
    ArenaModule arenaJacksonModule(ArenaJson json) {
        return new RequestArenaModule(json);
    }
}
