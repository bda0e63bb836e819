/**
 * The same load on both engines, over real HTTP, and how they bear it.
 */
@NullMarked
package dev.arena.demo.race;

import org.jspecify.annotations.NullMarked;
