package dev.arena;

import java.lang.foreign.MemorySegment;

/**
 * Where chunks come from: the backing allocator. Calls are rare, as chunks are large and reused, and come from any thread,
 * also at the same time. Some come while the pool or an arena is locked: a source must not call a pool or an arena that it
 * serves, nor wait for a thread that does. That can corrupt an arena or deadlock.
 *
 * <p>An implementation that fails, or that returns something else than it was asked for, is refused cleanly: the
 * allocation that needed the chunk gets an {@link ArenaExhaustedException} with {@link ArenaExhaustedException.Reason#SOURCE}.
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
     * Takes memory back. No segment that could reach it is alive any more.
     *
     * @param memory a segment that {@link #obtain} returned; each is released once
     */
    void release(MemorySegment memory);

    /**
     * Memory of the C library ({@code calloc} and {@code free}). It goes back at once when it is released, independent of
     * garbage collection. The JVM does not count it: it is neither limited by {@code -XX:MaxDirectMemorySize} nor part of
     * the JVM's buffer metrics. Like all of {@code java.lang.foreign} that reaches beyond the JVM it needs
     * {@code --enable-native-access}.
     *
     * @return the default source
     */
    static ChunkSource nativeMemory() {
        return NativeChunkSource.INSTANCE;
    }
}
