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

package dev.arena.spring.boot.web;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;

/**
 * The byte budgets of a handler.
 *
 * @param byteBudget limit for one request, in bytes; 0 if the handler sets no limit
 * @param partition  the partition of the pool that limits all its requests together; null without such a limit
 */
record HandlerBudget(long byteBudget, @Nullable ArenaPool partition) {

    /** The budget of a handler without annotation. */
    static final HandlerBudget NONE = new HandlerBudget(0, null);
}
