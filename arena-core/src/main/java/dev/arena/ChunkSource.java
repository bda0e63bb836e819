package dev.arena;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * Where chunks come from: the backing allocator. Calls are rare, as chunks are large and reused, and come from any thread,
 * also at the same time.
 *
 * <p>An implementation that fails, or that returns something else than it was asked for, is refused cleanly: the
 * allocation that needed the chunk gets an {@link ArenaExhaustedException} with {@link ArenaExhaustedException.Reason#SOURCE}.
 * That includes memory which overlaps what the same pool has from it already. Errors other than {@link OutOfMemoryError} reach
 * the caller of the allocation.
 *
 * <p>Some calls come while the pool or an arena is locked: an implementation must not call a pool or an arena that it serves,
 * nor wait for a thread that does, or it can deadlock; allocating from it throws {@link IllegalStateException}. One that blocks holds up nobody but those who need a chunk from it; where a budget is used
 * up, {@link #release} is waited for as well.
 *
 * <table class="striped">
 * <caption>The sources there are</caption>
 * <tr><th scope="col"><th scope="col">goes back<th scope="col">counted by the JVM<th scope="col">suits
 * <tr><th scope="row">{@link #nativeMemory}<td>at once<td>no<td>everything; the default
 * <tr><th scope="row">{@link #directMemory}<td>when it was garbage collected<td>as direct buffers
 *     <td>processes whose off-heap memory must stay within {@code -XX:MaxDirectMemorySize}
 * <tr><th scope="row">{@link #mappedFiles}<td>at once<td>no<td>arenas larger than the machine's memory
 * </table>
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

    /**
     * Memory that the JVM counts as that of direct buffers: it is limited, together with all other direct buffers of the
     * process, by {@code -XX:MaxDirectMemorySize} (by default as much as the heap), and part of the {@code direct}
     * {@link java.lang.management.BufferPoolMXBean}.
     *
     * <p>Java has no supported way to free such memory. A chunk that a pool has released still counts for the JVM until the
     * garbage collector finds it, so let a pool keep what it needs ({@link ArenaBuilder#maxCached}), and expect oversized
     * allocations to add up between collections. Where the limit is met, the JVM collects garbage and tries again for about
     * half a second before it throws {@link OutOfMemoryError}; the allocation waits so long.
     *
     * @return a source of direct memory
     */
    static ChunkSource directMemory() {
        return DirectChunkSource.INSTANCE;
    }

    /**
     * Memory of mapped files, which the operating system may write out and page in again as it likes: arenas can be larger
     * than the machine's memory. Each chunk is a file of its own, readable by this user only, that is deleted while it is
     * opened. Where the operating system cannot delete open files (Windows), that happens when the chunk is released.
     *
     * <p>It goes back at once when it is released, space on disk included. The space is taken for real when the chunk is
     * obtained, by writing zeros, so a full disk refuses an allocation and does not stop the process later. File systems that
     * compress, or that write changed blocks to another place, can still run out of space afterwards; access then fails with
     * {@link InternalError}, or ends the process where native code does it.
     *
     * <p>Obtaining costs some system calls and the writing. Releasing costs the freeing of the pages and the handshake with
     * every thread by which the JDK unmaps, 30 to 170 µs. So use large chunks, and cache them:
     *
     * {@snippet file="dev/arena/ArenaSamples.java" region="mappedFiles"}
     *
     * <p>Contents reach the disk, and stay in its free blocks, out of reach of any file, until they are overwritten. Like swap
     * space, such a directory should be on an encrypted disk where contents are secret; and it should be no {@code tmpfs},
     * which is memory.
     *
     * @param  directory                a directory of the default file system
     * @return                          a source of mapped memory
     * @throws IllegalArgumentException if there is no such directory, or it cannot be written to
     */
    static ChunkSource mappedFiles(Path directory) {
        return new MappedFileChunkSource(directory);
    }
}
