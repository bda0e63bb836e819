/** Long random sequences of operations on real pools, compared step by step with a plain model of what must be true. */
@NullMarked
package dev.arena.model;

import org.jspecify.annotations.NullMarked;
