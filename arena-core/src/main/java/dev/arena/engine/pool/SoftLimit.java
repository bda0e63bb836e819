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

package dev.arena.engine.pool;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

import org.jspecify.annotations.Nullable;

/**
 * A fraction of the budgets, and the listener that is called before a budget exceeds it. The listener is user code, so it
 * must not be called under a lock of the pool.
 *
 * @param share    more than 0, at most 1
 * @param ofArenas whether it also applies to the budget of each arena, and not only to that of the pool
 * @param listener called before the share is exceeded
 * @since 0.1.0
 */
public record SoftLimit(double share, boolean ofArenas, Listener listener) {
    private static final Logger LOG = System.getLogger("dev.arena");

    /** Bound while a listener runs. Otherwise listeners that allocate could call each other without end. */
    private static final ScopedValue<Boolean> REPORTING = ScopedValue.newInstance();

    /** Called before a budget exceeds the fraction. */
    @FunctionalInterface
    public interface Listener {

        /**
         * Bytes {@code held} and {@code requested} are together more than the share of {@code limit}.
         *
         * @param arena describes the arena with that budget; null for the budget of the pool
         */
        void crossed(@Nullable String arena, long held, long requested, long limit);
    }

    /** The share of {@code limit}, in bytes. */
    public long of(long limit) {
        return (long) (limit * share);
    }

    /** Whether the calling thread is not in a listener. */
    public static boolean mayReport() {
        return !REPORTING.isBound();
    }

    /** Calls the listener and logs what it throws; {@code arena} describes the arena, or is null for the pool. */
    public void report(@Nullable String arena, long held, long requested, long limit) {
        ScopedValue.where(REPORTING, true).run(() -> {
            try {
                listener.crossed(arena, held, requested, limit);
            } catch (Throwable e) { // a failing listener must not fail the allocation
                LOG.log(Level.WARNING, "A soft-limit listener failed", e);
            }
        });
    }
}
