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
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import dev.arena.Arena;
import dev.arena.Confinement;

/**
 * Opens an arena for each call of a bean's method, and closes it when the method returns or throws, like
 * {@link ArenaTemplate#execute}. Use it for scheduled jobs, listeners of messages and events, and other work outside web
 * requests. The injected {@link Arena} delegates to this arena while the method runs.
 *
 * <p>On a class, the annotation applies to all public methods. On a method, the method must not be private, static or final.
 * As with all advice of Spring's proxies, the annotation has no effect if a bean calls its own method.
 *
 * <p>The advice surrounds that of Spring's other annotations, so the arena of a {@code @Transactional} method ends after the
 * transaction. Only {@code @Async} is outside, so the arena of an {@code @Async} method belongs to the thread that executes
 * it. If a method returns a future, a {@code Callable} or a reactive type, the application fails to start, because the arena
 * would end too early. An {@code @Async} method may return a future, but the future must be complete.
 *
 * <p>If an annotation is invalid, the application fails to start.
 *
 * @since 0.1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface WithArena {

    /**
     * Limit of the chunks that the arena may hold: a size such as {@code 2MB}, or a placeholder for one, from one smallest chunk
     * up to the budget of the pool.
     *
     * @return the limit; empty for the setting of the pool
     */
    String byteBudget() default "";

    /**
     * Which threads may use the arena.
     *
     * @return the thread that calls the method, or all of them
     */
    Confinement confinement() default Confinement.CONFINED;

    /**
     * Owner of the arena, shown in messages and by the {@code arenas} endpoint.
     *
     * @return the name; empty for that of class and method, such as {@code NightlyImport.run}
     */
    String owner() default "";
}
