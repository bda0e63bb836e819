package dev.arena;

import java.lang.foreign.MemorySegment;

/**
 * Where chunks come from: the backing allocator. Calls are rare, as chunks are large and reused, and come from any thread,
 * also at the same time.
 *
 * <p>An implementation that fails, or that returns something else than it was asked for, is refused cleanly: the
 * allocation that needed the chunk gets an {@link ArenaExhaustedException} with {@link ArenaExhaustedException.Reason#SOURCE}.
 * That includes memory which overlaps what the same pool has from it already. Errors other than {@link OutOfMemoryError} reach
 * the caller of the allocation.
 *
 * <p>An implementation must not allocate from the arenas of the pool that it serves, which throws
 * {@link IllegalStateException}. One that blocks holds up nobody but those who need a chunk from it; where a budget is used
 * up, {@link #release} is waited for as well.
 */
public interface ChunkSource {

    /**
     * Obtains memory.
     *
     * @param  byteSize         size in bytes, more than 0
     * @return                  a native, writable segment of exactly that size, filled with zeros, aligned to at least 16
     *                          bytes, that any thread can access until it is {@linkplain #release released}
     * @throws OutOfMemoryError if there is none; any {@link RuntimeException} is understood likewise
     */
    MemorySegment obtain(long byteSize);

    /**
     * Takes memory back. No segment that could reach it is alive any more. What this throws is logged and counted in
     * {@link PoolStats#failedReleases}; the memory counts as released all the same.
     *
     * @param memory a segment that {@link #obtain} returned; each is released once
     */
    void release(MemorySegment memory);

    /**
     * Tells a source that keeps released memory for itself to give it to the operating system. A pool calls this after
     * {@link ArenaPool#trim}, and after its idle trim, if that has released anything: once for all that was released, and
     * never on behalf of an arena. What this throws is logged and has no further effect. Does nothing by default.
     */
    default void trim() {}

    /**
     * Memory of the C library ({@code calloc} and {@code free}). It goes back at once when it is released, independent of
     * garbage collection. The JVM does not count it: it is neither limited by {@code -XX:MaxDirectMemorySize} nor part of
     * the JVM's buffer metrics. Like all of {@code java.lang.foreign} that reaches beyond the JVM it needs
     * {@code --enable-native-access}.
     *
     * <p>The C library may keep freed memory for the next one who asks. When a pool trims, the GNU C library is told to
     * return all of it to the operating system ({@code malloc_trim}), also what others of the same process have freed; with
     * others, how much goes back is theirs to decide.
     *
     * @return the default source
     */
    static ChunkSource nativeMemory() {
        return NativeChunkSource.INSTANCE;
    }
}
