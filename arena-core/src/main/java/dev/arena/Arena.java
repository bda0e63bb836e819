package dev.arena;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

/**
 * Off-heap memory for one phase of work, such as a web request: allocating moves a cursor, and everything allocated ends
 * in one step.
 *
 * {@snippet file="dev/arena/ArenaSamples.java" region="standalone"}
 *
 * <p>An arena is a {@link java.lang.foreign.Arena}, so every API of {@code java.lang.foreign} accepts it. It differs from
 * those of the JDK in three ways: memory comes in large <em>chunks</em> that are reused, so an allocation costs a few
 * nanoseconds; the bytes of its chunks are held to a budget; and {@link #reset} ends what was allocated while the arena
 * itself goes on.
 *
 * <h2>Life of a segment</h2>
 *
 * What is allocated between two resets is a <em>generation</em>. Segments of a generation that has ended throw
 * {@link IllegalStateException} on every access, also after their memory has begun to serve somebody else. In a shared arena
 * that begins a little later, and what is attached to its scope, such as a file mapping, goes as late: many generations are
 * ended together, and until then their memory serves nobody. Memory reads as zero until it is written.
 *
 * <h2>Threads</h2>
 *
 * A {@linkplain Confinement#CONFINED confined} arena belongs to the thread that opened it: any other thread gets a
 * {@link WrongThreadException}. A {@linkplain Confinement#SHARED shared} arena may be used, and allocated from, by any
 * thread. {@link #stats} may be called by any thread.
 *
 * <h2>Closing</h2>
 *
 * Every arena must be closed. One that is forgotten is a leak; {@link LeakDetection} says what becomes of it.
 *
 * @see ArenaPool
 */
public interface Arena extends java.lang.foreign.Arena {

    /**
     * Opens a confined arena with default settings that shares its memory with no other.
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
     * Allocates memory that reads as zero. Costs no heap memory and no system call as long as the current chunk has room.
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
     * Allocates like {@link #allocate(long, long)}, but answers null where that would throw
     * {@link ArenaExhaustedException}.
     *
     * @param  byteSize                 size in bytes, 0 or more
     * @param  byteAlignment            alignment in bytes, a power of two
     * @return                          a segment of this generation, or null if memory is exhausted
     * @throws IllegalArgumentException if the size is negative or the alignment no positive power of two
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    @Nullable
    MemorySegment tryAllocate(long byteSize, long byteAlignment);

    /**
     * Allocates memory that the caller can do without, such as a larger buffer than it needs. Unlike {@link #tryAllocate}, it
     * asks only for what the budgets have room for now. If they have none, the result is null at once: the thread does not wait
     * for memory of the pool, no {@link SoftLimitListener} is told, and no refusal is counted.
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
     * Makes a segment larger without moving it. That is possible for the last segment that was allocated from the current
     * chunk, as far as the chunk has room. The bytes added read as zero.
     *
     * @param  segment                  a segment that this arena allocated
     * @param  newByteSize              size in bytes, not less than that of {@code segment}
     * @return                          the same memory and what follows it, or null if it cannot grow in place
     * @throws IllegalArgumentException if the new size is less than the old
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    @Nullable
    MemorySegment tryGrow(MemorySegment segment, long newByteSize);

    /**
     * Makes a segment larger, in place {@linkplain #tryGrow if possible}; otherwise its bytes are copied to newly allocated
     * memory, which is a <em>relocation</em> and counted as one. The bytes added read as zero. After a relocation the old
     * segment stays what it was until the generation ends.
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
     * Makes a segment larger as {@link #grow} does, by as much as there is memory for. Buffers that grow step by step call it
     * with twice their size as the preferred one. If the budgets have no room for that, smaller sizes are tried, down to the
     * least. Only the least size can be refused: the attempts before it are those of {@link #tryAllocateNow}.
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
     * size above the least is taken only if the budgets then still have room for what the other segments need, and for a surplus
     * of theirs in proportion.
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
     * Makes a segment smaller. If it was the last to be allocated from the current chunk, and no value has escaped from that, the
     * bytes cut off are free for this generation again; otherwise they stay unused until its end.
     *
     * <p>What else reaches the bytes cut off, such as {@code segment} itself, must not be used any more: it would share them
     * with what this generation allocates next. No other generation and no other arena can be reached so.
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
     * Allocates memory that stays until its handle is closed, whatever becomes of the arena. It costs a few nanoseconds more
     * than {@link #allocate}. A chunk that has served only handles returns to the pool when the last of them is closed; until
     * then, and until the arena next needs a chunk, its bytes count as held by the arena; after its end, as live in the pool.
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
     * Lets a segment of this generation escape. A segment that makes up at least an eighth of its chunk is not copied: the
     * handle keeps the chunk, and changes made through {@code segment} are seen through the handle. A smaller one is copied
     * into a chunk of its own, as keeping a whole chunk would cost more; where there is no memory for that, or the soft-limit
     * listener would have to hear of it first, it is kept as well. An alignment of up to 64 bytes is preserved.
     *
     * @param  segment                  a segment that this arena allocated since the last reset, or a slice of one
     * @return                          a handle to its bytes
     * @throws IllegalArgumentException if the segment is of another arena or generation
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    Owned<MemorySegment> escape(MemorySegment segment);

    /**
     * Sets a mark. When it is closed, everything allocated since has ended and its memory is free for the arena again, while
     * what was allocated before goes on. The mark has a session of its own; a buffer that {@linkplain #grow grows} by moving
     * moves to it. In a shared arena that costs 30 to 170 µs at the close, a handshake with every thread of the JVM, and covers
     * what other threads allocate meanwhile.
     *
     * @return                       the mark, to be closed by the caller
     * @throws IllegalStateException if the arena has been closed, or if a cleanup calls this
     * @throws WrongThreadException  if it is confined to another thread
     */
    Mark mark();

    /**
     * Opens an arena for a part of this work: for the same threads, with a generation and a budget of its own. What it holds
     * counts against the budget of this arena too. It ends with this generation, before the cleanups run and the last opened
     * first, or when it is closed itself. In a shared arena, a cleanup of a child must not use its parent: another thread may be
     * ending that, and wait for the child.
     *
     * @param  byteBudget               limit of the chunks that the child may hold, in bytes, at least one smallest chunk
     * @return                          an arena, to be closed by the caller or with this generation
     * @throws IllegalArgumentException if the budget is less than the smallest chunk
     * @throws IllegalStateException    if the arena has been closed
     * @throws WrongThreadException     if it is confined to another thread
     */
    Arena child(long byteBudget);

    /**
     * Registers an action for the end of this generation. Actions run at {@link #reset} or {@link #close}, the last
     * registered first, each once, while the memory of the generation can still be read. One that throws does not keep
     * the others from running, nor the memory from being returned. In a shared arena other threads that use it wait
     * meanwhile, so a cleanup must not wait for them.
     *
     * @param  cleanup               the action; it may allocate, but not reset or close the arena
     * @throws IllegalStateException if the arena has been closed
     * @throws WrongThreadException  if it is confined to another thread
     */
    void onReset(Runnable cleanup);

    /**
     * Lets a resource be closed at the end of this generation, as a cleanup like those of {@link #onReset(Runnable)}. A checked
     * exception of its {@code close} is wrapped in an {@link IllegalStateException}.
     *
     * @param  <T>                   type of the resource
     * @param  resource              what is to be closed
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
                throw new IllegalStateException("Closing " + resource + " at the end of its generation failed", e);
            }
        });
        return resource;
    }

    /**
     * Ends this generation: runs its cleanups, ends every segment allocated since the last reset, and returns the chunks.
     * The next allocation begins a new generation.
     *
     * @throws IllegalStateException if the arena has been closed, if a cleanup calls this, or if a native call is using a
     *                               segment just now; in the last case the memory stays as it was and the call can be
     *                               repeated
     * @throws WrongThreadException  if it is confined to another thread
     * @throws RuntimeException      the first exception that a cleanup threw, with those of other cleanups suppressed in
     *                               it; the generation has ended all the same
     */
    void reset();

    /**
     * Ends this generation as {@link #reset} does, and the arena with it. Closing an arena that is closed does nothing.
     *
     * @throws IllegalStateException if a cleanup calls this, or if a native call is using a segment just now; in the last
     *                               case the arena is still open and the call can be repeated
     * @throws WrongThreadException  if it is confined to another thread
     * @throws RuntimeException      the first exception that a cleanup threw, with those of other cleanups suppressed in
     *                               it; the arena has ended all the same
     */
    @Override
    void close();

    /**
     * The session of the current generation. It is alive until the next {@link #reset} or {@link #close}.
     *
     * @return                       the scope that segments allocated now have
     * @throws IllegalStateException if the arena has been closed
     * @throws WrongThreadException  if it is confined to another thread
     */
    @Override
    MemorySegment.Scope scope();

    /**
     * A snapshot of this arena's figures; also available after it was closed. May be called by any thread: exact where no
     * other thread is using the arena, otherwise a recent picture.
     *
     * @return the figures now
     */
    ArenaStats stats();
}
