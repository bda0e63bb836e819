/** Detection of arenas, handles and pools that were never closed. Internal: nothing outside {@code arena-core} may use it. */
@NullMarked
package dev.arena.engine.leak;

import org.jspecify.annotations.NullMarked;
