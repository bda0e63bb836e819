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

package dev.arena.demo.inside;

import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.LeakDetection;
import dev.arena.PoolStats.ChunkClass;
import dev.arena.demo.inside.ChunkPicture.Range;

/**
 * A pool with small chunks and one arena, and their visible state: real addresses, and chunk states from the counts of the
 * pool. There must be at most one chunk of each size class, so that the counts identify it.
 */
final class Stage implements AutoCloseable {
    static final long MIN_CHUNK = 512;
    static final long MAX_CHUNK = 4096;
    static final long MAX_NORMAL_ALLOC = 1024;

    private final RecordingSource source = new RecordingSource();
    private final ArenaPool pool = Arena.builder().name("inside").chunkSizes(MIN_CHUNK, MAX_CHUNK)
            .maxNormalAlloc(MAX_NORMAL_ALLOC).chunkSource(source).idleTimeout(Duration.ZERO)
            .leakDetection(LeakDetection.OFF).buildPool();
    private final Arena arena = pool.open();
    private final List<Part> parts = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();

    Arena arena() {
        return arena;
    }

    ArenaPool pool() {
        return pool;
    }

    List<Step> steps() {
        return steps;
    }

    /** Records an allocation for the picture. */
    Part add(String name, MemorySegment segment) {
        var part = new Part(name, segment);
        parts.add(part);
        return part;
    }

    /** Returns the chunk that contains an address. */
    RecordedChunk chunkAt(long address) {
        return source.chunks().stream().filter(it -> !it.isReleased() && it.offsetOf(address) >= 0).findFirst()
                .orElseThrow();
    }

    /** Draws the result of an operation. */
    void show(String operation, String code, String explanation, @Nullable String evidence) {
        RecordedChunk current = current();
        List<ChunkPicture> chunks = source.chunks().stream().map(it -> picture(it, current)).toList();
        steps.add(new Step(operation, code, explanation, evidence, chunks,
                Step.ArenaFigures.of(arena.stats()), Step.PoolFigures.of(pool.stats())));
    }

    /** Returns the chunk with the cursor, or null. The cursor is where an allocation of no bytes would be. */
    private @Nullable RecordedChunk current() {
        if (arena.stats().bytesHeld() == 0) {
            return null;
        }
        long cursor = arena.allocate(0, 1).address();
        RecordedChunk current = chunkAt(cursor);
        current.used(current.offsetOf(cursor));
        return current;
    }

    private ChunkPicture picture(RecordedChunk chunk, @Nullable RecordedChunk current) {
        List<Range> ranges = chunk.isReleased()
                ? List.of()
                : parts.stream().filter(Part::isAlive).filter(it -> chunk.offsetOf(it.segment().address()) >= 0)
                        .map(it -> range(it, chunk)).toList();
        ChunkPicture.State state = state(chunk, current, ranges);
        long used = switch (state) {
            case CACHED, RELEASED -> 0;
            case OVERSIZED -> chunk.memory().byteSize();
            case CURRENT, RETIRED, ESCAPED, QUARANTINED -> chunk.used();
        };
        return new ChunkPicture(chunk.number(), Long.toHexString(chunk.memory().address()), chunk.memory().byteSize(),
                state, used, ranges, chunk.isReleased() ? null : chunk.firstBytes());
    }

    private static Range range(Part part, RecordedChunk chunk) {
        long from = chunk.offsetOf(part.segment().address());
        return new Range(part.name(), from, from + part.segment().byteSize(), part.state());
    }

    private ChunkPicture.State state(RecordedChunk chunk, @Nullable RecordedChunk current, List<Range> ranges) {
        if (chunk.isReleased()) {
            return ChunkPicture.State.RELEASED;
        }
        ChunkClass counts = pool.stats().sizeClasses().stream()
                .filter(it -> it.chunkBytes() == chunk.memory().byteSize()).findFirst().orElse(null);
        if (counts == null) {
            return ChunkPicture.State.OVERSIZED;
        }
        if (counts.cached() > 0) {
            return ChunkPicture.State.CACHED;
        }
        if (counts.quarantined() > 0) {
            return ChunkPicture.State.QUARANTINED;
        }
        if (Objects.equals(chunk, current)) {
            return ChunkPicture.State.CURRENT;
        }
        return arena.stats().bytesHeld() > 0 && ranges.stream().anyMatch(it -> it.state() != Part.State.ESCAPED)
                ? ChunkPicture.State.RETIRED
                : ChunkPicture.State.ESCAPED;
    }

    @Override
    public void close() {
        arena.close();
        pool.close();
    }
}
