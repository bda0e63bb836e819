/** The bump allocator behind each arena. Internal: nothing outside {@code arena-core} may use it. */
@NullMarked
package dev.arena.engine.alloc;

import org.jspecify.annotations.NullMarked;
