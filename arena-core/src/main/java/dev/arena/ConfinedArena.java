package dev.arena;

import java.lang.foreign.MemorySegment;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.pool.ChunkPool;

/** An arena of the thread that opened it. */
final class ConfinedArena extends AbstractArena {
    private final Thread owner = Thread.currentThread();

    ConfinedArena(ChunkPool pool, long byteBudget, boolean standalone) {
        super(pool, byteBudget, standalone, Confinement.CONFINED);
    }

    ConfinedArena(ChunkPool pool, long byteBudget, ArenaOptions options, @Nullable Account partition) {
        super(pool, byteBudget, Confinement.CONFINED, options, partition);
    }

    private ConfinedArena(ConfinedArena parent, long byteBudget) {
        super(parent, byteBudget, Confinement.CONFINED);
    }

    @Override
    AbstractArena newChild(long byteBudget) {
        return new ConfinedArena(this, byteBudget);
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        try {
            return allocateInCall(byteSize, byteAlignment);
        } catch (WrongThreadException e) { // thrown by the session, which checks its thread
            throw wrongThread();
        }
    }

    @Override
    protected void requireUsable() {
        beginCall();
        requireAlive();
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    void beginCall() {
        if (Thread.currentThread() != owner) {
            throw wrongThread();
        }
    }

    @Override
    void endCall() {}

    @Override
    void endedByCaller() {}

    @Override
    Thread endedBy() {
        return owner;
    }

    private WrongThreadException wrongThread() {
        return new WrongThreadException(describe() + " is confined to " + owner + " and was called by "
                + Thread.currentThread() + ": open a shared arena for work that changes threads");
    }
}
