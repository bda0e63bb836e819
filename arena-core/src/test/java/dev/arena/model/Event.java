package dev.arena.model;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** What a run must have met, so that it cannot become trivial without notice. */
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
    KEPT_FOR_WANT_OF_MEMORY,
    GIVEN_UP_EARLY,
    GIVEN_UP_FOR_WANT_OF_MEMORY,
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

    /** Those for which no second thread is needed. */
    static Set<Event> ofOneThread() {
        return EnumSet.complementOf(EnumSet.of(IN_COMMONS, CHILD_IN_COMMONS, GROWN_IN_COMMONS, REFUSED_IN_COMMONS,
                PRESSURE_IN_COMMONS));
    }

    /** How often each was met. Safe for use by any thread. */
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
