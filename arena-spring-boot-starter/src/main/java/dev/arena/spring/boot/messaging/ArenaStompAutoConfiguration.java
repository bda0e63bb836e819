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

import java.util.List;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.messaging.converter.MessageConverter;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;
import org.springframework.messaging.simp.config.ChannelRegistration;
import org.springframework.web.socket.config.annotation.DelegatingWebSocketMessageBrokerConfiguration;
import org.springframework.web.socket.config.annotation.WebSocketMessageBrokerConfigurer;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.autoconfigure.ConditionalOnArenaEnabled;
import dev.arena.spring.boot.autoconfigure.ConditionalOnRequestPool;

/**
 * {@link EnableAutoConfiguration Auto-configuration} for an arena for each STOMP message.
 *
 * @since 0.1.0
 */
@AutoConfiguration(after = ArenaMessagingAutoConfiguration.class)
@ConditionalOnClass(WebSocketMessageBrokerConfigurer.class)
@ConditionalOnBean(value = DelegatingWebSocketMessageBrokerConfiguration.class, name = "arenaMessageConverter")
@ConditionalOnRequestPool
@ConditionalOnArenaEnabled
public final class ArenaStompAutoConfiguration {

    ArenaStompAutoConfiguration() {}

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    WebSocketMessageBrokerConfigurer arenaStompConfigurer(
            @Qualifier("arenaMessageConverter") ArenaMessageConverter converter, ArenaContextHolder context,
            ArenaPool pool) {
        return new WebSocketMessageBrokerConfigurer() {
            @Override
            public void configureClientInboundChannel(ChannelRegistration registration) {
                registration.interceptors(new ArenaChannelInterceptor(context, pool));
            }

            @Override
            public boolean configureMessageConverters(List<MessageConverter> converters) {
                converters.add(converter);
                return true;
            }

            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new ArenaParameterResolver(context));
            }
        };
    }
}
