/**
 * Off-heap arenas: memory that is allocated by moving a cursor, limited by a byte budget, and returned in one step.
 *
 * <p>Start with {@link dev.arena.Arena}. This package can be used without Spring and has no required dependency.
 */
@NullMarked
package dev.arena;

import org.jspecify.annotations.NullMarked;
