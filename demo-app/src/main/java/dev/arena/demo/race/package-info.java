/**
 * The same job on both engines, over real HTTP, and what it took.
 */
@NullMarked
package dev.arena.demo.race;

import org.jspecify.annotations.NullMarked;
