/** Arenas around methods of beans. */
@NullMarked
package dev.arena.spring.boot.aop;

import org.jspecify.annotations.NullMarked;
