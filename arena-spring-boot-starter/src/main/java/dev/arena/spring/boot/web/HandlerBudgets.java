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
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.method.HandlerMethod;

import dev.arena.spring.boot.ArenaBudget;

/**
 * The budgets of handler methods by {@link ArenaBudget}. Each method is inspected once. A budget that cannot work should not
 * wait for the first request, so all methods are inspected when the application starts.
 *
 * <p>Safe for use by any thread.
 */
final class HandlerBudgets implements SmartInitializingSingleton {
    private final Parser parser;
    private final Supplier<Stream<HandlerMethod>> handlers;
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
         * @param  annotation               the annotation
         * @return                          the budget
         * @throws IllegalStateException    if the annotation sets no valid budget
         */
        HandlerBudget parse(HandlerMethod handler, String route, ArenaBudget annotation);
    }

    /**
     * Creates an instance that has inspected no method.
     *
     * @param parser   creates budgets from annotations
     * @param handlers supplies the handler methods of the application
     */
    HandlerBudgets(Parser parser, Supplier<Stream<HandlerMethod>> handlers) {
        this.parser = parser;
        this.handlers = handlers;
    }

    @Override
    public void afterSingletonsInstantiated() {
        handlers.get().forEach(this::of);
    }

    /**
     * Returns the budget of a handler method.
     *
     * @param  method                   the method
     * @return                          the budget
     * @throws IllegalStateException    if an annotation sets no valid budget
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

    /** The name of the method, with the types of its parameters if the name alone is ambiguous. */
    private static String name(HandlerMethod method) {
        String name = method.getMethod().getName();
        long overloads = Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(method.getBeanType()))
                .filter(it -> it.getName().equals(name) && !it.isBridge()).count();
        return overloads <= 1
                ? name
                : Arrays.stream(method.getMethod().getParameterTypes()).map(Class::getSimpleName)
                        .collect(Collectors.joining(",", name + "(", ")"));
    }

    private HandlerBudget find(HandlerMethod method) {
        String type = method.getBeanType().getName();
        ArenaBudget annotation = method.getMethodAnnotation(ArenaBudget.class);
        if (annotation != null) {
            return parser.parse(method, type + "." + name(method), annotation);
        }
        annotation = AnnotatedElementUtils.findMergedAnnotation(method.getBeanType(), ArenaBudget.class);
        return annotation == null ? HandlerBudget.NONE : parser.parse(method, type, annotation);
    }
}
