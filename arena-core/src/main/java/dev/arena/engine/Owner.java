package dev.arena.engine;

/** The arena in front of a {@link BumpAllocator}, which knows what the engine does not: names, life and death. */
public interface Owner {

    /** Throws if the arena has ended. Called before a generation begins. */
    void requireAlive();

    /** Names the arena in messages. */
    String describe();

    /** Makes an exception of a refusal. */
    RuntimeException exhausted(Refusal refusal);
}
