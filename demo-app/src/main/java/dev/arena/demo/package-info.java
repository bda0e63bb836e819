/** A weather service that shows request arenas at real work. */
@NullMarked
package dev.arena.demo;

import org.jspecify.annotations.NullMarked;
