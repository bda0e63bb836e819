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

package dev.arena.spring.boot.messaging;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.http.MediaType;
import org.springframework.messaging.converter.AbstractMessageConverter;

import dev.arena.json.ArenaJson;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.ArenaTemplate;
import dev.arena.spring.boot.autoconfigure.ArenaAutoConfiguration;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.http.BodyCodec;
import dev.arena.spring.boot.json.ArenaJsonAutoConfiguration;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for payloads of messages in arena memory.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = {ArenaAutoConfiguration.class, ArenaJsonAutoConfiguration.class})
@ConditionalOnClass({AbstractMessageConverter.class, MediaType.class})
@ConditionalOnBean({ArenaJson.class, ArenaTemplate.class})
@ConditionalOnArenaEnabled
public final class ArenaMessagingAutoConfiguration {

    ArenaMessagingAutoConfiguration() {}

    /** No default candidate, so that an application's own converter is the only candidate for injection points of its type. */
    @Bean(defaultCandidate = false)
    ArenaMessageConverter arenaMessageConverter(ArenaJson json, ArenaContextHolder context) {
        return new ArenaMessageConverter(new BodyCodec(json), context);
    }

    /** A fallback, so that an application's own factory is the candidate for injection points of its type. */
    @Bean
    @Fallback
    @ConditionalOnSingleCandidate(ArenaTemplate.class)
    ArenaMessageHandlerMethodFactory arenaMessageHandlerMethodFactory(ArenaTemplate template,
            @Qualifier("arenaMessageConverter") ArenaMessageConverter converter, ArenaContextHolder context) {
        return new ArenaMessageHandlerMethodFactory(template, converter, context);
    }
}
