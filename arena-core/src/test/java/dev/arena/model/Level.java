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

/** The allocations since a mark was set or, at the lowest level, since the generation began. */
final class Level {
    final @Nullable Mark mark;

    /** The chunk that was current at the mark. It becomes current again. */
    final @Nullable Block base;

    /** The cursor at the mark. */
    final long cursor;

    /** The {@code handlesEnd} of {@link ChunksModel} at the mark. */
    final long handlesEnd;

    /** Number of cleanups registered before the mark. */
    final int cleanupsBefore;

    /** The end of the allocations in the base when another chunk replaced it, or −1 while it is current. */
    long filledTo = -1;

    /** Whether values have escaped from the base since the mark, so that the cursor is not reset. */
    boolean keepsBase;
    final List<Block> retired = new ArrayList<>();
    long retiredTails;
    MemorySegment.@Nullable Scope session;

    /** Earlier sessions. Only a shared generation changes its session, at most once. */
    private final List<MemorySegment.Scope> earlier = new ArrayList<>();

    /** Creates the lowest level. */
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

    /** Returns whether {@code piece} was allocated in the current session. */
    boolean isCurrent(Piece piece) {
        return piece.segment().scope().equals(session);
    }

    /** Replaces the session. */
    void changeSession(MemorySegment.Scope next) {
        if (session != null) {
            earlier.add(session);
        }
        session = next;
    }

    /** Returns whether the session has changed. */
    boolean hasChanged() {
        return !earlier.isEmpty();
    }

    /** Returns the unused bytes at the ends of full chunks. */
    long wasted() {
        return retiredTails + (base == null || filledTo < 0 ? 0 : base.address + base.bytes - filledTo);
    }
}
