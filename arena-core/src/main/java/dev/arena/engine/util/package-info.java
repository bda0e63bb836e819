/** Clock, delayed tasks and padding. Internal: nothing outside {@code arena-core} may use it. */
@NullMarked
package dev.arena.engine.util;

import org.jspecify.annotations.NullMarked;
