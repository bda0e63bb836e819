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

package dev.arena.engine.chunk;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * A block of off-heap memory. Users never see its own segment. They see segments of its memory under the session of one
 * generation or of an escaped value, and these segments end with that session. A chunk may serve another owner only after the
 * session has closed.
 *
 * <p>A chunk belongs to one owner at a time: an arena, the cache, or the code that moves it from one to the other. It is not
 * thread safe by itself.
 *
 * @since 0.1.0
 */
public sealed class Chunk implements ChunkResult permits PaddedChunk {

    /** Least alignment of a chunk's memory, in bytes: what malloc guarantees on 64-bit systems. */
    public static final long ALIGNMENT = 16;

    /** Zeros to copy from. With 4 KiB, copying takes longer than the call, and the zeros stay in the first-level cache. */
    private static final MemorySegment ZEROS = Arena.global().allocate(4 << 10, 64).asReadOnly();

    private final MemorySegment memory;
    private final long address;
    private final long bytes;
    private final @Nullable SizeClass sizeClass;

    /** Whether the garbage collector frees the memory. */
    private final boolean collected;

    /** Bytes allocated from the start, as of the last call of {@link #setUsed}. */
    private long used;

    /**
     * End of the bytes that segments which were cut short may still reach, counted from the start. These bytes can be written
     * although the cursor is before them.
     */
    private long highWaterMark;

    private boolean fresh = true;

    /** The tracked arena that holds the chunk, if any. */
    private @Nullable ChunkHolder holder;

    /** Set while the arena holds the chunk and values have escaped from it. */
    private @Nullable EscapedMemory escaped;

    /** The next chunk of the one list that this chunk is on. */
    @Nullable
    Chunk next;

    /** A chunk of {@code sizeClass}, or an oversized one-shot chunk if that is null. */
    Chunk(MemorySegment memory, @Nullable SizeClass sizeClass) {
        this.memory = memory;
        this.address = memory.address();
        this.bytes = memory.byteSize();
        this.sizeClass = sizeClass;
        this.collected = !memory.scope().equals(MemorySegment.NULL.scope());
    }

    /** A chunk over {@code memory}. Only chunks of a size class live long enough to be padded. */
    public static Chunk of(MemorySegment memory, @Nullable SizeClass sizeClass) {
        return sizeClass == null ? new Chunk(memory, null) : new PaddedChunk(memory, sizeClass);
    }

    /** The whole chunk under another session. */
    @SuppressWarnings("restricted")
    public MemorySegment lend(Arena session) {
        return memory.reinterpret(session, collected ? keeper(null) : null);
    }

    /**
     * Lets a session keep objects reachable that must not be collected before it closes. These are the memory, if the garbage
     * collector frees it, because a segment may be the last reference to an arena; and {@code companion}, if it is not null.
     */
    @SuppressWarnings("restricted")
    public void keepReachable(Arena session, @Nullable Object companion) {
        if (collected || companion != null) {
            memory.reinterpret(session, keeper(companion));
        }
    }

    /** Does nothing when it runs. Its purpose is that the session refers to it. */
    @SuppressWarnings("ReachabilityFenceUsage")
    private Consumer<MemorySegment> keeper(@Nullable Object companion) {
        return _ -> {
            Reference.reachabilityFence(memory);
            Reference.reachabilityFence(companion);
        };
    }

    /** Sets the tracked arena that holds this chunk. */
    public void setHolder(ChunkHolder newHolder) {
        holder = newHolder;
    }

    /** Removes this chunk from the tracked arena that holds it, if any. Must be called before another owner can take the chunk. */
    public void removeFromHolder() {
        ChunkHolder before = holder;
        if (before != null) {
            holder = null;
            before.remove(this);
        }
    }

    /** Keeps this chunk alive for values that have escaped from it; null without such values. */
    public @Nullable EscapedMemory escaped() {
        return escaped;
    }

    /** Sets what {@link #escaped} returns. */
    public void setEscaped(@Nullable EscapedMemory memoryOfValues) {
        escaped = memoryOfValues;
    }

    /**
     * Sets how many bytes from the start the owner has allocated. Bytes after these and after the high-water mark read as
     * zero.
     */
    public void setUsed(long newUsed) {
        used = newUsed;
    }

    /** Records that a segment reaches up to the address {@code end} although the cursor has moved back. */
    public void raiseHighWaterMark(long end) {
        highWaterMark = Math.max(highWaterMark, end - address);
    }

    /** Whether a segment of this chunk was cut short. The cursor then does not show which bytes may be in use. */
    public boolean wasCutShort() {
        return highWaterMark > 0;
    }

    /** Zeroes all bytes that may have been written, so that the allocations of the next owner read as zero. */
    public void scrub() {
        zero(0, Math.max(used, highWaterMark));
        used = 0;
        highWaterMark = 0;
    }

    /** Zeroes the bytes between two addresses. */
    public void scrub(long from, long to) {
        zero(from - address, to - from);
    }

    /** Zeroes from the address {@code from} up to {@code end}, or up to the high-water mark if that is higher. */
    public void scrubFrom(long from, long end) {
        zero(from - address, Math.max(end - address, highWaterMark) - (from - address));
    }

    /** {@link MemorySegment#fill} writes 8 bytes at a time, a copy up to 64: one and a half to three times as fast. */
    private void zero(long offset, long count) {
        long at = offset;
        long left = count;
        for (; left > ZEROS.byteSize(); left -= ZEROS.byteSize()) {
            MemorySegment.copy(ZEROS, 0, memory, at, ZEROS.byteSize());
            at += ZEROS.byteSize();
        }
        MemorySegment.copy(ZEROS, 0, memory, at, left);
    }

    /** Marks the chunk as taken from the cache. */
    public void setReused() {
        fresh = false;
    }

    /** Whether the chunk comes from the source and not from the cache. */
    public boolean isFresh() {
        return fresh;
    }

    /** Whether {@code segment} is a part of this chunk's memory, under any session. */
    public boolean contains(MemorySegment segment) {
        long offset = segment.address() - address;
        return offset >= 0 && segment.byteSize() <= bytes - offset;
    }

    /** Address of the first byte. */
    public long address() {
        return address;
    }

    /** The memory, under the session of the source. */
    public MemorySegment memory() {
        return memory;
    }

    /** Its size class; null for an oversized chunk. */
    public @Nullable SizeClass sizeClass() {
        return sizeClass;
    }

    /** Size in bytes. */
    public long bytes() {
        return bytes;
    }

    /** Bytes after the last allocation, as of the last call of {@link #setUsed}. */
    public long tail() {
        return bytes - used;
    }

    /** The next chunk of the list that this chunk is on, or null. */
    public @Nullable Chunk next() {
        return next;
    }

    /** Links this chunk in front of {@code following}. */
    public void setNext(@Nullable Chunk following) {
        next = following;
    }
}
