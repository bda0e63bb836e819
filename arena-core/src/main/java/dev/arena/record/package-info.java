/** Java records laid out in memory: {@link dev.arena.record.RecordLayout}. */
@NullMarked
package dev.arena.record;

import org.jspecify.annotations.NullMarked;
