/** Both engines of the demo under load, over HTTP. */
@NullMarked
package dev.arena.benchmarks.endtoend;

import org.jspecify.annotations.NullMarked;
