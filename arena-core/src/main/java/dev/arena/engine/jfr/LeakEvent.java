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
import jdk.jfr.StackTrace;

@Name("dev.arena.Leak")
@Label("Leak")
@Description("An arena, handle or pool was garbage collected without having been closed")
@Category("Arena")
@Enabled(false)
@StackTrace(false) // it would show the cleaner's thread
final class LeakEvent extends Event {
    static final LeakEvent TYPE = new LeakEvent("", "", 0, "");

    @Label("Pool")
    final String pool;

    @Label("Kind")
    @Description("arena, handle or pool")
    final String kind;

    @DataAmount
    @Label("Size")
    @Description("Size of the memory that it held")
    final long bytes;

    @Label("Opening")
    @Description("Stack trace of the opening call")
    final String opening;

    private LeakEvent(String pool, String kind, long bytes, String opening) {
        this.pool = pool;
        this.kind = kind;
        this.bytes = bytes;
        this.opening = opening;
    }

    static void emit(String pool, String kind, long bytes, String opening) {
        new LeakEvent(pool, kind, bytes, opening).commit();
    }
}
