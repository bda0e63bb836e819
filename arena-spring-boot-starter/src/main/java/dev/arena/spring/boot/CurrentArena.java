package dev.arena.spring.boot;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

import dev.arena.Arena;
import dev.arena.ArenaStats;
import dev.arena.Mark;
import dev.arena.Owned;
import dev.arena.Shared;

/**
 * The {@link Arena} that is injected into singletons: delegates every call to the arena of the work that the calling thread is
 * doing.
 */
public final class CurrentArena implements Arena {
    private final ArenaContextHolder context;

    /**
     * A delegate.
     *
     * @param context finds the current arena
     */
    public CurrentArena(ArenaContextHolder context) {
        this.context = context;
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        return context.arena().allocate(byteSize, byteAlignment);
    }

    @Override
    public @Nullable MemorySegment tryAllocate(long byteSize, long byteAlignment) {
        return context.arena().tryAllocate(byteSize, byteAlignment);
    }

    @Override
    public @Nullable MemorySegment tryAllocateNow(long byteSize, long byteAlignment) {
        return context.arena().tryAllocateNow(byteSize, byteAlignment);
    }

    @Override
    public @Nullable MemorySegment tryGrow(MemorySegment segment, long newByteSize) {
        return context.arena().tryGrow(segment, newByteSize);
    }

    @Override
    public MemorySegment grow(MemorySegment segment, long newByteSize, long byteAlignment) {
        return context.arena().grow(segment, newByteSize, byteAlignment);
    }

    @Override
    public MemorySegment growAtLeast(MemorySegment segment, long leastByteSize, long preferredByteSize,
            long byteAlignment, long spareBytes) {
        return context.arena().growAtLeast(segment, leastByteSize, preferredByteSize, byteAlignment, spareBytes);
    }

    @Override
    public MemorySegment shrink(MemorySegment segment, long newByteSize) {
        return context.arena().shrink(segment, newByteSize);
    }

    @Override
    public Owned<MemorySegment> allocateOwned(long byteSize, long byteAlignment) {
        return context.arena().allocateOwned(byteSize, byteAlignment);
    }

    @Override
    public Shared<MemorySegment> allocateShared(long byteSize, long byteAlignment) {
        return context.arena().allocateShared(byteSize, byteAlignment);
    }

    @Override
    public Owned<MemorySegment> escape(MemorySegment segment) {
        return context.arena().escape(segment);
    }

    @Override
    public Mark mark() {
        return context.arena().mark();
    }

    @Override
    public Arena child(long byteBudget) {
        return context.arena().child(byteBudget);
    }

    @Override
    public void onReset(Runnable cleanup) {
        context.arena().onReset(cleanup);
    }

    @Override
    public void reset() {
        context.arena().reset();
    }

    /**
     * No-op destroy method. The application context would otherwise call {@link #close}, and AOT processing drops
     * {@code destroyMethod = ""}.
     */
    public void release() {}

    /**
     * Not for users: whoever opened the arena of this work closes it.
     *
     * @throws UnsupportedOperationException always
     */
    @Override
    public void close() {
        throw new UnsupportedOperationException(
                "The injected Arena is closed when its request or unit of work ends; to return its memory earlier, reset it");
    }

    @Override
    public MemorySegment.Scope scope() {
        return context.arena().scope();
    }

    @Override
    public long byteBudget() {
        return context.arena().byteBudget();
    }

    @Override
    public long remaining() {
        return context.arena().remaining();
    }

    @Override
    public ArenaStats stats() {
        return context.arena().stats();
    }
}
