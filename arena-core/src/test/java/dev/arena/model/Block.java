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
 * A block of memory that the source has returned, and its users. The session itself tells whether it is closed, so the model
 * does not depend on epochs. Guarded by the {@link Ledger} that has created it.
 */
final class Block {

    /** The figure of the pool that includes a block. */
    enum State {
        LIVE,
        QUARANTINED,
        IDLE
    }

    final MemorySegment memory;
    final long address;
    final long bytes;

    /** Whether its size is a size class. */
    boolean normal;

    /** Whether an arena has ever used it. */
    boolean claimed;

    /** The open arena whose generation uses it. */
    @Nullable
    Counted holder;

    /** The session in which the arena uses it. */
    MemorySegment.@Nullable Scope session;

    /** The session of the last generation that used it, unless it contained only values of handles. */
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
