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

package dev.arena;

import org.jspecify.annotations.Nullable;

/**
 * Receives the refusals and leaks of a pool. The pool calls the listener after the event, on the thread of the event, also
 * from several threads at the same time. The methods must be fast, and must not use the arena or the pool. A listener that
 * refers to the pool prevents the detection of a leaked pool. Exceptions are logged and have no other effect.
 *
 * @since 0.1.0
 */
public interface PoolListener {

    /**
     * An allocation was refused. Not called for {@link Arena#tryAllocate}.
     *
     * @param refused the exception that is about to be thrown
     */
    default void onRefusal(ArenaExhaustedException refused) {}

    /**
     * A leak was detected.
     *
     * @param leak the leak
     */
    default void onLeak(LeakReport leak) {}

    /**
     * The trace of the calling thread. Called when an arena or handle is opened that is {@linkplain LeakDetection tracked}, so
     * that the report of a leak can show the trace.
     *
     * @return its identifier, or null if it is not known
     */
    default @Nullable String traceId() {
        return null;
    }
}
