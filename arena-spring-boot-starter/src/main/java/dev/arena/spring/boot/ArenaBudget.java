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

package dev.arena.spring.boot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits the memory of the requests that a handler method handles, or all methods of a class. An annotation on the method
 * takes precedence over one on its class. The starter also finds annotations on overridden and implemented methods, and
 * meta-annotations.
 *
 * <p>The limits apply as soon as the handler is known, which is before its arguments are resolved. Memory that filters have
 * allocated before counts, too. A {@code byte-budget} or {@code total-byte-budget} for the path in {@code arena.web.routes}
 * takes precedence. If a budget is invalid, for example because it is larger than that of the pool, the application fails to
 * start.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ArenaBudget {

    /**
     * Limits the chunks that the arena of one request may hold, from the smallest chunk to the budget of the pool. The
     * response to a request beyond this limit is 413.
     *
     * @return a size such as {@code 512KB} or {@code 2MB}, or a placeholder for one; without unit, bytes; empty for
     *         {@code arena.byte-budget}
     */
    String value() default "";

    /**
     * Limits the chunks that the arenas of all requests of the method, or of all methods of the class, and handles from these
     * arenas may hold together. The response to a request beyond this limit is 503. These requests therefore cannot take the
     * memory of others.
     *
     * @return a size such as {@code 64MB}, or a placeholder for one; without unit, bytes; empty for no such limit
     */
    String total() default "";
}
