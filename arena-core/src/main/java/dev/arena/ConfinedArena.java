package dev.arena;

import java.lang.foreign.MemorySegment;

import dev.arena.engine.ChunkProvider;

/** An arena of the thread that opened it. */
final class ConfinedArena extends AbstractArena {
    private final Thread owner = Thread.currentThread();

    ConfinedArena(ChunkProvider provider, long byteBudget, boolean standalone) {
        super(provider, byteBudget, standalone, Confinement.CONFINED);
    }

    ConfinedArena(ChunkProvider provider, long byteBudget, ArenaOptions options) {
        super(provider, byteBudget, Confinement.CONFINED, options);
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
            return allocateInside(byteSize, byteAlignment);
        } catch (WrongThreadException e) { // by the session, which knows its thread too
            throw wrongThread();
        }
    }

    @Override
    protected void requireUsable() {
        enter();
        requireAlive();
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    void enter() {
        if (Thread.currentThread() != owner) {
            throw wrongThread();
        }
    }

    @Override
    void exit() {}

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
