/** Meters of pools and requests. */
@NullMarked
package dev.arena.spring.boot.metrics;

import org.jspecify.annotations.NullMarked;
