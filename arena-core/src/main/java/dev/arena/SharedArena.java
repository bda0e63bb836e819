package dev.arena;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;

import dev.arena.engine.ChunkProvider;

/** An arena for any thread; one at a time, the others wait. */
final class SharedArena extends AbstractArena {
    private final ReentrantLock lock = new ReentrantLock();

    SharedArena(ChunkProvider provider, long byteBudget, boolean standalone) {
        super(provider, byteBudget, standalone, Confinement.SHARED);
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
    void enter() {
        lock.lock();
    }

    @Override
    void exit() {
        lock.unlock();
    }
}
