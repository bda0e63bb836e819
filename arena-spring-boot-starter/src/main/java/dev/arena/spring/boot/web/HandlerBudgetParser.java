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

import java.util.OptionalLong;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.web.method.HandlerMethod;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.ArenaBudget;
import dev.arena.spring.boot.autoconfigure.ByteBudgetResolver;

/** Parses {@link ArenaBudget} annotations of handlers. */
final class HandlerBudgetParser implements HandlerBudgets.Parser {
    private final ArenaPool pool;
    private final ByteBudgetResolver budgets;

    HandlerBudgetParser(ArenaPool pool, ConfigurableBeanFactory beans) {
        this.pool = pool;
        this.budgets = new ByteBudgetResolver(new EmbeddedValueResolver(beans), pool::settings);
    }

    @Override
    public HandlerBudget parse(HandlerMethod handler, String route, ArenaBudget annotation) {
        String place = "@ArenaBudget of " + handler.getShortLogMessage() + ": ";
        OptionalLong byteBudget = budgets.resolve(place + "value", annotation.value());
        OptionalLong total = budgets.resolve(place + "total", annotation.total());
        if (byteBudget.isEmpty() && total.isEmpty()) {
            throw ByteBudgetResolver.invalid(
                    place + "it sets no limit. Set value to a size such as 2MB, or set total, or both");
        }
        if (byteBudget.isPresent() && total.isPresent() && byteBudget.getAsLong() > total.getAsLong()) {
            throw ByteBudgetResolver.invalid(place + "value is '" + annotation.value()
                    + "', but must not be more than the total, which is '" + annotation.total() + "'");
        }
        return new HandlerBudget(byteBudget.orElse(0),
                total.isEmpty() ? null : RouteConfigurer.partition(pool, route, total.getAsLong()));
    }
}
