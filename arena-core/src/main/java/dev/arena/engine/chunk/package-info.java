/** Blocks of off-heap memory, their size classes and their source. Internal: nothing outside {@code arena-core} may use it. */
@NullMarked
package dev.arena.engine.chunk;

import org.jspecify.annotations.NullMarked;
