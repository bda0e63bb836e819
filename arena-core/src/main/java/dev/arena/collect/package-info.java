/** Vectors, maps and sets that live in arena memory and end with it. */
@NullMarked
package dev.arena.collect;

import org.jspecify.annotations.NullMarked;
