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

package dev.arena.engine.jfr;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

@Name("dev.arena.Refusal")
@Label("Refusal")
@Description("An allocation was refused")
@Category("Arena")
@Enabled(false)
final class RefusalEvent extends Event {
    static final RefusalEvent TYPE = new RefusalEvent("", 0, "", 0, 0, 0);

    @Label("Pool")
    final String pool;

    @Label("Arena")
    @Description("Number of the arena in its pool")
    final long arena;

    @Label("Reason")
    @Description("ARENA_BUDGET, PARTITION_BUDGET, POOL_BUDGET or SOURCE")
    final String reason;

    @DataAmount
    @Label("Requested")
    @Description("Size of the chunk that was needed")
    final long requested;

    @DataAmount
    @Label("Held")
    @Description("Memory already held against the limit")
    final long held;

    @DataAmount
    @Label("Limit")
    final long limit;

    private RefusalEvent(String pool, long arena, String reason, long requested, long held, long limit) {
        this.pool = pool;
        this.arena = arena;
        this.reason = reason;
        this.requested = requested;
        this.held = held;
        this.limit = limit;
    }

    static void emit(String pool, long arena, String reason, long requested, long held, long limit) {
        new RefusalEvent(pool, arena, reason, requested, held, limit).commit();
    }
}
