/** The chunks and the budget that the arenas of a pool share. Internal: nothing outside {@code arena-core} may use it. */
@NullMarked
package dev.arena.engine.pool;

import org.jspecify.annotations.NullMarked;
