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

import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

import dev.arena.ArenaStats;
import dev.arena.spring.boot.LearnedSizes;
import dev.arena.spring.boot.RequestScope;
import dev.arena.spring.boot.ScopeSettings;

/**
 * The reactive request for which an arena is opened. The settings of its handler are known when the exchange knows the
 * handler.
 */
final class ReactiveRequest implements RequestScope.Work {
    private final ServerWebExchange exchange;
    private final @Nullable LearnedSizes learned;
    private final RouteSettings settings;
    private final @Nullable HandlerBudgets budgets;

    /** Provides the budgets of the handler if the route sets none. */
    ReactiveRequest(ServerWebExchange exchange, @Nullable LearnedSizes learned, RouteSettings settings,
            HandlerBudgets handlers) {
        this.exchange = exchange;
        this.settings = settings;
        HandlerBudgets budgets = settings.budgetByHandler() || settings.partition() == null ? handlers : null;
        this.learned = learned;
        this.budgets = budgets;
    }

    @Override
    public RequestOwner owner() {
        return new RequestOwner(method(), exchange.getRequest().getPath().value());
    }

    @Override
    public ScopeSettings settings() {
        Object handler = handler();
        HandlerBudget budget = budgets != null && handler instanceof HandlerMethod method
                ? budgets.of(method)
                : HandlerBudget.NONE;
        return new ScopeSettings(settings.budgetByHandler() ? budget.byteBudget() : 0,
                settings.partition() == null ? budget.partition() : null, null, isLongLived(handler),
                learned == null ? 0 : learned.expectedBytes(method(), pattern()), budgets == null || handler != null);
    }

    private boolean isLongLived(@Nullable Object handler) {
        return (handler instanceof HandlerMethod method && StreamingHandlers.streams(method, exchange))
                || acceptsEvents()
                || (learned != null && learned.isLongLived(method(), pattern()));
    }

    private boolean acceptsEvents() {
        try {
            return exchange.getRequest().getHeaders().getAccept().stream()
                    .anyMatch(MediaType.TEXT_EVENT_STREAM::equalsTypeAndSubtype);
        } catch (InvalidMediaTypeException e) {
            return false; // Spring creates the response
        }
    }

    private @Nullable Object handler() {
        return exchange.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
    }

    void ended(ArenaStats stats, long nanosOpen) {
        if (learned != null) {
            learned.ended(method(), pattern(), stats, nanosOpen);
        }
    }

    private String method() {
        return exchange.getRequest().getMethod().name();
    }

    private @Nullable Object pattern() {
        return exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    }
}
