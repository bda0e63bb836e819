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
 * Describes an allocation that is about to exceed the soft limit, which is a fraction of a byte budget.
 *
 * @param scope       whose budget it is
 * @param description names the arena or the pool, for messages
 * @param held        bytes in use so far; for a pool the bytes that arenas and handles hold and those in quarantine, but not
 *                    cached bytes, which are evicted before an allocation is refused
 * @param requested   bytes of the chunk that is about to be taken or refused
 * @param limit       the budget in bytes
 * @param share       the soft limit as a fraction of the budget, more than 0 and at most 1
 * @since 0.1.0
 */
public record SoftLimitEvent(Scope scope, String description, long held, long requested, long limit, double share) {

    /** Whose budget it is. */
    public enum Scope {
        /** The budget of one arena. */
        ARENA,
        /** The budget that all arenas of a pool share. */
        POOL
    }
}
