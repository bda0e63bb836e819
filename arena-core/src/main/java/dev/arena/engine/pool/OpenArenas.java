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

package dev.arena.engine.pool;

import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.util.Padded;

/**
 * The open arenas of one {@link CacheShard}, linked through their entries. The lock of the shard guards the list.
 *
 * <p>The shard extends this class instead of referring to an object of it: every request writes the fields of both, and they
 * share cache lines that no other thread writes.
 */
abstract class OpenArenas extends Padded {
    private @Nullable ArenaEntry first;
    private int size;

    final void addArena(ArenaEntry entry) {
        ArenaEntry second = first;
        size++;
        entry.nextEntry = second;
        if (second != null) {
            second.previousEntry = entry;
        }
        first = entry;
    }

    final void removeArena(ArenaEntry entry) {
        ArenaEntry previous = entry.previousEntry;
        ArenaEntry next = entry.nextEntry;
        if (previous == null) {
            first = next;
        } else {
            previous.nextEntry = next;
        }
        if (next != null) {
            next.previousEntry = previous;
        }
        entry.previousEntry = null;
        entry.nextEntry = null;
        size--;
    }

    final int openArenas() {
        return size;
    }

    /** Passes each arena that has not leaked to {@code visitor}. */
    final void visitArenas(Consumer<ArenaEntry> visitor) {
        for (ArenaEntry entry = first; entry != null; entry = entry.nextEntry) {
            ArenaEntry arena = entry.arena();
            if (arena != null) {
                visitor.accept(arena);
            }
        }
    }

    /** Bytes of all chunks behind their last allocations. */
    final long wastedBytes() {
        long sum = 0;
        for (ArenaEntry entry = first; entry != null; entry = entry.nextEntry) {
            ArenaEntry arena = entry.arena();
            sum += arena == null ? 0 : arena.wasted();
        }
        return sum;
    }
}
