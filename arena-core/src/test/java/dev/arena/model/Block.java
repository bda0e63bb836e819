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

import org.jspecify.annotations.Nullable;

/**
 * What the source has given out in one call, and who may reach it. Whether a session has closed is asked of the session
 * itself, so the model needs to know nothing of epochs. Guarded by the {@link Ledger} that made it.
 */
final class Block {

    /** Where a block must appear in the figures of its pool. */
    enum State {
        LIVE,
        QUARANTINED,
        IDLE
    }

    final MemorySegment memory;
    final long address;
    final long bytes;

    /** Whether it is of a size class. */
    boolean normal;

    /** Whether an arena has ever been seen to have it. */
    boolean claimed;

    /** The open arena whose generation has it. */
    @Nullable
    Counted holder;

    /** The session under which the arena that has it reaches it. */
    MemorySegment.@Nullable Scope session;

    /** The session of the generation that had it last, unless it served handles only. */
    MemorySegment.@Nullable Scope ended;

    /** The values that have escaped from it since it was last claimed. */
    @Nullable
    EscapeModel escape;

    Block(MemorySegment memory) {
        this.memory = memory;
        this.address = memory.address();
        this.bytes = memory.byteSize();
    }

    State state() {
        if (holder != null) {
            return State.LIVE;
        }
        if (ended != null && ended.isAlive()) {
            return State.QUARANTINED;
        }
        if (escape != null && escape.handles > 0) {
            return State.LIVE;
        }
        return escape != null && escape.scope.isAlive() ? State.QUARANTINED : State.IDLE;
    }

    EscapeModel escape() {
        EscapeModel open = escape;
        if (open == null) {
            throw new AssertionError("nothing has escaped from " + this);
        }
        return open;
    }

    @Override
    public String toString() {
        return (claimed ? "" : "unseen ") + (normal ? "" : "oversized ") + bytes + " bytes at "
                + Long.toHexString(address) + " " + state() + (ended == null ? "" : ", generation ended")
                + (escape == null ? "" : ", " + escape.handles + " handles");
    }
}
