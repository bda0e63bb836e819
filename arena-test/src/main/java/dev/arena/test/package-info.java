/** Support for tests of code that uses arenas. */
@NullMarked
package dev.arena.test;

import org.jspecify.annotations.NullMarked;
