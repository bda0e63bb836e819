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

/** Reduces the memory that remains for an arena of a pool, for tests of objects that grow in it. */
public final class ScarceMemory {

    private ScarceMemory() {}

    /** Leaves {@code bytes} more bytes for the arena, in new chunks only. Its current chunks are full. */
    public static void leave(ArenaPool pool, Arena arena, long bytes) {
        pool.changeByteBudget(arena, arena.stats().bytesHeld());
        for (long part = 1024; part > 0; part /= 2) {
            while (arena.tryAllocate(part, 1) != null) {
            }
        }
        pool.changeByteBudget(arena, arena.stats().bytesHeld() + bytes);
    }
}
