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

package dev.arena.spring.boot.web;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

import dev.arena.spring.boot.ArenaBudget;

/**
 * Applies the settings of a handler to the arena of its request, before the handler's arguments are resolved: the
 * confinement, because other threads use and end the arena of an asynchronous handler, and {@link ArenaBudget}. For handlers
 * that are not methods, the settings of the filter remain.
 */
final class ArenaHandlerInterceptor implements HandlerInterceptor {
    private final HandlerBudgets budgets;
    private final Map<Handler, HandlerKind> kinds = new ConcurrentHashMap<>();

    /** A handler method and its class, because an inherited method may have another return type in each class. */
    private record Handler(Class<?> type, Method method) {}

    /**
     * Creates an interceptor.
     *
     * @param budgets budgets of handlers
     */
    ArenaHandlerInterceptor(HandlerBudgets budgets) {
        this.budgets = budgets;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        RequestArena arena = RequestArena.of(request);
        if (arena != null) {
            arena.patternFound(request);
            if (handler instanceof HandlerMethod method) {
                arena.handlerFound(kind(method));
            }
        }
        return true;
    }

    private HandlerKind kind(HandlerMethod method) {
        var handler = new Handler(method.getBeanType(), method.getMethod());
        HandlerKind known = kinds.get(handler); // computeIfAbsent can lock even if the key exists
        if (known == null) {
            known = new HandlerKind(
                    AsynchronousReturnTypes.mayBeAsynchronous(method.getReturnType())
                            || AsynchronousReturnTypes.mayForward(method),
                    AsynchronousReturnTypes.streams(method.getReturnType()), budgets.of(method));
            kinds.put(handler, known);
        }
        return known;
    }
}
