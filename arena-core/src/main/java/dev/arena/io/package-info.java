/** Memory of arenas as streams, channels and bodies, and records as CSV. */
@NullMarked
package dev.arena.io;

import org.jspecify.annotations.NullMarked;
