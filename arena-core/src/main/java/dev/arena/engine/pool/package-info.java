/** Chunks and budget that many arenas share. Internal: nothing outside {@code arena-core} may use it. */
@NullMarked
package dev.arena.engine.pool;

import org.jspecify.annotations.NullMarked;
