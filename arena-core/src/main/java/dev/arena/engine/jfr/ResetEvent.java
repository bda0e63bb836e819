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

@Name("dev.arena.Reset")
@Label("Reset")
@Description("A generation of an arena that had allocated has ended")
@Category("Arena")
@Enabled(false)
final class ResetEvent extends Event {
    static final ResetEvent TYPE = new ResetEvent("", 0, 0, 0, false);

    @Label("Pool")
    final String pool;

    @Label("Arena")
    @Description("Number of the arena in its pool")
    final long arena;

    @DataAmount
    @Label("Size")
    @Description("Size of the chunks that the arena held")
    final long bytes;

    @Label("Chunks")
    @Description("Chunks that the arena held")
    final int chunks;

    @Label("Closed")
    @Description("Whether the arena ended with its generation")
    final boolean closed;

    private ResetEvent(String pool, long arena, long bytes, int chunks, boolean closed) {
        this.pool = pool;
        this.arena = arena;
        this.bytes = bytes;
        this.chunks = chunks;
        this.closed = closed;
    }

    static void emit(String pool, long arena, long bytes, int chunks, boolean closed) {
        new ResetEvent(pool, arena, bytes, chunks, closed).commit();
    }
}
