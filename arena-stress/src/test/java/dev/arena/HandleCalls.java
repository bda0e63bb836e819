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
/** The calls of a script that create and close handles. */
final class HandleCalls {
    private static final int MOST_HANDLES = 64;

    private final ScriptState script;

    HandleCalls(ScriptState script) {
        this.script = script;
    }

    boolean allocateHandle(boolean shared) {
        ScriptedArena arena = script.arena();
        long size = script.input.size();
        long alignment = script.input.alignment();
        if (script.handles.size() >= MOST_HANDLES) {
            return false;
        }
        arena.generation().mayHaveHandles = true;
        try {
            if (shared) {
                Shared<MemorySegment> handle = arena.real.allocateShared(size, alignment);
                addFresh(handle, handle.get(), arena, size, alignment);
            } else {
                Owned<MemorySegment> handle = arena.real.allocateOwned(size, alignment);
                addFresh(handle, handle.get(), arena, size, alignment);
            }
        } catch (ArenaExhaustedException e) {
            script.requireNeed(e);
            requireOpen(arena, size, alignment);
            return false;
        } catch (IllegalArgumentException | IllegalStateException e) {
            requireReason(e, arena, size, alignment);
            return false;
        }
        requireOpen(arena, size, alignment);
        return true;
    }

    private void addFresh(AutoCloseable handle, MemorySegment segment, ScriptedArena arena, long size, long alignment) {
        ScriptedGeneration generation = arena.generation();
        script.handles.add(new ScriptedHandle(handle, script.fresh(generation, segment, size, alignment), generation));
    }

    boolean escape() {
        ScriptedArena arena = script.arena();
        Filled value = script.value(arena);
        if (value == null || script.handles.size() >= MOST_HANDLES) {
            return false;
        }
        arena.generation().mayHaveHandles = true;
        Owned<MemorySegment> handle;
        try {
            handle = arena.real.escape(value.segment());
        } catch (ArenaExhaustedException e) {
            require(value.segment().byteSize() == 0, "escape threw " + e);
            script.requireNeed(e);
            return false;
        }
        require(handle.get().byteSize() == value.segment().byteSize(), "another size: " + handle.get());
        Filled.requireFull(handle.get(), value.filling(), "not the escaped content");
        script.handles.add(new ScriptedHandle(handle, new Filled(handle.get(), value.filling()), arena.generation()));
        return true;
    }

    boolean share() {
        int index = script.handles.isEmpty() ? -1 : script.input.next() % script.handles.size();
        if (index < 0 || !(script.handles.get(index).closeable() instanceof Owned<?> owned)) {
            return false;
        }
        ScriptedHandle handle = script.handles.get(index);
        script.handles.set(index, new ScriptedHandle(owned.share(), handle.value(), handle.generation()));
        closeAgain(owned);
        return true;
    }

    boolean retain() {
        ScriptedHandle handle = script.handles.isEmpty()
                ? null
                : script.handles.get(script.input.next() % script.handles.size());
        if (handle == null || script.handles.size() >= MOST_HANDLES
                || !(handle.closeable() instanceof Shared<?> shared)) {
            return false;
        }
        script.handles.add(new ScriptedHandle(shared.retain(), handle.value(), handle.generation()));
        return true;
    }

    boolean closeHandle() {
        if (script.handles.isEmpty()) {
            return false;
        }
        ScriptedHandle handle = script.handles.remove(script.input.next() % script.handles.size());
        close(handle.closeable());
        script.stale.add(new Stale(handle.value().segment(), handle.generation()));
        return true;
    }

    static void close(AutoCloseable handle) {
        try {
            handle.close();
        } catch (Exception e) {
            throw new AssertionError("an open handle cannot be closed", e);
        }
        closeAgain(handle);
    }

    /** Closes a handle that was closed before, which must have no effect. */
    private static void closeAgain(AutoCloseable handle) {
        try {
            handle.close();
        } catch (Exception e) {
            throw new AssertionError("closing a closed handle failed", e);
        }
    }
}
