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

import org.jspecify.annotations.Nullable;

import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.leak.LeakListener;

/**
 * Receives the refusals and leaks of a pool after they happened, on the thread on which they happened.
 *
 * @since 0.1.0
 */
public interface PoolObserver extends LeakListener {

    /** Does nothing. */
    PoolObserver NONE = new PoolObserver() {
        @Override
        public void refused(RuntimeException refusal) {}

        @Override
        public void leaked(LeakDetector.Kind kind, long bytes, Throwable openedAt) {}

        @Override
        public @Nullable String traceId() {
            return null;
        }
    };

    /** An allocation is about to throw {@code refusal}. Must not throw itself. */
    void refused(RuntimeException refusal);
}
