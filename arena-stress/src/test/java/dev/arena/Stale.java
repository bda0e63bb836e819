package dev.arena;

import java.lang.foreign.MemorySegment;

/**
 * A segment that has ended, but in a session that closes later: of a shared arena, or of a handle.
 *
 * @param segment    what can still be reached until then
 * @param generation of the arena that allocated it
 */
record Stale(MemorySegment segment, ScriptedGeneration generation) {

    boolean isDead() {
        return !segment.scope().isAlive();
    }

    void requireDead() {
        Filled.requireDead(segment);
    }
}
