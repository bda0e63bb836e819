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

import org.jspecify.annotations.Nullable;

/** A mark of an arena. The arena guards its state and links the open marks, the innermost first. */
final class OpenMark implements Mark {
    private final AbstractArena arena;
    private final @Nullable OpenMark outer;
    private final int cleanupsBefore;
    private boolean ended;

    OpenMark(AbstractArena arena, @Nullable OpenMark outer, int cleanupsBefore) {
        this.arena = arena;
        this.outer = outer;
        this.cleanupsBefore = cleanupsBefore;
    }

    @Override
    public void close() {
        arena.end(this);
    }

    void setEnded() {
        ended = true;
    }

    boolean hasEnded() {
        return ended;
    }

    @Nullable
    OpenMark outer() {
        return outer;
    }

    /** Number of cleanups that were registered before the mark. */
    int cleanupsBefore() {
        return cleanupsBefore;
    }
}
