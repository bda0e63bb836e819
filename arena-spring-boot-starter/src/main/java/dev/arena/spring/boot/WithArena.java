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
 * Gives each call of a bean's method an arena of its own, which ends when the method returns or throws, as
 * {@link ArenaTemplate#execute} does: for scheduled jobs, listeners of messages and events, and other work that no web request
 * is behind. The injected {@link Arena} means that arena while the method runs.
 *
 * <p>On a class it stands for all public methods; on a method it may stand for any that is neither private, static nor final.
 * As with all advice of Spring's proxies, a method that the bean calls on itself is not concerned.
 *
 * <p>The arena is around everything that Spring's other annotations do, so that it ends after the transaction of a
 * {@code @Transactional} method; but inside of the hand-over of an {@code @Async} method, so that it belongs to the thread that does
 * the work. A method that returns something asynchronous (a future, a {@code Callable}, a reactive type) is refused when the
 * application starts, as its arena would end too early; unless it is {@code @Async}, where the future must be done when the
 * method returns it.
 *
 * <p>What is wrong with an annotation fails the start of the application.
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
     * For whom the arena is opened, shown in messages and by the {@code arenas} endpoint.
     *
     * @return the name; empty for that of class and method, such as {@code NightlyImport.run}
     */
    String owner() default "";
}
