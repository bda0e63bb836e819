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

import dev.arena.Owned;
import dev.arena.Shared;

import static org.assertj.core.api.Assertions.assertThat;

/** The values that escape from one arena: allocated for a handle, kept in place, or copied. Used by one thread at a time. */
final class HandlesModel {
    private final ArenaModel owner;

    HandlesModel(ArenaModel owner) {
        this.owner = owner;
    }

    /** Allocates a value for a handle. Returns null if memory is exhausted. */
    @Nullable
    HandleModel allocateOwned(long byteSize, long byteAlignment) {
        Owned<MemorySegment> handle = owner.request(byteSize, byteAlignment, true,
                () -> owner.arena.allocateOwned(byteSize, byteAlignment), Owned::get);
        return handle == null ? null : handle(handle, handle.get());
    }

    /** Allocates a value for a shared handle. Returns null if memory is exhausted. */
    @Nullable
    HandleModel allocateShared(long byteSize, long byteAlignment) {
        Shared<MemorySegment> handle = owner.request(byteSize, byteAlignment, true,
                () -> owner.arena.allocateShared(byteSize, byteAlignment), Shared::get);
        return handle == null ? null : handle(handle, handle.get());
    }

    private HandleModel handle(Object handle, MemorySegment memory) {
        return new HandleModel(owner.pool, owner.pool.ledger.find(memory.address()).escape(),
                new Piece(memory, owner.pool.regions.add(memory)), handle);
    }

    /** Lets a slice escape that begins at a word boundary. */
    @Nullable
    HandleModel escape(Piece piece, long offset, long byteSize) {
        MemorySegment slice = piece.segment().asSlice(offset, byteSize);
        if (!owner.chunks.canHold(slice)) { // an empty slice of a chunk that was released
            return null;
        }
        Block block = owner.chunks.holding(slice);
        boolean copies = block.escape == null && block.bytes / 8 > byteSize;
        Ledger.Call call = owner.pool.ledger.begin();
        CopiesModel shared = owner.chunks.copies;
        Block withRoom = copies && CopiesModel.areSmall(slice) ? shared.withRoom(slice) : null;
        if (withRoom != null) {
            return escapeInto(withRoom, slice, call);
        }
        call.refuseNext = owner.sourceFails;
        if (copies) {
            if (CopiesModel.areSmall(slice)) {
                owner.chunks.giveUpCopies();
            }
            owner.chunks.removeClosedEscapes();
        }
        long preferred = shared.nextBytes(slice);
        boolean pressing = owner.pool.alone
                && owner.pool.softLimit.mustBeReported(owner.family, CopiesModel.bytes(slice));
        Owned<MemorySegment> handle = owner.arena.escape(slice);
        assertThat(call.heard).isEmpty();
        MemorySegment memory = handle.get();
        assertThat(memory.byteSize()).isEqualTo(byteSize);
        if (call.obtained == 0) {
            owner.syncHeld(0);
            if (copies) {
                long need = CopiesModel.bytes(slice);
                assertThat(!owner.pool.alone || pressing || owner.pool.closed || call.refused > 0
                        || need > owner.family.room()
                        || owner.pool.isJustifiedRefusal(need)).as("kept although there was memory for a copy")
                        .isTrue();
                owner.pool.events.add(Event.KEPT_FOR_WANT_OF_MEMORY);
            }
            owner.pool.events.add(Event.ESCAPED_IN_PLACE);
            owner.chunks.countHandle(block, memory);
            if (byteSize == 0) { // its chunk may have been released
                return handle(handle, memory);
            }
            assertThat(memory.address()).isEqualTo(slice.address());
            return new HandleModel(owner.pool, block.escape(),
                    new Piece(memory, owner.pool.regions.share(piece.region())),
                    handle);
        }
        assertThat(copies && !owner.pool.closed && !pressing).as("copied").isTrue();
        assertThat(memory.mismatch(slice)).isEqualTo(-1);
        owner.pool.events.add(Event.ESCAPED_AS_COPY);
        Block copy = owner.pool.ledger.find(memory.address());
        assertThat(copy.bytes).isIn(preferred, CopiesModel.bytes(slice));
        assertThat(call.obtained).isEqualTo(1);
        owner.pool.claim(copy, owner, true, false);
        owner.syncHeld(copy.bytes);
        if (copy.bytes > CopiesModel.bytes(slice)) {
            shared.begin(copy);
        } else {
            owner.chunks.add(copy, owner.arena.scope());
        }
        owner.family.taken();
        owner.chunks.countHandle(copy, memory);
        shared.add(slice, memory);
        if (copy.bytes == CopiesModel.bytes(slice)) {
            owner.chunks.giveUp(copy);
        }
        return handle(handle, memory);
    }

    /** Lets a value escape as a copy in the chunk of copies. */
    private HandleModel escapeInto(Block withRoom, MemorySegment slice, Ledger.Call call) {
        Owned<MemorySegment> handle = owner.arena.escape(slice);
        assertThat(call.obtained + call.heard.size()).isZero();
        assertThat(handle.get().mismatch(slice)).isEqualTo(-1);
        owner.pool.events.add(Event.ESCAPED_INTO_SHARED_CHUNK);
        owner.chunks.countHandle(withRoom, handle.get());
        owner.chunks.copies.add(slice, handle.get());
        return handle(handle, handle.get());
    }
}
