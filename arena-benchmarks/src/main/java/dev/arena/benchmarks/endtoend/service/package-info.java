/**
 * What the end-to-end comparison adds to the demo, or serves without it: what users would pick instead of arenas, and requests that the
 * demo does not have.
 */
@NullMarked
package dev.arena.benchmarks.endtoend.service;

import org.jspecify.annotations.NullMarked;
