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

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.leak.AllocationSite;
import dev.arena.engine.leak.LeakDetector;
import dev.arena.engine.leak.LeakTracker;
import dev.arena.engine.pool.ChunkPool;
import dev.arena.engine.pool.Partition;
import dev.arena.engine.pool.PoolFigures;

/** A pool: the settings and public methods of a {@link ChunkPool}. */
final class ChunkedPool implements ArenaPool {

    /** The limits that are no partitions, as meters and problem details name them. */
    private static final Set<String> RESERVED_NAMES = Set.of("arena", "pool", "source");

    private final ChunkPool chunks;
    private final boolean strictClose;
    private final Settings settings;
    private final @Nullable LeakTracker tracker;

    ChunkedPool(ChunkPool chunks, boolean strictClose, Settings settings) {
        this.chunks = chunks;
        this.strictClose = strictClose;
        this.settings = settings;
        AllocationSite site = chunks.leaks().always();
        this.tracker = site == null
                ? null
                : new LeakTracker(chunks.leaks(), LeakDetector.Kind.POOL, site, this, chunks::abandon);
    }

    ChunkPool chunks() {
        return chunks;
    }

    @Override
    public Arena open() {
        return open(settings.confinement());
    }

    @Override
    public Arena open(Confinement confinement) {
        requireOpen();
        return switch (confinement) {
            case CONFINED -> new ConfinedArena(chunks, settings.arenaByteBudget(), false);
            case SHARED -> new SharedArena(chunks, settings.arenaByteBudget(), false);
        };
    }

    @Override
    public Arena open(ArenaOptions options) {
        return open(options, settings.arenaByteBudget(), null);
    }

    /** Opens an arena; an arena of a partition if its account is not null. */
    Arena open(ArenaOptions options, long defaultByteBudget, @Nullable Account partition) {
        requireOpen();
        long byteBudget = options.byteBudget().orElse(defaultByteBudget);
        ArenaBuilder.requireRange("byteBudget", byteBudget, settings.minChunkSize(), Long.MAX_VALUE);
        Confinement confinement = options.confinement() == null ? settings.confinement() : options.confinement();
        return switch (confinement) {
            case CONFINED -> new ConfinedArena(chunks, byteBudget, options, partition);
            case SHARED -> new SharedArena(chunks, byteBudget, options, partition);
        };
    }

    @Override
    public void changeByteBudget(Arena arena, long byteBudget) {
        ArenaBuilder.requireRange("byteBudget", byteBudget, settings.minChunkSize(), Long.MAX_VALUE);
        own(arena, "change the byte budget of").changeByteBudget(byteBudget);
    }

    @Override
    public ArenaPool partition(String name, long byteBudget) {
        return partition(name, byteBudget, null);
    }

    ArenaPool partition(String name, long byteBudget, @Nullable Partition parent) {
        requireOpen();
        long most = parent == null ? settings.poolByteBudget() : parent.account().limit();
        ArenaBuilder.requireRange("byteBudget", byteBudget, settings.minChunkSize(), most);
        if (RESERVED_NAMES.contains(name)) {
            throw new IllegalArgumentException("A partition must not be named '" + name
                    + "': this name is reserved for another limit. Choose another name");
        }
        return new PoolPartition(this, chunks.partitions().open(name, byteBudget, parent));
    }

    @Override
    public List<ArenaPool> partitions() {
        return chunks.partitions().all().stream().<ArenaPool>map(it -> new PoolPartition(this, it)).toList();
    }

    @Override
    public void adopt(Arena arena) {
        own(arena, "move").adoptInto(null);
    }

    /** Returns the arena if this pool has opened it and it is not a child; otherwise throws. */
    @SuppressWarnings("ReferenceEquality")
    AbstractArena own(Arena arena, String what) {
        if (arena instanceof AbstractArena own && own.pool() == chunks && !own.isChild()) {
            return own;
        }
        throw new IllegalArgumentException(
                "Cannot " + what + " an arena that pool '" + name() + "' has not opened, or a child arena: " + arena);
    }

    void requireOpen() {
        if (chunks.isClosed()) {
            throw new IllegalStateException("Pool '" + name() + "' is closed and opens no arena");
        }
    }

    @Override
    public List<OpenArena> openArenas(int most) {
        ArenaBuilder.requireRange("most", most, 0, Integer.MAX_VALUE);
        return largestFirst(openArenas(), most);
    }

    static List<OpenArena> largestFirst(List<AbstractArena> open, int most) {
        Comparator<OpenArena> largestFirst = Comparator.comparingLong(OpenArena::bytesHeld).reversed()
                .thenComparingLong(OpenArena::id);
        return open.stream().map(AbstractArena::snapshot).sorted(largestFirst).limit(most).toList();
    }

    /** The open arenas, without children. */
    List<AbstractArena> openArenas() {
        List<AbstractArena> open = new ArrayList<>();
        chunks.forEachArena(entry -> {
            if (entry instanceof AbstractArena arena && !arena.isChild()) {
                open.add(arena);
            }
        });
        return open;
    }

    @Override
    public List<OpenResource> openResources() {
        List<OpenResource> open = new ArrayList<>();
        chunks.leaks().forEachOpen((kind, site) -> open.add(new OpenResource(ListenerObserver.kind(kind), site)));
        return open;
    }

    @Override
    public String name() {
        return chunks.settings().name();
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public PoolStats stats() {
        PoolFigures now = chunks.figures();
        List<Long> sizes = chunks.sizeClasses().sizes();
        List<PoolStats.ChunkClass> classes = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            long cached = now.cachedByClass().get(i);
            long waiting = now.quarantinedByClass().get(i);
            classes.add(
                    new PoolStats.ChunkClass(sizes.get(i), Math.max(0, now.byClass().get(i) - cached - waiting), cached,
                            waiting));
        }
        return new PoolStats(new PoolStats.Figures(now.reservedBytes(), now.peakReservedBytes(),
                Math.max(0, now.reservedBytes() - now.cachedBytes() - now.quarantinedBytes()), now.cachedBytes(),
                now.quarantinedBytes(), Math.max(0, now.chunks() - now.cachedChunks() - now.quarantinedChunks()),
                now.cachedChunks(), now.quarantinedChunks(), now.wastedBytes(),
                now.activeArenas(), now.normalChunksAllocated(), now.oversizedChunksAllocated(), now.chunksReused(),
                now.chunksDestroyed(), now.resets(), now.relocations(), now.arenaRefusals(), now.poolRefusals(),
                now.sourceRefusals(), now.failedReleases(), now.activeHandles(), now.waits(),
                now.leaks(), List.copyOf(classes)));
    }

    @Override
    public void trim() {
        chunks.trim();
    }

    @Override
    public void close() {
        try {
            if (tracker != null) {
                tracker.close();
            }
            boolean wasOpen = !chunks.isClosed();
            chunks.close();
            if (strictClose && wasOpen) {
                requireNothingOpen();
            }
        } finally {
            Reference.reachabilityFence(this); // otherwise the garbage collector could find it before the close
        }
    }

    private void requireNothingOpen() {
        PoolFigures now = chunks.figures();
        if (now.activeArenas() == 0 && now.activeHandles() == 0) {
            return;
        }
        var failure = new IllegalStateException("Pool '" + name() + "' was closed while " + now.activeArenas()
                + " arena(s) and " + now.activeHandles() + " handle(s) were open"
                + (settings.leakDetection() == LeakDetection.ALL
                        ? ""
                        : ": set LeakDetection.ALL to see where they were opened"));
        openResources().forEach(each -> failure.addSuppressed(each.openedAt()));
        throw failure;
    }

    @Override
    public String toString() {
        return "Pool '" + name() + "'[" + chunks.figures().reservedBytes() + " bytes reserved]";
    }
}
