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
 * Chunks that are mapped files, a new one for each. The file has no name any more when it is mapped, as the JDK deletes files
 * of {@link StandardOpenOption#DELETE_ON_CLOSE} when they are opened (on Windows, when the last mapping ends). So nobody
 * can open it, a process that is killed leaves nothing behind, and its space is free again as soon as it is unmapped.
 *
 * <p>The zeros are written, not left to the file system as a hole: a page of a hole gets its block when it is first written
 * to, and if the disk is full by then, the operating system has no other answer than a signal.
 */
final class MappedFileChunkSource implements ChunkSource {
    private static final Set<OpenOption> OPTIONS = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
            StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);

    /** Direct, as the JDK would copy each write from the heap; large enough that calls do not matter. */
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(64 << 10).asReadOnlyBuffer();

    private final Path directory;

    /** For the space that is left: it needs no table of mounts, which containers may hide. */
    private final File volume;
    private final FileAttribute<?>[] ownerOnly;

    /** By address, what unmaps it. */
    private final Map<Long, java.lang.foreign.Arena> mappings = new ConcurrentHashMap<>();

    MappedFileChunkSource(Path directory) {
        if (!directory.getFileSystem().equals(FileSystems.getDefault()) || !Files.isDirectory(directory)
                || !Files.isWritable(directory)) {
            throw new IllegalArgumentException("directory is " + directory
                    + ", but must be a directory of the default file system that exists and can be written to");
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
                } catch (ClosedByInterruptException e) { // an interrupt is for the caller; it does not cost it memory
                    interrupted |= Thread.interrupted();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("No file of " + byteSize + " bytes in " + directory, e);
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
            if (byteSize > left) { // rather than to fill the disk first
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
            throw new IllegalArgumentException("Not mapped, or not any more: " + memory);
        }
        mapping.close();
    }

    @Override
    public String toString() {
        return "files in " + directory;
    }
}
