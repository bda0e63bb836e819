/**
 * Memory that is released and may still be reachable, and values that outlive their arena. Internal: nothing outside
 * {@code arena-core} may use it.
 */
@NullMarked
package dev.arena.engine.reclaim;

import org.jspecify.annotations.NullMarked;
