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

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaOptions;
import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.Confinement;

/**
 * Runs a unit of work with its own arena, for example in scheduled jobs, listeners and batch steps. The arena ends with the
 * work. Meanwhile, the injected {@link Arena} delegates to it. Calls can be nested, also within a web request. The inner work
 * has its own arena and byte budget. When it ends, the outer arena is current again.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class ArenaTemplate {
    /** Name under which the sizes of work without an owner are learned. */
    private static final String UNNAMED = "ArenaTemplate";

    private static final ArenaOptions CONFINED = ArenaOptions.defaults().withConfinement(Confinement.CONFINED);

    private final ArenaPool pool;
    private final ArenaContextHolder context;
    private final @Nullable LearnedSizes learned;

    /**
     * A template for a pool, or for a partition of one, which learns nothing.
     *
     * @param pool    pool of the arenas
     * @param context where the arena is made the current one
     */
    public ArenaTemplate(ArenaPool pool, ArenaContextHolder context) {
        this(pool, context, null);
    }

    /**
     * A template for a pool, or for a partition of one.
     *
     * @param pool    pool of the arenas
     * @param context where the arena is made the current one
     * @param learned learns how large the first chunk of each kind of work should be, by the {@linkplain ArenaOptions#owner
     *                owner} in the options; null if that is not to be learned
     */
    public ArenaTemplate(ArenaPool pool, ArenaContextHolder context, @Nullable LearnedSizes learned) {
        this.pool = pool;
        this.context = context;
        this.learned = learned;
    }

    /**
     * Work that needs an arena.
     *
     * @param <T> type of its result
     * @param <E> type of the checked exception it throws, if any
     */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, E extends Throwable> {

        /**
         * Does the work.
         *
         * @param  arena the arena; must not be kept
         * @return       the result, which must not live in the arena
         * @throws E     thrown by the work
         */
        T doWith(Arena arena) throws E;
    }

    /** Releases the arena of a unit of work. */
    @FunctionalInterface
    private interface Ending extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Returns the pool of the arenas.
     *
     * @return the pool
     */
    public ArenaPool pool() {
        return pool;
    }

    /**
     * Runs {@code work} with a new arena that is confined to this thread, and always closes the arena.
     *
     * @param  <T>  type of the result
     * @param  <E>  type of the checked exception of the work, if any
     * @param  work the work
     * @return      its result
     * @throws E    thrown by the work
     */
    public <T extends @Nullable Object, E extends Throwable> T execute(Work<T, E> work) throws E {
        return execute(CONFINED, work);
    }

    /**
     * Runs {@code work} with a new arena with the given options, and closes the arena when the work returns or throws. Other
     * threads may use a shared arena, but must finish before that.
     *
     * @param  <T>                      type of the result
     * @param  <E>                      type of the checked exception of the work, if any
     * @param  options                  options of the arena
     * @param  work                     the work
     * @return                          its result
     * @throws E                        thrown by the work, with exceptions of cleanup actions as suppressed exceptions
     * @throws IllegalArgumentException if the byte budget is less than the smallest chunk of the pool
     */
    public <T extends @Nullable Object, E extends Throwable> T execute(ArenaOptions options, Work<T, E> work) throws E {
        LearnedSizes sizes = learned;
        if (sizes == null || options.expectedBytes() > 0) {
            var scope = new RequestScope(context, pool, options);
            try (Ending _ = scope::end) {
                return inside(scope, work);
            }
        }
        Object owner = options.owner();
        String name = owner == null ? UNNAMED : owner.toString();
        var scope = new RequestScope(context, pool,
                options.withExpectedBytes(sizes.expectedBytesOfWork(name)));
        try (Ending _ = () -> end(scope, name, sizes)) {
            return inside(scope, work);
        }
    }

    private static void end(RequestScope scope, String name, LearnedSizes sizes) {
        ArenaStats stats = scope.stats();
        long nanos = scope.nanosOpen();
        scope.end();
        if (stats != null) {
            sizes.workEnded(name, stats, nanos);
        }
    }

    private <T extends @Nullable Object, E extends Throwable> T inside(RequestScope scope, Work<T, E> work) throws E {
        RequestScope previous = ArenaContextHolder.set(scope);
        try {
            return work.doWith(scope.arena());
        } finally {
            ArenaContextHolder.set(previous);
        }
    }
}
