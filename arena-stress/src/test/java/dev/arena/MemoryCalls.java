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
import static dev.arena.Promises.requireOpen;
import static dev.arena.Promises.requireReason;
/** The calls of a script that allocate, resize and write. */
final class MemoryCalls {
    private final ScriptState script;

    MemoryCalls(ScriptState script) {
        this.script = script;
    }

    boolean allocate(CallScript.Call how) {
        ScriptedArena arena = script.arena();
        long size = script.input.size();
        long alignment = script.input.alignment();
        long refusals = script.pool.stats().poolRejections();
        int heardBefore = script.heard();
        MemorySegment segment;
        try {
            segment = switch (how) {
                case TRY_ALLOCATE -> arena.real.tryAllocate(size, alignment);
                case TRY_ALLOCATE_NOW -> arena.real.tryAllocateNow(size, alignment);
                default -> arena.real.allocate(size, alignment);
            };
        } catch (ArenaExhaustedException e) {
            require(how == CallScript.Call.ALLOCATE, how + " threw " + e);
            script.requireNeed(e);
            requireOpen(arena, size, alignment);
            return false;
        } catch (IllegalArgumentException | IllegalStateException e) {
            requireReason(e, arena, size, alignment);
            return false;
        }
        requireOpen(arena, size, alignment);
        if (segment == null) {
            require(how == CallScript.Call.TRY_ALLOCATE || script.heard() > heardBefore
                    || script.pool.stats().poolRejections() == refusals,
                    "counted a refusal of what was not needed");
            return false;
        }
        arena.values().add(script.fresh(arena.generation(), segment, size, alignment));
        return true;
    }

    boolean grow(boolean moving) {
        ScriptedArena arena = script.arena();
        Filled value = script.value(arena);
        if (value == null) {
            return false;
        }
        long before = value.segment().byteSize();
        long size = script.input.next(4) == 0 ? script.input.size() : before + script.input.next();
        long alignment = moving ? script.input.alignment() : 1;
        MemorySegment grown;
        try {
            grown = moving
                    ? arena.real.grow(value.segment(), size, alignment)
                    : arena.real.tryGrow(value.segment(), size);
        } catch (ArenaExhaustedException e) {
            require(moving, "tryGrow threw " + e);
            script.requireNeed(e);
            return false;
        } catch (IllegalArgumentException e) {
            require(size < before || Long.bitCount(alignment) != 1 || alignment < 0, e + " for " + size);
            return false;
        }
        if (grown == null) {
            return false;
        }
        require(size >= before && grown.byteSize() == size, grown + " instead of " + size + " bytes");
        replace(arena, value, grown);
        return true;
    }

    boolean growAtLeast() {
        ScriptedArena arena = script.arena();
        Filled value = script.value(arena);
        if (value == null) {
            return false;
        }
        long least = value.segment().byteSize() + script.input.next();
        long preferred = script.input.next(4) == 0 ? script.input.size() : least + 16L * script.input.next();
        long spare = script.input.next(4) == 0 ? script.input.size() : script.input.next();
        long alignment = script.input.alignment();
        try {
            MemorySegment grown = arena.real.growAtLeast(value.segment(), least, preferred, alignment, spare);
            require(grown.byteSize() >= least && grown.byteSize() <= Math.max(least, preferred),
                    grown + " for " + least + " to " + preferred);
            replace(arena, value, grown);
            return true;
        } catch (ArenaExhaustedException e) {
            script.requireNeed(e);
            return false;
        } catch (IllegalArgumentException e) {
            require(Long.bitCount(alignment) != 1 || alignment < 0 || spare < 0,
                    e + " for " + alignment + ", " + spare);
            return false;
        }
    }

    /** Checks a value that has grown. */
    private static void replace(ScriptedArena arena, Filled value, MemorySegment grown) {
        long before = value.segment().byteSize();
        Filled.requireFull(grown.asSlice(0, before), value.filling(), "not the previous content");
        arena.generation().requireZero(grown.asSlice(before));
        grown.fill(value.filling());
        if (grown.address() == value.segment().address() && grown.scope().equals(value.segment().scope())) {
            arena.generation().remove(value);
        }
        arena.values().add(new Filled(grown, value.filling()));
    }

    /** Returns the last value in most cases, because only its bytes can be released. */
    boolean shrink() {
        ScriptedArena arena = script.arena();
        Filled value = script.input.next(4) == 0 || arena.values().isEmpty()
                ? script.value(arena)
                : arena.values().getLast();
        if (value == null) {
            return false;
        }
        MemorySegment segment = value.segment();
        long before = segment.byteSize();
        long size = script.input.next(4) == 0 ? script.input.size() : script.input.next() % (before + 1);
        MemorySegment shrunk;
        try {
            shrunk = arena.real.shrink(segment, size);
        } catch (IllegalArgumentException e) {
            require(size < 0 || size > before, e + " for " + size);
            return false;
        }
        require(shrunk.byteSize() == size && shrunk.address() == segment.address(), shrunk + " of " + segment);
        arena.generation().cut(value, shrunk);
        return true;
    }

    boolean writeToCut() {
        ScriptedGeneration generation = script.arena().generation();
        if (generation.cuts.isEmpty()) {
            return false;
        }
        int index = script.input.next(4) == 0
                ? script.input.next() % generation.cuts.size()
                : generation.cuts.size() - 1;
        generation.writeTo(generation.cuts.get(index), script.handles);
        return true;
    }

    /** Writes to memory that has ended but is still accessible. No other value may change. */
    boolean writeToStale() {
        script.stale.removeIf(Stale::isDead);
        if (script.stale.isEmpty()) {
            return false;
        }
        Stale any = script.stale.get(script.input.next() % script.stale.size());
        any.generation().write(any.segment(), script.handles);
        return true;
    }
}
