package dev.arena.demo.race;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/**
 * What a race is to be about.
 *
 * @param job     the work
 * @param rows    how much of it there is
 * @param threads which threads handle the requests
 */
record RaceOrder(@NotNull Job job, @Min(1_000) @Max(1_000_000) int rows, @NotNull ThreadKind threads) {}
