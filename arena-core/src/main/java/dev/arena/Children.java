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

import java.util.LinkedHashSet;
import java.util.SequencedSet;

import org.jspecify.annotations.Nullable;

/**
 * The open children of an arena, in the order in which they were opened. Safe for use by any thread: any thread may end a child
 * of a shared arena. No other code is called while the monitor is held.
 */
final class Children {
    private final SequencedSet<AbstractArena> open = new LinkedHashSet<>();

    synchronized void add(AbstractArena child) {
        open.addLast(child);
    }

    synchronized void remove(AbstractArena child) {
        open.remove(child);
    }

    /** The child that was opened last, or null. */
    synchronized @Nullable AbstractArena last() {
        return open.isEmpty() ? null : open.getLast();
    }
}
