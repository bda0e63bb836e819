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
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a trim reduces the resident memory of the process. The chunks are smaller than the size from which the C library
 * maps each block separately, and small blocks in use lie between them, as in a long-running process. In this situation, {@code
 * free} alone returns almost no memory.
 */
@EnabledOnOs(OS.LINUX)
class ResidentMemoryTests {
    private static final int CHUNK = 32 << 10;
    private static final int CHUNKS = 8192;

    /** A pinned block for each 4 MiB. */
    private static final int CHUNKS_PER_PIN = 128;

    private static final long FILLED = (long) CHUNKS * CHUNK;

    private final List<MemorySegment> pins = new ArrayList<>();

    @BeforeEach
    void returnWhatOthersHaveFreed() {
        ChunkSource.nativeMemory().trim();
    }

    /** Signals the end of a trim. Polling the resident size instead would fill the heap, which is resident memory too. */
    private static final class Native implements ChunkSource {
        private final ChunkSource memory = ChunkSource.nativeMemory();
        private final CountDownLatch trimmed = new CountDownLatch(1);

        @Override
        public MemorySegment obtain(long byteSize) {
            return memory.obtain(byteSize);
        }

        @Override
        public void release(MemorySegment released) {
            memory.release(released);
        }

        @Override
        public void trim() {
            memory.trim();
            trimmed.countDown();
        }
    }

    private static ArenaPool pool(ChunkSource source, Duration idleTimeout) {
        return Arena.builder()
                .chunkSource(source)
                .chunkSizes(CHUNK, CHUNK)
                .maxNormalAlloc(CHUNK)
                .maxCached(2 * FILLED)
                .idleTimeout(idleTimeout)
                .buildPool();
    }

    /**
     * Leaves {@link #FILLED} touched bytes in the cache of {@code pool}.
     *
     * @return resident bytes before
     */
    private long fill(ArenaPool pool) throws IOException {
        try (Arena arena = pool.open()) {
            for (int i = 0; i < CHUNKS; i++) {
                arena.allocate(CHUNK, 1).fill((byte) 1);
                if (i % CHUNKS_PER_PIN == 0) {
                    pins.add(ChunkSource.nativeMemory().obtain(64));
                }
            }
            pins.add(ChunkSource.nativeMemory().obtain(CHUNK)); // otherwise free would return the end of the heap
            return residentBytes();
        }
    }

    private void unpin() {
        pins.forEach(ChunkSource.nativeMemory()::release);
    }

    @Test
    void trimReturnsMemoryToTheOperatingSystem() throws IOException {
        try (ArenaPool pool = pool(ChunkSource.nativeMemory(), Duration.ZERO)) {
            long before = residentBytes();
            long filled = fill(pool);
            assertThat(filled - before).as("resident bytes added").isGreaterThan(FILLED * 3 / 4);
            pool.trim();
            assertThat(filled - residentBytes()).as("resident bytes returned").isGreaterThan(FILLED * 3 / 4);
        } finally {
            unpin();
        }
    }

    @Test
    @Timeout(60)
    void idleTrimReturnsMemoryToTheOperatingSystem() throws Exception {
        var source = new Native();
        try (ArenaPool pool = pool(source, Duration.ofSeconds(1))) {
            long before = residentBytes();
            long filled = fill(pool);
            assertThat(filled - before).as("resident bytes added").isGreaterThan(FILLED * 3 / 4);
            source.trimmed.await();
            assertThat(filled - residentBytes()).as("resident bytes returned").isGreaterThan(FILLED * 3 / 4);
        } finally {
            unpin();
        }
    }

    private static long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status"))
                .stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .sum();
    }
}
