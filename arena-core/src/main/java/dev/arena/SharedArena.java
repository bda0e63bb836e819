package dev.arena;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.ChunkProvider;

/** An arena for any thread; one at a time, the others wait. */
final class SharedArena extends AbstractArena {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread endedBy;

    SharedArena(ChunkProvider provider, long byteBudget, boolean standalone) {
        super(provider, byteBudget, standalone, Confinement.SHARED);
    }

    SharedArena(ChunkProvider provider, long byteBudget, ArenaOptions options) {
        super(provider, byteBudget, Confinement.SHARED, options);
    }

    private SharedArena(SharedArena parent, long byteBudget) {
        super(parent, byteBudget, Confinement.SHARED);
    }

    @Override
    AbstractArena newChild(long byteBudget) {
        return new SharedArena(this, byteBudget);
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        enter();
        try {
            return allocateInside(byteSize, byteAlignment);
        } finally {
            exit();
        }
    }

    @Override
    protected void requireUsable() {
        requireAlive();
    }

    @Override
    void enter() {
        lock.lock();
    }

    @Override
    void exit() {
        lock.unlock();
    }

    @Override
    void endedByCaller() {
        endedBy = Thread.currentThread();
    }

    @Override
    @Nullable
    Thread endedBy() {
        return endedBy;
    }
}
