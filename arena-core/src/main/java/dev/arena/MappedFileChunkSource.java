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

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chunks that are mapped files, one file for each chunk. The file no longer has a name when it is mapped: the JDK deletes
 * files of {@link StandardOpenOption#DELETE_ON_CLOSE} when they are opened (on Windows, when the last mapping ends). So no
 * other process can open the file, a killed process leaves no files behind, and the space is free again as soon as the file is
 * unmapped.
 *
 * <p>The zeros are written and not left to the file system as a hole. A page of a hole gets its block when it is first written.
 * If the disk is full then, the operating system sends a signal, which can end the process.
 */
final class MappedFileChunkSource implements ChunkSource {
    private static final Set<OpenOption> OPTIONS = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
            StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);

    /** A direct buffer, because the JDK copies writes from the heap. With 64 KiB, the cost of the calls does not matter. */
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(64 << 10).asReadOnlyBuffer();

    private final Path directory;

    /** Returns the free space. Unlike a file store, it needs no table of mounts, which containers may hide. */
    private final File volume;
    private final FileAttribute<?>[] ownerOnly;

    /** The arena that unmaps a chunk, by address. */
    private final Map<Long, java.lang.foreign.Arena> mappings = new ConcurrentHashMap<>();

    MappedFileChunkSource(Path directory) {
        if (!directory.getFileSystem().equals(FileSystems.getDefault()) || !Files.isDirectory(directory)
                || !Files.isWritable(directory)) {
            throw new IllegalArgumentException("directory is " + directory
                    + ", but must be an existing and writable directory of the default file system");
        }
        this.directory = directory.toAbsolutePath();
        this.volume = this.directory.toFile();
        this.ownerOnly = directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[]{
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))}
                : new FileAttribute<?>[0];
    }

    @Override
    public MemorySegment obtain(long byteSize) {
        boolean interrupted = false;
        try {
            for (;;) {
                try {
                    return map(byteSize);
                } catch (ClosedByInterruptException e) { // the interrupt is for the caller and must not cause a refusal
                    interrupted |= Thread.interrupted();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot map a file of " + byteSize + " bytes in " + directory, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private MemorySegment map(long byteSize) throws IOException {
        var mapping = java.lang.foreign.Arena.ofShared();
        try {
            MemorySegment memory = mapNewFile(byteSize, mapping);
            mappings.put(memory.address(), mapping);
            return memory;
        } catch (IOException | RuntimeException | Error e) {
            mapping.close();
            throw e;
        }
    }

    private MemorySegment mapNewFile(long byteSize, java.lang.foreign.Arena mapping) throws IOException {
        Path path = directory.resolve("arena-" + UUID.randomUUID() + ".chunk");
        try (FileChannel file = FileChannel.open(path, OPTIONS, ownerOnly)) {
            long left = volume.getUsableSpace();
            if (byteSize > left) { // fails before the disk is full
                throw new FileSystemException(directory.toString(), null, left + " bytes of space left");
            }
            writeZeros(file, byteSize);
            return file.map(MapMode.READ_WRITE, 0, byteSize, mapping);
        }
    }

    private static void writeZeros(FileChannel file, long byteSize) throws IOException {
        ByteBuffer zeros = ZEROS.duplicate();
        for (long left = byteSize; left > 0;) {
            zeros.clear().limit((int) Math.min(left, zeros.capacity()));
            left -= file.write(zeros);
        }
    }

    @Override
    public void release(MemorySegment memory) {
        java.lang.foreign.Arena mapping = mappings.remove(memory.address());
        if (mapping == null) {
            throw new IllegalArgumentException(
                    "This source has not mapped the memory, or has already released it: " + memory);
        }
        mapping.close();
    }

    @Override
    public String toString() {
        return "files in " + directory;
    }
}
