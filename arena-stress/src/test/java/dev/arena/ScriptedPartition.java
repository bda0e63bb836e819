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

import java.util.List;

import org.jspecify.annotations.Nullable;

import static dev.arena.Promises.require;

/** A partition of a script, and its expected charge. */
final class ScriptedPartition {
    final ArenaPool real;
    private final @Nullable ScriptedPartition parent;
    private final long limit;
    private boolean closed;

    ScriptedPartition(ArenaPool real, @Nullable ScriptedPartition parent, long limit) {
        this.real = real;
        this.parent = parent;
        this.limit = limit;
    }

    boolean isClosed() {
        return closed;
    }

    void close() {
        real.close();
        closed = true;
    }

    long limit() {
        return limit;
    }

    String name() {
        return real.name();
    }

    /** Returns whether this is {@code partition} or a part of it. */
    boolean isWithin(ScriptedPartition partition) {
        ScriptedPartition each = this;
        while (each != partition && each.parent != null) {
            each = each.parent;
        }
        return each == partition;
    }

    /**
     * Returns whether an arena that holds {@code bytes} can move here from {@code before}, which may be a part of the same
     * partition.
     */
    boolean hasRoom(long bytes, @Nullable ScriptedPartition before) {
        ScriptedPartition each = this;
        while (each != null && (before == null || !before.isWithin(each))) {
            if (bytes > each.limit - each.charged()) {
                return false;
            }
            each = each.parent;
        }
        return true;
    }

    private long charged() {
        return real.stats().reservedBytes();
    }

    /** Checks the charge against the given arenas and handles. They must be complete. */
    void check(List<ScriptedArena> arenas, List<ScriptedHandle> handles) {
        long held = arenas.stream().filter(arena -> arena.isDirectlyIn(this)).mapToLong(ScriptedArena::bytesHeld).sum();
        long charged = charged();
        require(charged <= limit, "partition over its budget of " + limit + ": " + real);
        require(handles.isEmpty() ? charged == held : charged >= held, "its arenas hold " + held + ": " + real);
    }
}
