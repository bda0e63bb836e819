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

@Name("dev.arena.ChunkAllocation")
@Label("Chunk Allocation")
@Description("A chunk was taken from the chunk source")
@Category("Arena")
@Enabled(false)
final class ChunkAllocationEvent extends Event {
    static final ChunkAllocationEvent TYPE = new ChunkAllocationEvent("", 0, false);

    @Label("Pool")
    final String pool;

    @DataAmount
    @Label("Size")
    final long bytes;

    @Label("Oversized")
    @Description("Whether it serves one large allocation only")
    final boolean oversized;

    private ChunkAllocationEvent(String pool, long bytes, boolean oversized) {
        this.pool = pool;
        this.bytes = bytes;
        this.oversized = oversized;
    }

    static void emit(String pool, long bytes, boolean oversized) {
        new ChunkAllocationEvent(pool, bytes, oversized).commit();
    }
}
