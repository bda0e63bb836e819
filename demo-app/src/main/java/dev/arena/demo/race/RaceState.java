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

package dev.arena.demo.race;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a race.
 *
 * @param id number of the race
 * @param order settings of the race
 * @param phase current phase
 * @param engine engine under load, or null after the end
 * @param progress completed share of the time, from 0 to 1
 * @param heap result of the heap engine, or null before it is known
 * @param arena result of the arena engine, or null before it is known
 * @param sameAnswers whether both engines send the same response, byte for byte, or null before that is known
 * @param problem cause of a failure, or null
 */
record RaceState(long id, RaceOrder order, Phase phase, @Nullable Engine engine, double progress, @Nullable Lap heap,
        @Nullable Lap arena, @Nullable Boolean sameAnswers, @Nullable String problem) {

    /** What happens in a race. */
    enum Phase {
        /** Both engines are under load without measurement, so that the JVM compiles their code. */
        @JsonProperty("warm-up")
        WARM_UP,

        @JsonProperty("running")
        RUNNING,

        @JsonProperty("finished")
        FINISHED,

        @JsonProperty("cancelled")
        CANCELLED,

        @JsonProperty("failed")
        FAILED;

        /** Whether the race has ended, in whatever way. */
        boolean isOver() {
            return compareTo(FINISHED) >= 0;
        }
    }
}
