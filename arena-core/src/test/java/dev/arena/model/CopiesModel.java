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

import static org.assertj.core.api.Assertions.assertThat;

/** The chunk that contains copies of small escaped values of one arena. Used by one thread at a time. */
final class CopiesModel {
    private static final long MOST_CHUNK_BYTES = 4096;
    private static final long MOST_COPY_BYTES = MOST_CHUNK_BYTES / 8;

    private final PoolModel pool;
    private final ArenaModel holder;
    private final ArenaFigures figures;
    private @Nullable Block block;
    private long end;

    /** Bytes of all copies of the generation. */
    private long copied;

    CopiesModel(PoolModel pool, ArenaModel holder, ArenaFigures figures) {
        this.pool = pool;
        this.holder = holder;
        this.figures = figures;
    }

    static long bytes(MemorySegment value) {
        return value.byteSize() + alignment(value);
    }

    private static long alignment(MemorySegment value) {
        return Math.clamp(Long.lowestOneBit(value.address()), 1, 64);
    }

    static boolean areSmall(MemorySegment value) {
        return bytes(value) <= MOST_COPY_BYTES;
    }

    private long start(MemorySegment value) {
        long alignment = alignment(value);
        return (end + alignment - 1) & -alignment;
    }

    /** Returns the block if it has room for a copy, otherwise null. */
    @Nullable
    Block withRoom(MemorySegment value) {
        Block mine = block;
        return mine != null && start(value) + value.byteSize() <= mine.address + mine.bytes ? mine : null;
    }

    /** Returns the size of the next chunk, if there is enough memory. */
    long nextBytes(MemorySegment value) {
        return areSmall(value) ? Math.clamp(copied, bytes(value), MOST_CHUNK_BYTES) : bytes(value);
    }

    /** Sets the block for the next copies. */
    void begin(Block next) {
        block = next;
        end = next.address;
        figures.hold(next.bytes, true, false);
    }

    /** Adds a copy, either in the block or in its own block. */
    void add(MemorySegment value, MemorySegment copy) {
        if (block != null) {
            assertThat(copy.address()).as("address of the next copy").isEqualTo(start(value));
            end = copy.address() + copy.byteSize();
        }
        if (areSmall(value)) {
            copied += bytes(value);
        }
    }

    /** Removes and returns the block, which the arena transfers to its handles. Returns null if there is no block. */
    @Nullable
    Block take() {
        Block full = block;
        block = null;
        return full;
    }

    /** Returns whether all handles of the copies are closed. */
    boolean areClosed() {
        synchronized (pool.ledger) {
            return block != null && block.escape().handles == 0;
        }
    }

    /** A refused request may release the block, and another thread may reuse it before this thread notices that. */
    void letGo() {
        synchronized (pool.ledger) {
            if (block != null) {
                block.holder = null;
            }
        }
    }

    /** Updates the block after a request. The arena has released it if all handles are closed. */
    void hold(boolean still) {
        Block mine = block;
        if (mine == null) {
            assertThat(still).isFalse();
        } else if (still) {
            synchronized (pool.ledger) {
                mine.holder = holder;
            }
        } else {
            giveUpClosed(mine);
        }
    }

    /** A refusal releases the block, whose handles are all closed. */
    void giveUpClosed() {
        Block mine = block;
        if (mine != null) {
            giveUpClosed(mine);
        }
    }

    private void giveUpClosed(Block mine) {
        assertThat(areClosed()).as("released because all handles are closed").isTrue();
        letGo();
        block = null;
        figures.held -= mine.bytes;
        pool.events.add(Event.COPIES_GIVEN_UP_FOR_WANT_OF_MEMORY);
    }

    void endGeneration() {
        block = null;
        copied = 0;
    }

    long wasted() {
        return block == null ? 0 : block.address + block.bytes - end;
    }
}
