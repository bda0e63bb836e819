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

package dev.arena.demo.inside;

import java.lang.foreign.MemorySegment;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** An allocation, with its name on the page. */
final class Part {
    private final String name;
    private MemorySegment segment;
    private State state = State.LIVE;

    Part(String name, MemorySegment segment) {
        this.name = name;
        this.segment = segment;
    }

    /** What has become of it. */
    enum State {
        /** Can be used. */
        LIVE,
        /** Was copied to another place, and is no longer in use. */
        MOVED,
        /** Belongs to a handle. */
        ESCAPED;

        /** The name in JSON. */
        @JsonValue
        String json() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String name() {
        return name;
    }

    MemorySegment segment() {
        return segment;
    }

    /** Has grown at the same place. */
    void grown(MemorySegment larger) {
        segment = larger;
    }

    State state() {
        return state;
    }

    void become(State next) {
        state = next;
    }

    /** Is accessible through the segment of a handle from now on. */
    void escaped(MemorySegment held) {
        segment = held;
        state = State.ESCAPED;
    }

    boolean isAlive() {
        return segment.scope().isAlive();
    }
}
