/**
 * Aggregates files of measurements, lines of {@code station;temperature}, in two ways that give the same answer:
 * {@link dev.arena.demo.measurements.ArenaEngine} and {@link dev.arena.demo.measurements.HeapEngine}.
 */
@NullMarked
package dev.arena.demo.measurements;

import org.jspecify.annotations.NullMarked;
