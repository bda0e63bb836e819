/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.model;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.arena.Mark;

/** What was allocated since a mark was set or, at the lowest level, since the generation began. */
final class Level {
    final @Nullable Mark mark;

    /** The chunk that was current when the mark was set; it becomes so again. */
    final @Nullable Block base;

    /** Where the cursor was then. */
    final long cursor;

    /** See {@link ChunksModel}: up to where the base had gone to handles then. */
    final long handlesEnd;

    /** How many cleanups were registered then. */
    final int cleanupsBefore;

    /** How far the base was filled when another chunk took its place; −1 as long as it is current. */
    long filledTo = -1;

    /** Whether values have escaped from the base since, so that the cursor does not go back. */
    boolean keepsBase;
    final List<Block> retired = new ArrayList<>();
    long retiredTails;
    MemorySegment.@Nullable Scope session;

    /** Sessions that it had before; only a shared generation changes its session, once at most. */
    private final List<MemorySegment.Scope> earlier = new ArrayList<>();

    /** The lowest. */
    Level() {
        this(null, null, 0, 0, 0);
    }

    Level(@Nullable Mark mark, @Nullable Block base, long cursor, long handlesEnd, int cleanupsBefore) {
        this.mark = mark;
        this.base = base;
        this.cursor = cursor;
        this.handlesEnd = handlesEnd;
        this.cleanupsBefore = cleanupsBefore;
    }

    boolean isFrom(Piece piece) {
        return isCurrent(piece) || earlier.contains(piece.segment().scope());
    }

    /** Whether {@code piece} was allocated under the session that the level has now. */
    boolean isCurrent(Piece piece) {
        return piece.segment().scope().equals(session);
    }

    /** The session is another from now on. */
    void changeSession(MemorySegment.Scope next) {
        if (session != null) {
            earlier.add(session);
        }
        session = next;
    }

    /** Whether it has changed its session. */
    boolean hasChanged() {
        return !earlier.isEmpty();
    }

    /** Tails of the chunks that are full. */
    long wasted() {
        return retiredTails + (base == null || filledTo < 0 ? 0 : base.address + base.bytes - filledTo);
    }
}
