/**
 * A small arena of its own, step by step, for the page that draws it.
 */
@NullMarked
package dev.arena.demo.inside;

import org.jspecify.annotations.NullMarked;
