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
 * Limits the memory of the requests that a method handles, or any method of a class. An annotation on the method takes precedence
 * over one on its class. Both are also found on what they override or implement, and as meta-annotations.
 *
 * <p>The limits hold as soon as the handler is known, which is before its arguments are resolved; what filters have allocated by
 * then counts. A {@code byte-budget} or {@code total-byte-budget} for the path under {@code arena.web.routes}, which operators set,
 * takes precedence. An application with a budget that cannot work, such as one beyond that of the pool, does not start.
 *
 * @since 0.1.0
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface ArenaBudget {

    /**
     * Limit for one request: of the chunks that its arena may hold, from the smallest chunk to the budget of the pool. A request
     * beyond it is answered with 413.
     *
     * @return a size such as {@code 512KB} or {@code 2MB}, or a placeholder for one; without unit, bytes; empty for
     *         {@code arena.byte-budget}
     */
    String value() default "";

    /**
     * Limit for all requests of the method together, or of all methods of the class if the annotation is there: of the chunks that
     * their arenas, and handles from these, may hold. A request beyond it is answered with 503. So these requests cannot take the
     * memory of others.
     *
     * @return a size such as {@code 64MB}, or a placeholder for one; without unit, bytes; empty for no such limit
     */
    String total() default "";
}
