package dev.arena;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.ChunkProvider;
import dev.arena.engine.Leaks;
import dev.arena.engine.Opening;
import dev.arena.engine.PoolFigures;
import dev.arena.engine.Watch;

/** The pool: settings in front of a {@link ChunkProvider}. */
final class ChunkedPool implements ArenaPool {
    private final ChunkProvider provider;
    private final Settings settings;
    private final @Nullable Watch watch;

    ChunkedPool(ChunkProvider provider, Settings settings) {
        this.provider = provider;
        this.settings = settings;
        Opening opening = provider.leaks().always();
        this.watch = opening == null
                ? null
                : new Watch(provider.leaks(), Leaks.Kind.POOL, opening, this, provider::abandon);
    }

    @Override
    public Arena open() {
        return open(settings.confinement());
    }

    @Override
    public Arena open(Confinement confinement) {
        requireOpen();
        return switch (confinement) {
            case CONFINED -> new ConfinedArena(provider, settings.arenaByteBudget(), false);
            case SHARED -> new SharedArena(provider, settings.arenaByteBudget(), false);
        };
    }

    @Override
    public Arena open(ArenaOptions options) {
        requireOpen();
        long byteBudget = settings.arenaByteBudget();
        if (options.byteBudget() != 0) {
            ArenaBuilder.requireRange("byteBudget", options.byteBudget(), settings.minChunkSize(), Long.MAX_VALUE);
            byteBudget = options.byteBudget();
        }
        Confinement confinement = options.confinement() == null ? settings.confinement() : options.confinement();
        return switch (confinement) {
            case CONFINED -> new ConfinedArena(provider, byteBudget, options);
            case SHARED -> new SharedArena(provider, byteBudget, options);
        };
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public void changeByteBudget(Arena arena, long byteBudget) {
        ArenaBuilder.requireRange("byteBudget", byteBudget, settings.minChunkSize(), Long.MAX_VALUE);
        if (!(arena instanceof AbstractArena own) || own.provider() != provider || own.isChild()) {
            throw new IllegalArgumentException(
                    "Only arenas that pool '" + name() + "' has opened, and no children, have a "
                            + "byte budget that it can change: " + arena);
        }
        own.changeByteBudget(byteBudget);
    }

    private void requireOpen() {
        if (provider.isClosed()) {
            throw new IllegalStateException("Pool '" + name() + "' is closed and opens no arena");
        }
    }

    @Override
    public List<OpenArena> openArenas(int most) {
        ArenaBuilder.requireRange("most", most, 0, Integer.MAX_VALUE);
        List<AbstractArena> open = new ArrayList<>();
        provider.forEachTenant(tenant -> {
            if (tenant instanceof AbstractArena arena && !arena.isChild()) {
                open.add(arena);
            }
        });
        Comparator<OpenArena> largestFirst = Comparator.comparingLong(OpenArena::bytesHeld).reversed()
                .thenComparingLong(OpenArena::id);
        return open.stream().map(AbstractArena::snapshot).sorted(largestFirst).limit(most).toList();
    }

    @Override
    public String name() {
        return provider.settings().name();
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public PoolStats stats() {
        PoolFigures now = provider.figures();
        List<Long> sizes = provider.classSizes();
        List<PoolStats.ChunkClass> classes = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            long cached = now.cachedByClass().get(i);
            long waiting = now.quarantinedByClass().get(i);
            classes.add(
                    new PoolStats.ChunkClass(sizes.get(i), Math.max(0, now.byClass().get(i) - cached - waiting), cached,
                            waiting));
        }
        return new PoolStats(now.reservedBytes(), now.peakReservedBytes(),
                Math.max(0, now.reservedBytes() - now.cachedBytes() - now.quarantinedBytes()), now.cachedBytes(),
                now.quarantinedBytes(), Math.max(0, now.chunks() - now.cachedChunks() - now.quarantinedChunks()),
                now.cachedChunks(), now.quarantinedChunks(), now.wastedBytes(),
                now.activeArenas(), now.normalChunksAllocated(), now.oversizedChunksAllocated(), now.chunksReused(),
                now.chunksDestroyed(), now.resets(), now.relocations(), now.arenaRefusals(), now.poolRefusals(),
                now.sourceRefusals(), now.failedReleases(), now.activeHandles(), now.waits(), now.leaks(),
                List.copyOf(classes));
    }

    @Override
    public void trim() {
        provider.trim();
    }

    @Override
    public void close() {
        try {
            if (watch != null) {
                watch.end();
            }
            provider.close();
        } finally {
            Reference.reachabilityFence(this); // or it could be taken for lost before it is over
        }
    }

    @Override
    public String toString() {
        return "Pool '" + name() + "'[" + provider.figures().reservedBytes() + " bytes reserved]";
    }
}
