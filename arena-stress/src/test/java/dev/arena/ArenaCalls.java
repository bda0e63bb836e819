/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena;

import java.lang.foreign.MemorySegment;

import static dev.arena.Promises.require;

/** The calls of a script that open, change and end arenas, marks and children. */
final class ArenaCalls {
    private static final int MOST_MARKS = 4;
    private static final int MOST_DEPTH = 100;

    private final ScriptState script;

    ArenaCalls(ScriptState script) {
        this.script = script;
    }

    boolean open() {
        boolean shared = (script.input.next() & 1) == 1;
        if (!script.hasRoomForAnArena()) {
            return false;
        }
        Arena opened = script.pool.open(shared ? Confinement.SHARED : Confinement.CONFINED);
        script.add(ScriptedArena.opened(opened, shared, ScriptState.ARENA_BUDGET, null));
        return true;
    }

    boolean openWithOptions() {
        ScriptedPartition partition = script.partitionOrPool();
        int kind = script.input.next();
        boolean shared = (kind & 1) == 1;
        long budget = (kind & 2) == 0 ? 0 : ScriptState.LEAST_CHUNK * (1 + script.input.next(64));
        ArenaOptions options = (budget == 0 ? ArenaOptions.defaults() : ArenaOptions.defaults().withByteBudget(budget))
                .withExpectedBytes((kind & 4) == 0 ? 0 : script.input.next() << 5)
                .withConfinement(shared ? Confinement.SHARED : Confinement.CONFINED);
        if ((kind & 8) != 0) {
            options = options.withLongLife();
        }
        if (!script.hasRoomForAnArena()) {
            return false;
        }
        long byDefault = partition == null
                ? ScriptState.ARENA_BUDGET
                : Math.min(ScriptState.ARENA_BUDGET, partition.limit());
        try {
            Arena opened = (partition == null ? script.pool : partition.real).open(options);
            script.add(ScriptedArena.opened(opened, shared, budget == 0 ? byDefault : budget, partition));
        } catch (IllegalStateException e) {
            require(partition != null && partition.isClosed(), "refused by an open partition: " + e);
            return false;
        }
        require(partition == null || !partition.isClosed(), "opened by a closed partition");
        return true;
    }

    boolean child() {
        ScriptedArena parent = script.arena();
        long budget = script.input.next(4) == 0
                ? script.input.size()
                : ScriptState.LEAST_CHUNK * (1 + script.input.next(64));
        if (script.arenas.size() == ScriptState.MOST_ARENAS) {
            return false;
        }
        try {
            return refusedIfClosed(parent, () -> script.arenas.add(parent.child(budget)));
        } catch (IllegalArgumentException e) {
            require(budget < ScriptState.LEAST_CHUNK, e + " for " + budget);
            return false;
        }
    }

    /** Opens nested children, and allocates in the innermost. */
    boolean nest() {
        ScriptedArena innermost = script.arena();
        int levels = Math.min(script.input.next(32), MOST_DEPTH - innermost.depth());
        if (script.arenas.size() == ScriptState.MOST_ARENAS || levels <= 0 || innermost.isClosed()) {
            return false;
        }
        for (int i = 0; i < levels; i++) {
            innermost = innermost.child(ScriptState.LEAST_CHUNK * (1 + script.input.next(64)));
        }
        script.arenas.add(innermost);
        MemorySegment segment = innermost.real.tryAllocate(script.input.next(), 1);
        if (segment != null) {
            innermost.values().add(innermost.generation().fresh(segment, script.nextFilling()));
        }
        return true;
    }

    boolean changeBudget() {
        ScriptedArena arena = script.arena();
        long budget = script.input.next(4) == 0
                ? script.input.size()
                : ScriptState.LEAST_CHUNK * (1 + script.input.next(64));
        try {
            script.pool.changeByteBudget(arena.real, budget);
        } catch (IllegalArgumentException e) {
            require(arena.isChild() || budget < ScriptState.LEAST_CHUNK, e + " for " + budget);
            return false;
        } catch (IllegalStateException e) {
            require(arena.isClosed(), "refused by an open arena: " + e);
            return false;
        }
        require(!arena.isClosed() && !arena.isChild() && budget >= ScriptState.LEAST_CHUNK, "taken: " + budget);
        script.noteBudget(arena.changeBudget(budget));
        return true;
    }

    boolean register() {
        ScriptedArena arena = script.arena();
        return refusedIfClosed(arena, arena::register);
    }

    boolean mark() {
        ScriptedArena arena = script.arena();
        return arena.marks() < MOST_MARKS && refusedIfClosed(arena, arena::mark);
    }

    boolean closeMark() {
        ScriptedArena arena = script.arena();
        if (arena.marks() == 0) {
            return false;
        }
        arena.closeMark(script.input.next() % arena.marks());
        return true;
    }

    boolean reset() {
        ScriptedArena arena = script.arena();
        return refusedIfClosed(arena, () -> arena.reset(script.stale));
    }

    boolean close() {
        script.arena().close(script.stale);
        return true;
    }

    /** Makes a call that only closed arenas may refuse. Returns whether the call succeeded. */
    private static boolean refusedIfClosed(ScriptedArena arena, Runnable call) {
        boolean closed = arena.isClosed();
        try {
            call.run();
        } catch (IllegalStateException e) {
            require(closed, "refused by an open arena: " + e);
            return false;
        }
        require(!closed, "taken by a closed arena");
        return true;
    }
}
