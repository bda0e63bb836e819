package dev.arena.demo.race;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a race is to be about.
 *
 * @param job     the work
 * @param rows    how many rows a request has
 * @param clients how many clients send requests at the same time, each the next when it has the answer to the one before
 * @param seconds for how long each engine is under load
 * @param threads which threads handle the requests
 */
record RaceOrder(@NotNull Job job, @Min(1_000) int rows, @Min(1) @Max(MOST_CLIENTS) int clients,
        @Min(1) @Max(30) int seconds, @NotNull ThreadKind threads) {
    static final int MOST_CLIENTS = 256;

    @AssertTrue(message = "a request of this job cannot have so many rows")
    boolean isOfASizeThatTheJobTakes() {
        return job == null || rows <= job.mostRows();
    }
}
