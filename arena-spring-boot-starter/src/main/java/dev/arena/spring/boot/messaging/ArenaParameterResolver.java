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

import org.springframework.core.MethodParameter;
import org.springframework.messaging.Message;
import org.springframework.messaging.handler.invocation.HandlerMethodArgumentResolver;

import dev.arena.Arena;
import dev.arena.spring.boot.ArenaContextHolder;
import dev.arena.spring.boot.RequestScope;

/** Resolves parameters of type {@link Arena} or {@link java.lang.foreign.Arena} to the arena of the message. */
final class ArenaParameterResolver implements HandlerMethodArgumentResolver {
    private final ArenaContextHolder context;

    ArenaParameterResolver(ArenaContextHolder context) {
        this.context = context;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Arena.class
                || parameter.getParameterType() == java.lang.foreign.Arena.class;
    }

    @Override
    public Arena resolveArgument(MethodParameter parameter, Message<?> message) {
        RequestScope scope = context.scope();
        return scope == null ? context.injectedArena() : scope.injectedArena();
    }
}
