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
 * How far a race has come.
 *
 * @param id          number of the race
 * @param order       what it is about
 * @param phase       what happens now
 * @param engine      which engine is under load, as long as the race goes on
 * @param progress    which share of the time is over, from 0 to 1
 * @param heap        how the heap engine bore the load, once that is known
 * @param arena       how the arena engine did, once that is known
 * @param sameAnswers whether both give the same answer, byte for byte; null as long as that is not known
 * @param problem     why it failed, if it did
 */
record RaceState(long id, RaceOrder order, Phase phase, @Nullable Engine engine, double progress, @Nullable Lap heap,
        @Nullable Lap arena, @Nullable Boolean sameAnswers, @Nullable String problem) {

    /** What happens in a race. */
    enum Phase {
        /** Both engines are under load without being measured, so that the JVM has compiled them. */
        @JsonProperty("warm-up")
        WARM_UP,

        @JsonProperty("running")
        RUNNING,

        @JsonProperty("finished")
        FINISHED,

        @JsonProperty("cancelled")
        CANCELLED,

        @JsonProperty("failed")
        FAILED
    }
}
