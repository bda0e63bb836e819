package dev.arena;

import java.util.ArrayList;
import java.util.List;

import dev.arena.engine.ChunkProvider;
import dev.arena.engine.PoolFigures;

/** The pool: settings in front of a {@link ChunkProvider}. */
final class ChunkedPool implements ArenaPool {
    private final ChunkProvider provider;
    private final Settings settings;

    ChunkedPool(ChunkProvider provider, Settings settings) {
        this.provider = provider;
        this.settings = settings;
    }

    @Override
    public Arena open() {
        return open(settings.confinement());
    }

    @Override
    public Arena open(Confinement confinement) {
        if (provider.isClosed()) {
            throw new IllegalStateException("Pool '" + name() + "' is closed and opens no arena");
        }
        return switch (confinement) {
            case CONFINED -> new ConfinedArena(provider, settings.arenaByteBudget(), false);
            case SHARED -> new SharedArena(provider, settings.arenaByteBudget(), false);
        };
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
        List<PoolStats.CachedChunks> cached = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            cached.add(new PoolStats.CachedChunks(sizes.get(i), now.cachedByClass().get(i)));
        }
        return new PoolStats(now.reservedBytes(), now.peakReservedBytes(),
                Math.max(0, now.reservedBytes() - now.cachedBytes() - now.quarantinedBytes()), now.cachedBytes(),
                now.quarantinedBytes(), Math.max(0, now.chunks() - now.cachedChunks() - now.quarantinedChunks()),
                now.cachedChunks(), now.quarantinedChunks(), now.wastedBytes(),
                now.activeArenas(), now.normalChunksAllocated(), now.oversizedChunksAllocated(), now.chunksReused(),
                now.chunksDestroyed(), now.resets(), now.relocations(), now.arenaRefusals(), now.poolRefusals(),
                now.sourceRefusals(), now.failedReleases(), now.activeHandles(), now.waits(),
                List.copyOf(cached));
    }

    @Override
    public void trim() {
        provider.trim();
    }

    @Override
    public void close() {
        provider.close();
    }

    @Override
    public String toString() {
        return "Pool '" + name() + "'[" + provider.figures().reservedBytes() + " bytes reserved]";
    }
}
