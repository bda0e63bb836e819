/** Events of JDK Flight Recorder. Internal: nothing outside {@code arena-core} may use it. */
@NullMarked
package dev.arena.engine.jfr;

import org.jspecify.annotations.NullMarked;
