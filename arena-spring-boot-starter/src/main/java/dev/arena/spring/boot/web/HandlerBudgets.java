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

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

import dev.arena.spring.boot.ArenaBudget;

/**
 * The budgets of handler methods by {@link ArenaBudget}. Each method is inspected once.
 *
 * <p>Safe for use by any thread.
 */
final class HandlerBudgets {
    private final Parser parser;
    private final Map<Handler, HandlerBudget> budgets = new ConcurrentHashMap<>();

    /** A handler method and its class, because an inherited method may have another budget in each class. */
    private record Handler(Class<?> type, Method method) {}

    /** Parses annotations. */
    @FunctionalInterface
    interface Parser {

        /**
         * Creates the budget of an annotation.
         *
         * @param  handler                  the handler method
         * @param  route                    name of the route: that of the method, or of its class if the annotation is there
         * @param  said                     the annotation
         * @return                          the budget
         * @throws IllegalArgumentException if the annotation says no budget that can be used
         */
        HandlerBudget parse(HandlerMethod handler, String route, ArenaBudget said);
    }

    /**
     * Budgets that have yet to be looked for.
     *
     * @param parser makes budgets of annotations
     */
    HandlerBudgets(Parser parser) {
        this.parser = parser;
    }

    /**
     * How much the requests of a handler method may take.
     *
     * @param  method                   the method
     * @return                          the budget
     * @throws IllegalArgumentException if an annotation says no budget that can be used
     */
    HandlerBudget of(HandlerMethod method) {
        var handler = new Handler(method.getBeanType(), method.getMethod());
        HandlerBudget known = budgets.get(handler);
        if (known == null) {
            known = find(method);
            budgets.put(handler, known);
        }
        return known;
    }

    private HandlerBudget find(HandlerMethod method) {
        String type = method.getBeanType().getName();
        ArenaBudget said = method.getMethodAnnotation(ArenaBudget.class);
        if (said != null) {
            return parser.parse(method, type + "." + method.getMethod().getName(), said);
        }
        said = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), ArenaBudget.class);
        return said == null ? HandlerBudget.NONE : parser.parse(method, type, said);
    }
}
