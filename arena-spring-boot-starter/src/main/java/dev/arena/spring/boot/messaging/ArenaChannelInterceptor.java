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

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.annotation.support.SimpAnnotationMethodMessageHandler;
import org.springframework.messaging.support.ExecutorChannelInterceptor;

import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.Confinement;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;

/**
 * Provides each message to an annotated method with an arena, which ends when the method has returned and its return value has
 * been encoded. The arena is opened at its first use.
 *
 * <p>Safe for use by any thread.
 */
final class ArenaChannelInterceptor implements ExecutorChannelInterceptor {
    private static final ThreadLocal<@Nullable Entered> ENTERED = new ThreadLocal<>();

    private final ArenaContextHolder context;
    private final ArenaPool pool;

    /** The message that a thread handles. A thread that sends messages to itself handles several. */
    private record Entered(RequestScope scope, @Nullable RequestScope previous, @Nullable Entered outer) {}

    ArenaChannelInterceptor(ArenaContextHolder context, ArenaPool pool) {
        this.context = context;
        this.pool = pool;
    }

    @Override
    public Message<?> beforeHandle(Message<?> message, MessageChannel channel, MessageHandler handler) {
        if (handler instanceof SimpAnnotationMethodMessageHandler) {
            var options = ArenaOptions.defaults().withConfinement(Confinement.CONFINED)
                    .withOwner("message to " + SimpMessageHeaderAccessor.getDestination(message.getHeaders()));
            var scope = new RequestScope(context, pool, options);
            ENTERED.set(new Entered(scope, ArenaContextHolder.set(scope), ENTERED.get()));
        }
        return message;
    }

    @Override
    public void afterMessageHandled(Message<?> message, MessageChannel channel, MessageHandler handler,
            @Nullable Exception failure) {
        Entered current = ENTERED.get();
        if (current != null && handler instanceof SimpAnnotationMethodMessageHandler) {
            if (current.outer() == null) {
                ENTERED.remove();
            } else {
                ENTERED.set(current.outer());
            }
            ArenaContextHolder.set(current.previous());
            current.scope().end();
        }
    }
}
