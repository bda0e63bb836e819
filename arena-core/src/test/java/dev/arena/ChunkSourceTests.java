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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.arena.ArenaExhaustedException.Reason;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tests the chunk sources of this library: the memory is zero and aligned, and is released. */
class ChunkSourceTests {
    private static final long LARGE = 64 << 20;
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(1);

    @TempDir
    static Path directory;

    static Stream<ChunkSource> sources() {
        return Stream.of(ChunkSource.nativeMemory(), ChunkSource.directMemory(), ChunkSource.mappedFiles(directory));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void obtainedMemoryIsZeroAlignedAndAccessibleToAnyThread(ChunkSource source) throws Exception {
        for (long size : new long[]{1, 15, 512, 4096, 65_537, 1 << 20}) {
            MemorySegment memory = source.obtain(size);
            assertThat(memory.byteSize()).isEqualTo(size);
            assertThat(memory.address() % 16).isZero();
            assertThat(memory.isReadOnly()).isFalse();
            assertThat(Segments.firstOtherThan(memory, 0)).isEqualTo(-1);
            try (var executor = Executors.newSingleThreadExecutor()) {
                executor.submit(() -> memory.fill((byte) 7)).get();
                executor.submit(() -> source.release(memory)).get();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void reusedMemoryIsZero(ChunkSource source) {
        try (ArenaPool pool = Arena.builder().chunkSource(source).maxCached(8192).buildPool()) {
            for (int i = 0; i < 20; i++) {
                try (Arena arena = pool.open()) {
                    for (long size : new long[]{1000, 10_000, 100_000}) {
                        MemorySegment segment = arena.allocate(size, 8);
                        assertThat(Segments.firstOtherThan(segment, 0)).isEqualTo(-1);
                        segment.fill((byte) -1);
                    }
                }
            }
            pool.trim();
            assertThat(pool.stats().reservedBytes()).isZero();
            assertThat(pool.stats().failedReleases()).isZero();
        }
    }

    private static long directBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
                .stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }

    @Test
    void jvmCountsDirectMemoryUntilItIsCollected() {
        long before = directBytes();
        try (Arena arena = Arena.builder().chunkSource(ChunkSource.directMemory()).build()) {
            arena.allocate(LARGE, 8).fill((byte) 1);
            assertThat(directBytes() - before).as("the JVM may free memory of other tests meanwhile")
                    .isBetween(LARGE / 2, LARGE + LARGE / 2);
        }
        long start = System.nanoTime();
        while (directBytes() - before > LARGE / 2 && System.nanoTime() - start < PATIENCE_NANOS) {
            System.gc(); // the JVM frees the memory some time later
        }
        assertThat(directBytes() - before).isLessThanOrEqualTo(LARGE / 2);
    }

    @Test
    void directMemoryAboveTheJvmLimitIsRefused() {
        long tooMuch = Runtime.getRuntime().maxMemory() + LARGE; // the default limit of the JVM
        try (Arena arena = Arena.builder().chunkSource(ChunkSource.directMemory()).build()) {
            assertThatThrownBy(() -> arena.allocate(tooMuch, 8))
                    .isInstanceOfSatisfying(ArenaExhaustedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.SOURCE))
                    .hasCauseInstanceOf(OutOfMemoryError.class);
            assertThat(arena.allocate(8, 8).byteSize()).isEqualTo(8);
        }
    }

    @Test
    void mappedFilesHaveNoNameAndAreDeletedOnRelease() throws Exception {
        long before = mappedBytes();
        try (Arena arena = Arena.builder().chunkSource(ChunkSource.mappedFiles(directory)).maxCached(0).build()) {
            MemorySegment segment = arena.allocate(LARGE, 8);
            segment.set(JAVA_BYTE, LARGE - 1, (byte) 42);
            assertThat(segment.get(JAVA_BYTE, LARGE - 1)).isEqualTo((byte) 42);
            assertThat(directory).isEmptyDirectory();
            assertThat(mappedBytes() - before).isEqualTo(LARGE);
            arena.reset();
            assertThat(mappedBytes() - before).isZero();
        }
    }

    private static long mappedBytes() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class)
                .stream()
                .filter(pool -> pool.getName().equals("mapped"))
                .mapToLong(BufferPoolMXBean::getTotalCapacity)
                .sum();
    }

    @Test
    void unusableDirectoryIsRejectedAtOnce(@TempDir Path other) throws Exception {
        Path none = other.resolve("none");
        assertThatIllegalArgumentException().isThrownBy(() -> ChunkSource.mappedFiles(none))
                .withMessageContainingAll("directory is " + none, "must be");
        Path file = Files.createFile(other.resolve("file"));
        assertThatIllegalArgumentException().isThrownBy(() -> ChunkSource.mappedFiles(file))
                .withMessageContaining("directory is " + file);
        try (FileSystem zip = FileSystems.newFileSystem(other.resolve("archive.zip"), Map.of("create", "true"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> ChunkSource.mappedFiles(zip.getPath("/")))
                    .withMessageContaining("default file system");
        }
    }

    @Test
    void allocationIsRefusedAfterTheDirectoryWasDeleted(@TempDir Path other) throws Exception {
        Path soonGone = Files.createDirectory(other.resolve("soon-gone"));
        try (Arena arena = Arena.builder().chunkSource(ChunkSource.mappedFiles(soonGone)).build()) {
            Files.delete(soonGone);
            assertThatThrownBy(() -> arena.allocate(8, 8))
                    .isInstanceOfSatisfying(ArenaExhaustedException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.SOURCE))
                    .hasCauseInstanceOf(UncheckedIOException.class)
                    .hasRootCauseInstanceOf(NoSuchFileException.class);
            Files.createDirectory(soonGone);
            assertThat(arena.allocate(8, 8).byteSize()).isEqualTo(8);
        }
    }

    /** Mounts a file system of 20 MiB, which only Linux supports. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void spaceOfMappedFilesIsReservedWhenTheyAreObtained(@TempDir Path mountPoint) throws Exception {
        List<String> mount = List.of("unshare", "--map-root-user", "--mount", "sh", "-c",
                "mount -t tmpfs -o size=20m none \"$0\" && exec \"$@\"", mountPoint.toString());
        assumeTrue(run(mount, "true").startsWith("exit 0"), "may not mount");
        assertThat(run(mount, Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                FullDiskProbe.class.getName(), mountPoint.toString()))
                .isEqualTo("exit 0: 2 chunks, then SOURCE with 4194304 bytes of space left, then 2 chunks");
    }

    private static String run(List<String> prefix, String... command) throws Exception {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        Process process;
        try {
            process = new ProcessBuilder(all).redirectErrorStream(true).start();
        } catch (IOException e) {
            return "cannot start: " + e.getMessage();
        }
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        return "exit " + process.waitFor() + ": " + printed;
    }

    @Test
    void nativeMemoryWithoutNativeAccessFailsBeforeTheFirstChunk() throws Exception {
        assertThat(run(List.of(), Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--illegal-native-access=deny", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Builds.class.getName()))
                .startsWith("exit 0: IllegalCallerException: Illegal native access from an unnamed module");
    }

    /** Creates a builder, which selects native memory. */
    static final class Builds {
        public static void main(String[] args) {
            try {
                Arena.builder();
            } catch (IllegalCallerException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }

    @Test
    void interruptLosesNoMemoryAndIsPreserved() {
        try (Arena arena = Arena.builder().chunkSource(ChunkSource.mappedFiles(directory)).build()) {
            Thread.currentThread().interrupt();
            assertThat(arena.allocate(8, 8).byteSize()).isEqualTo(8);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aMappedFileIsReleasedOnce() {
        ChunkSource source = ChunkSource.mappedFiles(directory);
        MemorySegment memory = source.obtain(4096);
        source.release(memory);
        assertThatIllegalArgumentException().isThrownBy(() -> source.release(memory))
                .withMessageContaining("already released");
    }

    @ParameterizedTest
    @MethodSource("sources")
    void sourcesHaveNames(ChunkSource source) {
        assertThat(source.toString()).isIn("native memory", "direct memory", "files in " + directory);
    }
}
