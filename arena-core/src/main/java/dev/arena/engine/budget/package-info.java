/** Byte limits in a tree. Internal: nothing outside {@code arena-core} may use it. */
@NullMarked
package dev.arena.engine.budget;

import org.jspecify.annotations.NullMarked;
