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

package dev.arena.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Provides each test of a class with a pool of arenas, and fails a test that leaves arenas or handles open. Test methods can
 * have parameters of type {@link dev.arena.Arena} and {@link dev.arena.ArenaPool}, see {@link ArenaExtension}.
 *
 * <pre>{@code
 * @ArenaTest
 * class ReportTests {
 *     @Test
 *     void sumsUp(Arena arena) {
 *         var amounts = new LongVec(arena);
 *         ...
 *     }
 * }
 * }</pre>
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(ArenaExtension.class)
public @interface ArenaTest {

    /**
     * The byte budget of each arena.
     *
     * @return the limit in bytes
     */
    long byteBudget() default 32L << 20;

    /**
     * The byte budget of the pool.
     *
     * @return the limit in bytes
     */
    long poolByteBudget() default 256L << 20;
}
