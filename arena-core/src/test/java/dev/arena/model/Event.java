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

package dev.arena.model;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** An event that each run must include, so that no test becomes trivial unnoticed. */
enum Event {
    FAST_PATH,
    FRESH_CHUNK,
    REUSED_CHUNK,
    OVERSIZED_CHUNK,
    EVICTION,
    SMALLER_CLASS,
    ARENA_REFUSAL,
    POOL_REFUSAL,
    SOURCE_REFUSAL,
    FAILED_RELEASE,
    CLOSED_POOL,
    GROWN_IN_PLACE,
    RELOCATION,
    ESCAPED_IN_PLACE,
    ESCAPED_AS_COPY,
    ESCAPED_INTO_SHARED_CHUNK,
    KEPT_FOR_WANT_OF_MEMORY,
    GIVEN_UP_EARLY,
    GIVEN_UP_FOR_WANT_OF_MEMORY,
    COPIES_GIVEN_UP_FOR_WANT_OF_MEMORY,
    STALE_READABLE,
    STALE_THROWS,
    QUARANTINE,
    ROTATION,
    EPOCH_LEFT,
    MARK,
    NESTED_MARK,
    OUTER_MARK_FIRST,
    MARK_KEPT_FOR_HANDLES,
    ENDED_WITH_MARKS,
    CHILD,
    GRANDCHILD,
    CHILD_BELOW_MARK,
    CHILD_OUTLIVED_MARK,
    LATE_CHILD,
    ENDED_WITH_CHILDREN,
    ANCESTOR_REFUSAL,
    PRESSURE_IN_POOL,
    PRESSURE_IN_ARENA,
    PRESSURE_ABOVE,
    IN_COMMONS,
    CHILD_IN_COMMONS,
    GROWN_IN_COMMONS,
    REFUSED_IN_COMMONS,
    PRESSURE_IN_COMMONS,
    CLEANUP_RAN,
    CLEANUP_FAILED,
    HANDLE_OUTLIVED_POOL;

    /** Returns the events that do not need a second thread. */
    static Set<Event> ofOneThread() {
        return EnumSet.complementOf(EnumSet.of(IN_COMMONS, CHILD_IN_COMMONS, GROWN_IN_COMMONS, REFUSED_IN_COMMONS,
                PRESSURE_IN_COMMONS));
    }

    /** Number of occurrences of each event. Safe for use by any thread. */
    static final class Tally {
        private final Map<Event, Long> counts = new EnumMap<>(Event.class);

        synchronized void add(Event event) {
            counts.merge(event, 1L, Long::sum);
        }

        synchronized long of(Event event) {
            return counts.getOrDefault(event, 0L);
        }

        @Override
        public synchronized String toString() {
            return counts.toString();
        }
    }
}
