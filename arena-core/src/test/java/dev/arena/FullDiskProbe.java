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
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Allocates chunks of 8 MiB in a directory until an allocation is refused, and again after a reset. Prints the number of
 * chunks. Then it writes every byte: if the space were not reserved, the operating system would end the process. Runs in a
 * separate process.
 */
final class FullDiskProbe {
    private static final long CHUNK = 8 << 20;

    /** A number that exceeds the space of the disk. */
    private static final int MOST = 8;

    private FullDiskProbe() {}

    public static void main(String[] arguments) {
        try (Arena arena = Arena.builder().chunkSource(ChunkSource.mappedFiles(Path.of(arguments[0]))).build()) {
            String first = fill(arena) + " chunks";
            String reason = "";
            try {
                arena.allocate(CHUNK, 1);
            } catch (ArenaExhaustedException e) {
                reason = e.reason() + " with " + reason(e);
            }
            arena.reset();
            System.out.println(first + ", then " + reason + ", then " + fill(arena) + " chunks");
        }
    }

    private static @Nullable String reason(Throwable e) {
        return e instanceof FileSystemException cause
                ? cause.getReason()
                : reason(Objects.requireNonNull(e.getCause()));
    }

    private static int fill(Arena arena) {
        List<MemorySegment> chunks = Stream.generate(() -> arena.tryAllocate(CHUNK, 1))
                .limit(MOST)
                .takeWhile(Objects::nonNull)
                .toList();
        chunks.forEach(chunk -> chunk.fill((byte) 1));
        return chunks.size();
    }
}
