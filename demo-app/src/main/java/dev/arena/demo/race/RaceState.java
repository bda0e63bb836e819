package dev.arena.demo.race;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How far a race has come.
 *
 * @param id          number of the race
 * @param order       what it is about
 * @param phase       what happens now
 * @param engine      whose turn it is, as long as the race goes on
 * @param rowsDone    rows it has behind it in this phase
 * @param rowsToDo    rows it has to do in this phase
 * @param heap        what the heap engine took, once that is known
 * @param arena       what the arena engine took, once that is known
 * @param sameAnswers whether both gave the same answers, byte for byte; null as long as that is not known
 * @param problem     why it failed, if it did
 */
record RaceState(long id, RaceOrder order, Phase phase, @Nullable Engine engine, long rowsDone, long rowsToDo,
        @Nullable Lap heap, @Nullable Lap arena, @Nullable Boolean sameAnswers, @Nullable String problem) {

    /** What happens in a race. */
    enum Phase {
        /** Both engines do some of the job without being measured, so that the JVM has compiled them. */
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
