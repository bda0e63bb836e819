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

package dev.arena.engine.alloc;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.chunk.ChunkList;
import dev.arena.engine.chunk.ChunkResult;
import dev.arena.engine.chunk.Refusal;
import dev.arena.engine.chunk.SizeClass;
import dev.arena.engine.pool.ChunkPool;

/**
 * The bump allocator. An allocation moves {@link #cursor} through the current chunk. Only if the chunk has no room does anything
 * else happen.
 *
 * <p>The fast path has no atomic operation, lock or system call. The segment is made in one place, after the fast and the slow
 * path have joined: if the slow path returned a segment, the JIT compiler could not replace the object by scalars. The segment
 * is made of an address and the session and is not a slice of the chunk: the JIT compiler must load every field again after the
 * call of the slow path, and a slice would need more fields. Making the segment checks the session, and with it the thread,
 * before the cursor moves.
 *
 * <p>The allocator, its {@link PooledArena} and its {@link GenerationAllocator} are one object, so that an allocation loads all
 * fields from there.
 *
 * <p>Not thread safe: the arena ensures that one thread at a time calls it.
 */
abstract class BumpAllocator extends PooledArena {

    /** The session of new allocations. */
    @Nullable
    Arena session;
    long cursor;

    /** The address after the current chunk; −1 without a current chunk, so that even a request for 0 bytes calls refill. */
    long chunkEnd = -1;

    @Nullable
    Chunk currentChunk;

    /** Full and oversized chunks; null without any. */
    @Nullable
    ChunkList retired;

    /** Why the last refill failed. */
    private @Nullable Refusal refusal;

    BumpAllocator(ChunkPool pool, long byteBudget, @Nullable Account parent) {
        super(pool, byteBudget, parent);
    }

    /**
     * Opens a session if there is none, and lets it keep objects reachable that must not be collected before it closes. Can
     * open another session and retire the current chunk.
     */
    abstract void openSessionFor(Chunk chunk);

    /** Whether an open mark or handles hold {@code full} from now on, which was the current chunk. Called once for each chunk. */
    abstract boolean isTakenOver(Chunk full);

    /**
     * Releases memory of closed handles from the accounts of this arena and its parents, even if that needs a new current
     * chunk. Returns whether any bytes were released.
     */
    abstract boolean releaseAllClosed();

    /** Returns the exception for a refusal. */
    protected abstract RuntimeException exhausted(Refusal why);

    /** Counts a refusal that was not counted yet, and returns its exception. */
    protected final RuntimeException refused(Refusal why) {
        pool.refused(entry(), why);
        return exhausted(why);
    }

    /**
     * Allocates {@code byteSize} bytes, 0 or more, at {@code byteAlignment}, a power of two.
     *
     * @throws RuntimeException     if memory is refused, as {@link #exhausted} returns it
     * @throws WrongThreadException if the session belongs to another thread
     */
    @SuppressWarnings({"NullAway", "restricted"}) // without a session, chunkEnd is -1 and no request fits
    protected final MemorySegment bump(long byteSize, long byteAlignment) {
        long start = align(cursor, byteAlignment);
        long end = start + byteSize;
        if (byteSize > chunkEnd - start) {
            start = refill(byteSize, byteAlignment, true);
            if (start < 0) {
                throw exhausted(Objects.requireNonNull(refusal));
            }
            end = cursor;
        }
        MemorySegment segment = MemorySegment.ofAddress(start).reinterpret(byteSize, session, null);
        cursor = end;
        return segment;
    }

    /** Allocates as {@link #bump} does, or returns null if memory is refused. */
    protected final @Nullable MemorySegment tryBump(long byteSize, long byteAlignment) {
        if (byteSize <= chunkEnd - align(cursor, byteAlignment)) {
            return bump(byteSize, byteAlignment);
        }
        long start = refill(byteSize, byteAlignment, true);
        return start < 0 ? null : segment(start, byteSize);
    }

    /**
     * Allocates as {@link #bump} does, for a caller that can use less memory. Returns null at once if the budgets have no room
     * now: no listener is called, no thread waits, and no refusal is counted.
     *
     * @param spare bytes that must remain available afterwards; otherwise the result is null as well
     */
    protected final @Nullable MemorySegment tryBumpNow(long byteSize, long byteAlignment, long spare) {
        long start = align(cursor, byteAlignment);
        if (byteSize <= chunkEnd - start) {
            return leaves(spare, start + byteSize - cursor) ? bump(byteSize, byteAlignment) : null;
        }
        requireUsable();
        releaseClosed();
        if (!hasRoom(withSlack(byteSize, byteAlignment), spare)) {
            return null;
        }
        start = refill(byteSize, byteAlignment, false);
        return start < 0 ? null : segment(start, byteSize);
    }

    /** Whether {@code spare} bytes can still be allocated after {@code taken} bytes are taken from the current chunk. */
    protected final boolean leaves(long spare, long taken) {
        return spare == 0 || spare <= chunkEnd - cursor - taken || hasRoom(spare, 0);
    }

    /** Whether the budgets have room now for a request of {@code need} bytes, and for {@code spare} bytes in addition. */
    private boolean hasRoom(long need, long spare) {
        long bytes = leastChunkBytes(need);
        long rest = isOversized(need) ? Math.max(0, chunkEnd - cursor) : bytes - need;
        long besides = spare <= rest ? 0 : leastChunkBytes(spare);
        long room = room();
        return bytes <= room && besides <= room - bytes && pool.hasRoom(bytes + besides);
    }

    @SuppressWarnings("restricted")
    final MemorySegment segment(long start, long byteSize) {
        return MemorySegment.ofAddress(start).reinterpret(byteSize, session, null);
    }

    static long align(long address, long alignment) {
        return (address + alignment - 1) & -alignment;
    }

    /**
     * Takes a chunk and allocates from it. Returns the address of the allocated bytes, or −1 if memory is refused. The chunk
     * has the class that the ratchet has reached, or a smaller class if the budget has no room for that. A large request gets
     * an oversized chunk.
     *
     * <p>This is one long method on purpose. HotSpot never inlines a method of more than 325 bytes of bytecode
     * ({@code FreqInlineSize}). If this method is inlined because refills were frequent, {@link #bump} becomes too big to be
     * inlined itself, and each allocation costs a segment on the heap. There is no other way that holds in the virtual machine
     * of an application: the annotation against inlining is the JDK's own, and options are the application's.
     *
     * @param insist whether to wait for memory, to call the listener before a refusal, and to count the refusal
     */
    private long refill(long byteSize, long byteAlignment, boolean insist) {
        long need = withSlack(byteSize, byteAlignment);
        pool.requireOutsideSource();
        for (;;) {
            requireUsable();
            releaseClosed();
            if (pool.hasSoftLimit()) {
                SoftLimitReports.before(this, need); // first, because the listener may use or end this arena
                requireUsable();
            }
            ChunkResult result;
            if (isOversized(need)) {
                result = takeOversized(need);
            } else {
                SizeClass least = pool.sizeClasses().smallestFor(need);
                SizeClass wanted = nextClass(least);
                boolean charged = tryCharge(wanted.bytes());
                if (!charged) { // the budget is too low, or another arena has just taken it
                    wanted = least;
                    charged = tryCharge(wanted.bytes());
                }
                if (charged) {
                    long taken = 0;
                    try {
                        result = pool.acquire(entry(), wanted, least);
                        taken = result instanceof Chunk chunk ? chunk.bytes() : 0;
                    } finally {
                        if (taken != wanted.bytes()) {
                            release(wanted.bytes() - taken);
                        }
                    }
                } else {
                    registerEntry();
                    result = overBudget(wanted.bytes());
                }
            }
            if (result instanceof Refusal early) {
                if (early.isOutdated()) {
                    continue;
                }
                if (!insist) {
                    return -1;
                }
                if (canRetryAfter(early)) {
                    continue;
                }
                result = awaitMemory(early, need);
                if (result instanceof Refusal late) {
                    if (late.isOutdated()) {
                        continue;
                    }
                    refusal = late;
                    pool.refused(entry(), late);
                    return -1;
                }
            }
            return place((Chunk) result, byteSize, byteAlignment);
        }
    }

    /** Whether the allocation can be retried, because memory may have become available. */
    private boolean canRetryAfter(Refusal early) {
        return (early.kind() != Refusal.Kind.SOURCE && releaseAllClosed())
                || pool.reportSoftLimitBefore(early) || SoftLimitReports.before(this, early);
    }

    /** Puts a charged chunk into use and returns the address of the allocated bytes. */
    private long place(Chunk chunk, long byteSize, long byteAlignment) {
        try {
            openSessionFor(chunk);
            prepareToRecord(chunk);
        } catch (RuntimeException | Error e) { // native access denied, or no heap left
            undo(chunk);
            throw e;
        }
        long start = align(chunk.address(), byteAlignment);
        record(chunk);
        SizeClass sizeClass = chunk.sizeClass();
        if (sizeClass == null) {
            retire(chunk);
        } else {
            retireCurrent();
            currentChunk = chunk;
            cursor = start + byteSize;
            chunkEnd = chunk.address() + chunk.bytes();
            ratchet = sizeClass.index() + 1;
        }
        return start;
    }

    /**
     * Takes an oversized chunk for a caller that does not depend on it, and adds it to the retired chunks last. Returns null if
     * memory is refused. Returns null, too, if the allocation would cross a soft limit: the listener could end what the caller
     * is about to use.
     */
    @Nullable
    Chunk oversizedIfAny(long bytes) {
        releaseClosed();
        if (SoftLimitReports.wouldReport(this, bytes) || !tryCharge(bytes)) {
            return null;
        }
        Chunk chunk = null;
        try {
            chunk = pool.oversizedIfAny(bytes);
        } finally {
            if (chunk == null) {
                release(bytes);
            }
        }
        if (chunk == null) {
            return null;
        }
        try {
            prepareToRecord(chunk);
        } catch (OutOfMemoryError e) { // no heap left
            undo(chunk);
            throw e;
        }
        record(chunk);
        retire(chunk);
        return chunk;
    }

    /** Allocates the heap objects that {@link #record} and {@link #retire} need, which can fail. */
    private void prepareToRecord(Chunk chunk) {
        if (retired == null && (currentChunk != null || chunk.sizeClass() == null)) {
            retired = new ChunkList();
        }
        prepareToCount(chunk);
    }

    private void record(Chunk chunk) {
        count(chunk);
        if (chunk.sizeClass() == null) {
            chunk.setUsed(chunk.bytes());
        }
        recordPeak();
    }

    final void retireCurrent() {
        Chunk full = takeCurrent();
        if (full != null) {
            retire(full);
        }
    }

    /** Adds to the list that {@link #prepareToRecord} has made. */
    private void retire(Chunk full) {
        Objects.requireNonNull(retired).add(full);
    }

    /** Removes and returns the current chunk. Returns null without one, and if an open mark or handles keep the chunk. */
    final @Nullable Chunk takeCurrent() {
        Chunk full = currentChunk;
        if (full != null) {
            full.setUsed(full.bytes() - (chunkEnd - cursor));
            currentChunk = null;
            if (isTakenOver(full)) {
                full = null;
            }
        }
        cursor = 0;
        chunkEnd = -1;
        return full;
    }

    /**
     * Makes the most recent allocation larger in place, if it is in the current chunk and there is room after it.
     *
     * @return null if the allocation cannot grow without moving; a read-only view never can, because it would become writable
     */
    protected final @Nullable MemorySegment tryGrowInPlace(MemorySegment last, long newByteSize) {
        long more = newByteSize - last.byteSize();
        if (last.isReadOnly() || !isLast(last) || more > chunkEnd - cursor) {
            return null;
        }
        MemorySegment grown = segment(last.address(), newByteSize);
        cursor += more;
        return grown;
    }

    /** Whether {@code segment} is the last allocation of the current chunk, under the current session. */
    private boolean isLast(MemorySegment segment) {
        Chunk chunk = currentChunk;
        return chunk != null && session != null && segment.address() + segment.byteSize() == cursor
                && chunk.contains(segment) && segment.scope().equals(session.scope());
    }

    /**
     * Cuts the most recent allocation short, if it is in the current chunk and no value has escaped from that chunk: a handle
     * could reach the bytes. The bytes are free for this generation again. They are scrubbed again at the end of the
     * generation, because {@code last} still reaches them.
     */
    protected final void takeBack(MemorySegment last, long newByteSize) {
        Chunk chunk = currentChunk;
        if (chunk == null || chunk.escaped() != null || last.isReadOnly() || !isLast(last)) {
            return;
        }
        long end = last.address() + newByteSize;
        chunk.raiseHighWaterMark(cursor);
        chunk.scrub(end, cursor);
        cursor = end;
    }
}
