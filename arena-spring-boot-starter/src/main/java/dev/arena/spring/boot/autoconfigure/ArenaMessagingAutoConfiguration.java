package dev.arena.spring.boot.autoconfigure;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.messaging.converter.AbstractMessageConverter;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.http.BodyCodec;
import dev.arena.spring.boot.messaging.ArenaMessageConverter;
import dev.arena.spring.boot.messaging.ArenaMessageHandlerMethodFactory;

/** {@link EnableAutoConfiguration Auto-configuration} for payloads of messages in arena memory. */
@AutoConfiguration(after = {ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class})
@ConditionalOnClass({AbstractMessageConverter.class, MediaType.class})
@ConditionalOnBean({ArenaJson.class, ArenaTemplate.class})
@ConditionalOnArenaEnabled
public final class ArenaMessagingAutoConfiguration {

    ArenaMessagingAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean
    ArenaMessageConverter arenaMessageConverter(ArenaJson json, ArenaContextHolder context) {
        return new ArenaMessageConverter(new BodyCodec(json), context);
    }

    @Bean
    @ConditionalOnMissingBean
    ArenaMessageHandlerMethodFactory arenaMessageHandlerMethodFactory(ArenaTemplate template,
            ArenaMessageConverter converter) {
        return new ArenaMessageHandlerMethodFactory(template, converter);
    }
}
