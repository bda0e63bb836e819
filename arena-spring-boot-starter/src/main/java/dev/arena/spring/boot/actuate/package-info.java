/** The {@code arenas} Actuator endpoint. */
@NullMarked
package dev.arena.spring.boot.actuate;

import org.jspecify.annotations.NullMarked;
