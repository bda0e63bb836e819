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

import java.lang.reflect.Method;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.converter.CompositeMessageConverter;
import org.springframework.messaging.converter.GenericMessageConverter;
import org.springframework.messaging.handler.annotation.support.DefaultMessageHandlerMethodFactory;
import org.springframework.messaging.handler.invocation.InvocableHandlerMethod;

import dev.arena.ArenaOptions;
import dev.arena.Confinement;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.ArenaTemplate;

/**
 * Opens an arena for each call of a listener method. The arguments are decoded into this arena, which ends when the method
 * returns or throws. Register this factory with the registrar of Kafka, JMS or RabbitMQ listeners.
 *
 * <p>Spring sends the return value after the arena has ended, so the return value must not be in the arena.
 *
 * @since 0.1.0
 */
public final class ArenaMessageHandlerMethodFactory extends DefaultMessageHandlerMethodFactory {
    private final ArenaTemplate template;

    /**
     * A factory that converts payloads to arena types, and all others as Spring does.
     *
     * @param template  opens the arenas
     * @param converter reads payloads
     * @param context   provides the arena of the calling thread
     */
    ArenaMessageHandlerMethodFactory(ArenaTemplate template, ArenaMessageConverter converter,
            ArenaContextHolder context) {
        this.template = template;
        setCustomArgumentResolvers(List.of(new ArenaParameterResolver(context)));
        setMessageConverter(new CompositeMessageConverter(List.of(converter, new GenericMessageConverter())));
    }

    @Override
    public InvocableHandlerMethod createInvocableHandlerMethod(Object bean, Method method) {
        return new InArena(super.createInvocableHandlerMethod(bean, method), template);
    }

    private static final class InArena extends InvocableHandlerMethod {
        private final InvocableHandlerMethod handler;
        private final ArenaTemplate template;
        private final ArenaOptions options;

        InArena(InvocableHandlerMethod handler, ArenaTemplate template) {
            super(handler);
            this.handler = handler;
            this.template = template;
            this.options = ArenaOptions.defaults().withConfinement(Confinement.CONFINED)
                    .withOwner(handler.getBeanType().getSimpleName() + "." + handler.getMethod().getName());
        }

        @Override
        public @Nullable Object invoke(Message<?> message, @Nullable Object... providedArgs) throws Exception {
            return template.<@Nullable Object, Exception>execute(options, _ -> handler.invoke(message, providedArgs));
        }
    }
}
