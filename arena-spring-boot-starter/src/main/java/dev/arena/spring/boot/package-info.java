/** Arenas in a Spring application: the current arena of a thread, and arenas outside of web requests. */
@NullMarked
package dev.arena.spring.boot;

import org.jspecify.annotations.NullMarked;
