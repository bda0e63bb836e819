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

package dev.arena.demo.faults;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.arena.Arena;
import dev.arena.ArenaPool;
import dev.arena.Confinement;

/**
 * Arenas that together take the remaining memory of a pool, as many concurrent requests would. They never access this memory.
 */
final class Crowd implements AutoCloseable {
    private final Deque<Arena> arenas = new ArrayDeque<>();

    /** Takes memory until {@code pool} has less than {@code leastBytes} left that is not in use. */
    void take(ArenaPool pool, long leastBytes) {
        boolean taken = true;
        for (long free = freeBytes(pool); taken && free >= leastBytes; free = freeBytes(pool)) {
            Arena arena = pool.open(Confinement.CONFINED);
            arenas.push(arena);
            taken = arena.tryAllocate(Math.min(free, pool.settings().arenaByteBudget()), Long.BYTES) != null;
        }
    }

    /** Returns the memory that no arena uses. The pool frees cached and quarantined memory if necessary. */
    private static long freeBytes(ArenaPool pool) {
        return pool.settings().poolByteBudget() - pool.stats().liveBytes();
    }

    @Override
    public void close() {
        arenas.forEach(Arena::close);
    }
}
