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
import java.nio.file.Path;

/**
 * Allocates the chunks of a pool. Calls are rare, because chunks are large and reused. They come from any thread, also at the
 * same time.
 *
 * <p>If an implementation fails or returns invalid memory, the allocation that needs the chunk throws an
 * {@link ArenaExhaustedException} with {@link ArenaExhaustedException.Reason#SOURCE}. Memory that overlaps memory in use by the
 * same pool is invalid, too. Errors other than {@link OutOfMemoryError} reach the caller of the allocation.
 *
 * <p>A pool may hold locks during a call. An implementation must therefore not call a pool or an arena that it serves, and
 * must not wait for a thread that does. This can cause a deadlock. An allocation from such a pool throws
 * {@link IllegalStateException}. An implementation that blocks delays the threads that need a chunk from it. If a budget has
 * no room, other threads also wait for {@link #release}.
 *
 * <table class="striped">
 * <caption>Available sources</caption>
 * <tr><th scope="col"><th scope="col">returned to the system<th scope="col">counted by the JVM<th scope="col">suits
 * <tr><th scope="row">{@link #nativeMemory}<td>at once<td>no<td>everything; the default
 * <tr><th scope="row">{@link #directMemory}<td>when it is garbage collected<td>as direct buffers
 *     <td>processes whose off-heap memory must stay within {@code -XX:MaxDirectMemorySize}
 * <tr><th scope="row">{@link #mappedFiles}<td>at once<td>no<td>arenas larger than the machine's memory
 * </table>
 *
 * @since 0.1.0
 */
public interface ChunkSource {

    /**
     * Obtains memory.
     *
     * @param  byteSize         size in bytes, more than 0
     * @return                  a native, writable segment of exactly that size, filled with zeros and aligned to at least 16
     *                          bytes; any thread can access it until it is {@linkplain #release released}
     * @throws OutOfMemoryError if there is no memory; any {@link RuntimeException} has the same meaning
     */
    MemorySegment obtain(long byteSize);

    /**
     * Takes memory back. No live segment can reach it any more. An exception is logged and counted in
     * {@link PoolStats#failedReleases}; the memory counts as released even so.
     *
     * @param memory a segment that {@link #obtain} returned; each is released once
     */
    void release(MemorySegment memory);

    /**
     * Returns memory that the source keeps after its release to the operating system. A pool calls this once after
     * {@link ArenaPool#trim} and after an idle trim, if the trim has released memory. It never calls this on behalf of an
     * arena. An exception is logged and has no other effect. Does nothing by default.
     */
    default void trim() {}

    /**
     * Memory of the C library ({@code calloc} and {@code free}). It is returned at once when it is released, independent of
     * garbage collection. The JVM does not count it: {@code -XX:MaxDirectMemorySize} does not limit it, and the JVM's buffer
     * metrics do not contain it. It needs {@code --enable-native-access}, like all restricted methods of
     * {@code java.lang.foreign}.
     *
     * <p>The C library may keep freed memory for later requests. When a pool trims, the GNU C library returns all free memory
     * to the operating system ({@code malloc_trim}), including memory that other code of the process has freed. Other C
     * libraries decide themselves how much they return.
     *
     * @return                        the default source
     * @throws IllegalCallerException if the JVM denies native access ({@code --illegal-native-access=deny})
     */
    static ChunkSource nativeMemory() {
        return NativeChunkSource.instance();
    }

    /**
     * Memory that the JVM counts as that of direct buffers. {@code -XX:MaxDirectMemorySize} limits it together with all other
     * direct buffers of the process (by default to the size of the heap). The {@code direct}
     * {@link java.lang.management.BufferPoolMXBean} contains it.
     *
     * <p>Java has no supported way to free such memory. A chunk that a pool has released counts for the JVM until the garbage
     * collector finds it. So let a pool cache the chunks that it needs ({@link ArenaBuilder#maxCached}), and expect oversized
     * allocations to add up between collections. At the limit, the JVM collects garbage and retries for about half a second
     * before it throws {@link OutOfMemoryError}. The allocation waits for that time.
     *
     * @return a source of direct memory
     */
    static ChunkSource directMemory() {
        return DirectChunkSource.INSTANCE;
    }

    /**
     * Memory of mapped files. The operating system can write it out and page it in again, so arenas can be larger than the
     * machine's memory. Each chunk is a file of its own that only this user can read. The file is deleted when it is opened. If
     * the operating system cannot delete open files (Windows), it is deleted when the chunk is released.
     *
     * <p>Memory and disk space are returned at once when a chunk is released. The disk space is reserved when the chunk is
     * obtained, by writing zeros, so a full disk refuses an allocation and does not stop the process later. File systems that
     * compress, or that write changed blocks to another place, can still run out of space afterwards. An access then fails with
     * {@link InternalError}. If native code makes the access, it ends the process.
     *
     * <p>Obtaining a chunk costs some system calls and the writing of the zeros. Releasing a chunk frees its pages and takes 30
     * to 170 µs for the handshake with every thread by which the JDK unmaps it. So use large chunks, and cache them:
     *
     * {@snippet file="dev/arena/ArenaSamples.java" region="mappedFiles"}
     *
     * <p>Contents reach the disk and stay in its free blocks until they are overwritten. If contents are secret, the directory
     * should be on an encrypted disk, like swap space. The directory should not be a {@code tmpfs}, which is memory.
     *
     * @param  directory                a directory of the default file system
     * @return                          a source of mapped memory
     * @throws IllegalArgumentException if the directory does not exist or is not writable
     */
    static ChunkSource mappedFiles(Path directory) {
        return new MappedFileChunkSource(directory);
    }
}
