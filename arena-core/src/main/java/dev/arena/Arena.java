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

package dev.arena;

import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * An arena allocates off-heap memory for one unit of work, such as a web request, and releases all of it in one step. An
 * allocation only advances a cursor.
 *
 * {@snippet file="dev/arena/ArenaSamples.java" region="standalone"}
 *
 * <p>An arena is a {@link java.lang.foreign.Arena}, so every API of {@code java.lang.foreign} accepts it. It differs from the
 * arenas of the JDK in three ways. An arena takes memory from a pool in large <em>chunks</em> and reuses them, so an
 * allocation costs a few nanoseconds. A byte budget limits the size of the chunks. {@link #reset} ends all allocations, and
 * the arena can be used again.
 *
 * <h2>Life of a segment</h2>
 *
 * All allocations between two resets form a <em>generation</em>. Every access to a segment of a generation that has ended
 * throws {@link IllegalStateException}, even if the memory is in use again. In a shared arena this applies after a delay,
 * because the pool closes the sessions of many generations together. It does not reuse the memory before. Resources that are
 * attached to the scope of a shared arena, such as a file mapping, are released with the same delay. New memory is zero.
 *
 * <h2>Threads</h2>
 *
 * A {@linkplain Confinement#CONFINED confined} arena belongs to the thread that opened it. Any other thread gets a
 * {@link WrongThreadException}. Any thread may use a {@linkplain Confinement#SHARED shared} arena and allocate from it. Any
 * thread may call {@link #stats}.
 *
 * <h2>Closing</h2>
 *
 * Close every arena. An arena that becomes garbage without being closed is a leak, see {@link LeakDetection}.
 *
 * @see ArenaPool
 * @since 0.1.0
 */
public interface Arena extends java.lang.foreign.Arena {

    /**
     * Opens a confined arena with default settings that does not share its memory with other arenas.
     *
     * @return a new arena, to be closed by the caller
     */
    static Arena create() {
        return builder().build();
    }

    /**
     * Starts the configuration of an arena or of a pool of arenas.
     *
     * @return a builder with default settings
     */
    static ArenaBuilder builder() {
        return new ArenaBuilder();
    }

    /**
     * Allocates memory that reads as zero. The allocation needs no heap memory and no system call if the current chunk has
     * room.
     *
     * @param  byteSize                 size in bytes, 0 or more
     * @param  byteAlignment            alignment in bytes, a power of two
     * @return                          a segment of this generation
     * @throws ArenaExhaustedException  if the arena's budget, the pool's budget or the chunk source refuses the chunk that
     *                                  is needed; nothing has changed then, and smaller requests may still succeed
     * @throws IllegalArgumentException if the size is negative or the alignment no positive power of two
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    @Override
    MemorySegment allocate(long byteSize, long byteAlignment);

    /**
     * Allocates like {@link #allocate(long, long)}, but returns null instead of throwing {@link ArenaExhaustedException}.
     *
     * @param  byteSize                 size in bytes, 0 or more
     * @param  byteAlignment            alignment in bytes, a power of two
     * @return                          a segment of this generation, or null if memory is refused
     * @throws IllegalArgumentException if the size is negative or the alignment no positive power of two
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    @Nullable
    MemorySegment tryAllocate(long byteSize, long byteAlignment);

    /**
     * Allocates memory that the caller does not depend on, such as a larger buffer than it needs. Unlike {@link #tryAllocate},
     * this method returns null at once if the budgets have no room now: the thread does not wait for memory of the pool, no
     * {@link SoftLimitListener} is called, and no refusal is counted.
     *
     * @param  byteSize                 size in bytes, 0 or more
     * @param  byteAlignment            alignment in bytes, a power of two
     * @return                          a segment of this generation, or null if there is no memory for it now
     * @throws IllegalArgumentException if the size is negative or the alignment no positive power of two
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    @Nullable
    MemorySegment tryAllocateNow(long byteSize, long byteAlignment);

    /**
     * Makes a segment larger without moving it. This is possible for the last segment that was allocated from the current
     * chunk, if the chunk has room. The added bytes read as zero.
     *
     * @param  segment                  a segment that this arena allocated
     * @param  newByteSize              size in bytes, not less than that of {@code segment}
     * @return                          a segment with the same memory and the bytes after it, or null if it cannot grow in
     *                                  place
     * @throws IllegalArgumentException if the new size is less than the old
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    @Nullable
    MemorySegment tryGrow(MemorySegment segment, long newByteSize);

    /**
     * Makes a segment larger, in place {@linkplain #tryGrow if possible}. Otherwise its bytes are copied to newly allocated
     * memory, which is counted as a <em>relocation</em>. The added bytes read as zero. After a relocation, the old segment
     * remains valid and unchanged until the generation ends.
     *
     * @param  segment                  a segment that this arena allocated
     * @param  newByteSize              size in bytes, not less than that of {@code segment}
     * @param  byteAlignment            alignment in bytes for the copy, a power of two
     * @return                          a segment that begins with the bytes of {@code segment}
     * @throws ArenaExhaustedException  as for {@link #allocate(long, long)}; {@code segment} is unharmed
     * @throws IllegalArgumentException if the new size is less than the old, or the alignment no positive power of two
     * @throws IllegalStateException    if the arena has been closed, or the segment's generation has ended
     * @throws WrongThreadException     if it is confined to another thread
     */
    MemorySegment grow(MemorySegment segment, long newByteSize, long byteAlignment);

    /**
     * Makes a segment larger as {@link #grow} does, up to a preferred size. Buffers that grow step by step prefer twice their
     * size. If the budgets have no room for the preferred size, smaller sizes are tried, down to the least size. Only the least
     * size can be refused: larger sizes are tried as in {@link #tryAllocateNow}.
     *
     * @param  segment                  a segment that this arena allocated
     * @param  leastByteSize            size in bytes that is needed, not less than that of {@code segment}
     * @param  preferredByteSize        size in bytes to aim at; the least size if it is less than that
     * @param  byteAlignment            alignment in bytes for the copy, a power of two
     * @return                          a segment that begins with the bytes of {@code segment}, of any size from the least to the
     *                                  preferred
     * @throws ArenaExhaustedException  as for {@link #allocate(long, long)} with the least size; {@code segment} is unharmed
     * @throws IllegalArgumentException if the least size is less than the old size, or the alignment no positive power of two
     * @throws IllegalStateException    if the arena has been closed, or the segment's generation has ended
     * @throws WrongThreadException     if it is confined to another thread
     */
    default MemorySegment growAtLeast(MemorySegment segment, long leastByteSize, long preferredByteSize,
            long byteAlignment) {
        return growAtLeast(segment, leastByteSize, preferredByteSize, byteAlignment, 0);
    }

    /**
     * Makes a segment larger as {@link #growAtLeast(MemorySegment, long, long, long)} does, for a buffer of several segments. A
     * size above the least size is taken only if the budgets still have room for the other segments afterwards, with the same
     * share of surplus.
     *
     * @param  segment                  a segment that this arena allocated
     * @param  leastByteSize            size in bytes that is needed, not less than that of {@code segment}
     * @param  preferredByteSize        size in bytes to aim at; the least size if it is less than that
     * @param  byteAlignment            alignment in bytes for the copy, a power of two
     * @param  spareBytes               bytes that the other segments need, 0 or more
     * @return                          a segment that begins with the bytes of {@code segment}, of any size from the least to the
     *                                  preferred
     * @throws ArenaExhaustedException  as for {@link #allocate(long, long)} with the least size; {@code segment} is unharmed
     * @throws IllegalArgumentException if the least size is less than the old size, the alignment no positive power of two, or
     *                                  the spare bytes negative
     * @throws IllegalStateException    if the arena has been closed, or the segment's generation has ended
     * @throws WrongThreadException     if it is confined to another thread
     */
    MemorySegment growAtLeast(MemorySegment segment, long leastByteSize, long preferredByteSize, long byteAlignment,
            long spareBytes);

    /**
     * Makes a segment smaller. The bytes that are cut off are free for this generation again if the segment is the last one
     * that was allocated from the current chunk and no value has escaped from that chunk. Otherwise they stay unused until the
     * generation ends.
     *
     * <p>Other segments that reach these bytes, such as {@code segment} itself, must not be used any more: they share the bytes
     * with later allocations of this generation. They cannot reach another generation or another arena.
     *
     * @param  segment                  a segment that this arena allocated
     * @param  newByteSize              size in bytes, not more than that of {@code segment}
     * @return                          the first bytes of {@code segment}
     * @throws IllegalArgumentException if the new size is negative or more than the old
     * @throws IllegalStateException    if the arena has been closed, or the segment's generation has ended
     * @throws WrongThreadException     if it is confined to another thread
     */
    MemorySegment shrink(MemorySegment segment, long newByteSize);

    /**
     * Allocates memory that stays until its handle is closed, independent of the arena. It costs a few nanoseconds more than
     * {@link #allocate}. A chunk that has served only handles returns to the pool when the last handle is closed. Its bytes
     * count as held by the arena until the last handle is closed and the arena needs another chunk, or until the generation
     * ends. From then on they count as live in the pool.
     *
     * @param  byteSize                 size in bytes, 0 or more
     * @param  byteAlignment            alignment in bytes, a power of two
     * @return                          a handle with one owner
     * @throws ArenaExhaustedException  as for {@link #allocate(long, long)}
     * @throws IllegalArgumentException if the size is negative or the alignment no positive power of two
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    Owned<MemorySegment> allocateOwned(long byteSize, long byteAlignment);

    /**
     * Allocates like {@link #allocateOwned}, for a handle that can be shared.
     *
     * @param  byteSize                 size in bytes, 0 or more
     * @param  byteAlignment            alignment in bytes, a power of two
     * @return                          the first handle
     * @throws ArenaExhaustedException  as for {@link #allocate(long, long)}
     * @throws IllegalArgumentException if the size is negative or the alignment no positive power of two
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    Shared<MemorySegment> allocateShared(long byteSize, long byteAlignment);

    /**
     * Lets a segment of this generation escape: the returned handle keeps its memory after the generation has ended. If the
     * segment is at least an eighth of its chunk, it is not copied. The handle then keeps the chunk, and changes through
     * {@code segment} are visible through the handle. A smaller segment is copied, because keeping the whole chunk would
     * cost more. Copies of up to some 500 bytes share chunks of at most 4 KiB, and a handle to one of them keeps its chunk. A
     * larger copy has a chunk of its own. The segment is not copied if there is no memory for the copy, or if the copy would
     * cross a soft limit. An alignment of up to 64 bytes is preserved.
     *
     * @param  segment                  a segment that this arena allocated since the last reset, or a slice of one
     * @return                          a handle to its bytes
     * @throws ArenaExhaustedException  if the segment is empty, and there is no chunk that an empty handle can keep
     * @throws IllegalArgumentException if the segment belongs to another arena or generation
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    Owned<MemorySegment> escape(MemorySegment segment);

    /**
     * Sets a mark. Closing the mark ends all later allocations and releases their memory to the arena. Earlier allocations
     * remain valid. The mark has its own session, and a buffer that {@linkplain #grow grows} by relocation moves to that
     * session. In a shared arena, closing the mark costs 30 to 170 µs for a handshake with every thread of the JVM, and also
     * ends the allocations of other threads since the mark.
     *
     * @return                       the mark, to be closed by the caller
     * @throws IllegalStateException if the arena has been closed, or if a cleanup calls this
     * @throws WrongThreadException  if it is confined to another thread
     */
    Mark mark();

    /**
     * Opens a child arena for a part of this work. The child has the same confinement, and its own generation and budget. The
     * chunks of the child also count against the budget of this arena. The child ends when it is closed, at the latest with
     * this generation. Children end before the cleanup actions run, and the last opened child ends first. In a shared arena,
     * a cleanup action of a child must not use the parent, because another thread may be ending the parent and waiting for
     * the child.
     *
     * @param  byteBudget               limit of the chunks that the child may hold, in bytes, at least one smallest chunk
     * @return                          an arena, to be closed by the caller or with this generation
     * @throws IllegalArgumentException if the budget is less than the smallest chunk
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    Arena child(long byteBudget);

    /**
     * Opens a child arena like {@link #child(long)}, but without a limit of its own. The budget of this arena limits both.
     *
     * @return                       an arena, to be closed by the caller or with this generation
     * @throws IllegalStateException if the arena has been closed
     * @throws WrongThreadException  if it is confined to another thread
     */
    default Arena child() {
        return child(Long.MAX_VALUE);
    }

    /**
     * Registers an action for the end of this generation. Actions run once, at {@link #reset} or {@link #close}, the last
     * registered first, while the memory of the generation can still be read. If an action throws, the other actions still run,
     * and the memory is returned. In a shared arena, other threads that use the arena wait until the actions have run, so a
     * cleanup must not wait for them.
     *
     * @param  cleanup               the action; it may allocate, but not reset or close the arena
     * @throws IllegalStateException if the arena has been closed
     * @throws WrongThreadException  if it is confined to another thread
     */
    void onReset(Runnable cleanup);

    /**
     * Registers a resource that is closed at the end of this generation, by a cleanup as in {@link #onReset(Runnable)}. A
     * checked exception of its {@code close} is wrapped in an {@link IllegalStateException}.
     *
     * @param  <T>                   type of the resource
     * @param  resource              the resource to close
     * @return                       the resource
     * @throws IllegalStateException if the arena has been closed; the resource is then still open
     * @throws WrongThreadException  if it is confined to another thread; the resource is then still open
     */
    default <T extends AutoCloseable> T register(T resource) {
        onReset(() -> {
            try {
                resource.close();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("Failed to close " + resource + " when its arena was reset or closed",
                        e);
            }
        });
        return resource;
    }

    /**
     * Ends this generation: runs its cleanups, ends every segment allocated since the last reset, and returns the chunks.
     * The next allocation begins a new generation.
     *
     * @throws IllegalStateException if the arena has been closed, if a cleanup calls this, or if a native call is using a
     *                               segment; in the last case the memory remains unchanged and the call can be repeated
     * @throws WrongThreadException  if it is confined to another thread
     * @throws RuntimeException      the first exception of a cleanup, with those of other cleanups suppressed in it; the
     *                               generation has ended even so
     */
    void reset();

    /**
     * Ends this generation as {@link #reset} does, and the arena with it. Further calls have no effect.
     *
     * @throws IllegalStateException if a cleanup calls this, or if a native call is using a segment; in the last case the arena
     *                               is still open and the call can be repeated
     * @throws WrongThreadException  if it is confined to another thread
     * @throws RuntimeException      the first exception of a cleanup, with those of other cleanups suppressed in it; the arena
     *                               has ended even so
     */
    @Override
    void close();

    /**
     * The session of the current generation. It is alive until the next {@link #reset} or {@link #close}.
     *
     * @return                       the scope of segments that are allocated now
     * @throws IllegalStateException if the arena has been closed
     * @throws WrongThreadException  if it is confined to another thread
     */
    @Override
    MemorySegment.Scope scope();

    /**
     * Runs optional work. The arena sets a {@linkplain #mark mark}, and returns to it if the work fails. If the work
     * succeeds, its allocations remain until the end of this generation or of an earlier mark.
     *
     * {@snippet file="dev/arena/ArenaSamples.java" region="attempt"}
     *
     * <p>If an allocation is refused, all allocations of the work end. This includes earlier buffers that moved in order to
     * grow. The work must therefore not add to buffers, vectors or maps that were created before it. Successful work keeps
     * the session of its mark until the generation ends, so use this method for steps of a request and not for single
     * elements. A refused call does not change its object. For a single call, it is therefore enough to catch the exception.
     *
     * @param  <T>                   type of the result
     * @param  work                  the work
     * @return                       its result; empty if an {@link ArenaExhaustedException} was thrown, by this arena or another
     * @throws NullPointerException  if the result is null
     * @throws IllegalStateException if the arena has been closed, or if a cleanup calls this
     * @throws WrongThreadException  if it is confined to another thread
     * @throws RuntimeException      as the work does; this arena has then returned to the mark
     */
    default <T> Optional<T> attempt(Supplier<? extends T> work) {
        Mark mark = mark();
        boolean failed = true;
        try {
            Optional<T> result = Optional.of(work.get());
            failed = false;
            return result;
        } catch (ArenaExhaustedException e) {
            return Optional.empty();
        } finally {
            if (failed) {
                mark.close();
            }
        }
    }

    /**
     * Asks whether work may begin that reads a long input into this arena. If the pool, or a partition of the arena, has refused
     * memory within the last second, it admits only as much new work as it can complete. Otherwise requests take its memory
     * step by step, use it up together, and are all refused before one of them is complete. A group that is not overloaded
     * admits all work. So does an arena that has its pool to itself.
     *
     * {@snippet file="dev/arena/ArenaSamples.java" region="admission"}
     *
     * <p>A group expects admitted work to take memory in proportion to the length of its input, and learns the proportion. It
     * reserves nothing. It no longer expects this after one to two seconds.
     *
     * @param  inputBytes               length of the input, in bytes, 1 or more
     * @return                          the permission, to be {@linkplain Admission#complete completed} when the input was read,
     *                                  and closed in any case
     * @throws ArenaExhaustedException  if a group is overloaded
     * @throws IllegalArgumentException if the length is not positive
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    Admission admit(long inputBytes);

    /**
     * The limit of the chunks that this arena may hold. Any thread may call this.
     *
     * @return the byte budget, in bytes
     */
    long byteBudget();

    /**
     * Returns how many bytes this arena may still take, by its own byte budget and those of its parents and partitions. The
     * budget of the pool may permit less. Arenas take memory in whole chunks. The free part of the current chunk is not
     * included.
     *
     * @return                       bytes of chunks, 0 or more
     * @throws IllegalStateException if the arena has been closed
     * @throws WrongThreadException  if it is confined to another thread
     */
    long remaining();

    /**
     * Returns statistics of this arena, also after the arena was closed. Any thread may call this method. The values are
     * exact if no other thread uses the arena. Otherwise they are recent values.
     *
     * @return the current statistics
     */
    ArenaStats stats();
}
