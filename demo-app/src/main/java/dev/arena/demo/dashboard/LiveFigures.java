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

package dev.arena.demo.dashboard;

import java.time.Duration;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.arena.ArenaPool;
import dev.arena.PoolStats;
import dev.arena.demo.dashboard.LiveSnapshot.ChunkClass;
import dev.arena.demo.dashboard.LiveSnapshot.Chunks;
import dev.arena.demo.dashboard.LiveSnapshot.Counts;
import dev.arena.demo.dashboard.LiveSnapshot.Memory;
import dev.arena.demo.dashboard.LiveSnapshot.OpenRequest;
import dev.arena.demo.dashboard.LiveSnapshot.Refusals;

/** Reads the figures of this process. Allocates nothing in any arena. */
@Component
final class LiveFigures {

    /** Enough to see which requests hold the most memory. */
    static final int MOST_REQUESTS = 12;

    private final ArenaPool pool;
    private final MeterRegistry registry;

    LiveFigures(ArenaPool pool, MeterRegistry registry) {
        this.pool = pool;
        this.registry = registry;
    }

    LiveSnapshot read(int viewers) {
        ArenaPool.Settings settings = pool.settings();
        PoolStats stats = pool.stats();
        List<ChunkClass> classes = stats.sizeClasses().stream()
                .map(it -> new ChunkClass(it.chunkBytes(), it.live(), it.cached(), it.quarantined())).toList();
        return new LiveSnapshot(System.currentTimeMillis(), memory(settings, stats), chunks(stats, classes), classes,
                counts(stats), requests(), RouteFigures.read(registry), RouteFigures.heap(registry), JvmFigures.read(),
                viewers);
    }

    private static Memory memory(ArenaPool.Settings settings, PoolStats stats) {
        return new Memory(settings.poolByteBudget(), settings.arenaByteBudget(), stats.reservedBytes(),
                stats.peakReservedBytes(), stats.liveBytes(), stats.cachedBytes(), stats.quarantinedBytes(),
                stats.wastedBytes());
    }

    /** Counts live chunks outside the size classes as oversized. The figures are read one after the other, so they may not match. */
    private static Chunks chunks(PoolStats stats, List<ChunkClass> classes) {
        long ofAClass = classes.stream().mapToLong(ChunkClass::live).sum();
        return new Chunks(stats.liveChunks(), Math.max(0, stats.liveChunks() - ofAClass), stats.cachedChunks(),
                stats.quarantinedChunks());
    }

    private static Counts counts(PoolStats stats) {
        return new Counts(stats.activeArenas(), stats.activeHandles(), stats.resets(), stats.relocations(),
                stats.normalChunksAllocated(), stats.oversizedChunksAllocated(), stats.chunksReused(), stats.leaks(),
                new Refusals(stats.arenaRejections(), stats.poolRejections(), stats.sourceRejections()));
    }

    private List<OpenRequest> requests() {
        return pool.openArenas(MOST_REQUESTS).stream()
                .map(it -> new OpenRequest(it.id(), it.owner(), it.bytesHeld(), milliseconds(it.age()))).toList();
    }

    private static @Nullable Long milliseconds(@Nullable Duration age) {
        return age == null ? null : age.toMillis();
    }
}
