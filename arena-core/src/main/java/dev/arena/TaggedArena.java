package dev.arena;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

/** An arena seen by a layer that says for what it allocates. */
record TaggedArena(AbstractArena arena, Use use) implements Arena {

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        return arena.allocate(byteSize, byteAlignment, use);
    }

    @Override
    public @Nullable MemorySegment tryAllocate(long byteSize, long byteAlignment) {
        return arena.tryAllocate(byteSize, byteAlignment, use);
    }

    @Override
    public @Nullable MemorySegment tryAllocateNow(long byteSize, long byteAlignment) {
        return arena.tryAllocateNow(byteSize, byteAlignment, use);
    }

    @Override
    public MemorySegment growAtLeast(MemorySegment segment, long leastByteSize, long preferredByteSize,
            long byteAlignment, long spareBytes) {
        return arena.growAtLeast(segment, leastByteSize, preferredByteSize, byteAlignment, spareBytes, use);
    }

    @Override
    public @Nullable MemorySegment tryGrow(MemorySegment segment, long newByteSize) {
        return arena.tryGrow(segment, newByteSize, use);
    }

    @Override
    public MemorySegment grow(MemorySegment segment, long newByteSize, long byteAlignment) {
        return arena.grow(segment, newByteSize, byteAlignment, use);
    }

    @Override
    public MemorySegment shrink(MemorySegment segment, long newByteSize) {
        return arena.shrink(segment, newByteSize, use);
    }

    @Override
    public Owned<MemorySegment> allocateOwned(long byteSize, long byteAlignment) {
        return arena.allocateOwned(byteSize, byteAlignment);
    }

    @Override
    public Shared<MemorySegment> allocateShared(long byteSize, long byteAlignment) {
        return arena.allocateShared(byteSize, byteAlignment);
    }

    @Override
    public Owned<MemorySegment> escape(MemorySegment segment) {
        return arena.escape(segment);
    }

    @Override
    public Mark mark() {
        return arena.mark();
    }

    @Override
    public Arena child(long byteBudget) {
        return arena.child(byteBudget);
    }

    @Override
    public Arena forUse(Use other) {
        return arena.forUse(other);
    }

    @Override
    public void onReset(Runnable cleanup) {
        arena.onReset(cleanup);
    }

    @Override
    public void reset() {
        arena.reset();
    }

    @Override
    public void close() {
        arena.close();
    }

    @Override
    public MemorySegment.Scope scope() {
        return arena.scope();
    }

    @Override
    public ArenaStats stats() {
        return arena.stats();
    }

    @Override
    public String toString() {
        return arena + " for " + use;
    }
}
