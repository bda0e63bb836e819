/**
 * Off-heap arenas: memory that is handed out by moving a cursor, held to a byte budget, and returned in one step.
 *
 * <p>{@link dev.arena.Arena} is where to start. Everything here is usable without Spring and has no required
 * dependency.
 */
@NullMarked
package dev.arena;

import org.jspecify.annotations.NullMarked;
