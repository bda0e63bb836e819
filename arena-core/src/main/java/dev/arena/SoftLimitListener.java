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

/**
 * Receives an event when an allocation is about to exceed the soft limit of a budget, before any allocation is refused.
 *
 * <p>The allocating thread calls the listener, so the listener must be fast. It may read the statistics of the pool, trim the
 * pool, and allocate from any arena. Its own allocations cause no event. If they cross a limit, the next allocation of
 * another thread reports it. The pool holds no lock during the call. A shared arena stays locked during its allocation, so
 * the listener must not wait for other threads that use this arena. Exceptions are logged and otherwise ignored.
 *
 * @see ArenaBuilder#softLimit
 * @since 0.1.0
 */
@FunctionalInterface
public interface SoftLimitListener {

    /**
     * Called by any thread, also by several threads at the same time.
     *
     * @param event the budget that is about to be exceeded
     */
    void onSoftLimit(SoftLimitEvent event);
}
