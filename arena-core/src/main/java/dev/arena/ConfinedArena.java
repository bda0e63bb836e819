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

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.pool.ChunkPool;

/** An arena of the thread that opened it. */
final class ConfinedArena extends AbstractArena {
    private final Thread owner = Thread.currentThread();

    ConfinedArena(ChunkPool pool, long byteBudget, boolean standalone) {
        super(pool, byteBudget, standalone, Confinement.CONFINED);
    }

    ConfinedArena(ChunkPool pool, long byteBudget, ArenaOptions options, @Nullable Account partition) {
        super(pool, byteBudget, Confinement.CONFINED, options, partition);
    }

    private ConfinedArena(ConfinedArena parent, long byteBudget) {
        super(parent, byteBudget, Confinement.CONFINED);
    }

    @Override
    AbstractArena newChild(long byteBudget) {
        return new ConfinedArena(this, byteBudget);
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        try {
            return allocateInCall(byteSize, byteAlignment);
        } catch (WrongThreadException e) { // thrown by the session, which checks its thread
            throw wrongThread();
        }
    }

    @Override
    protected void requireUsable() {
        beginCall();
        requireAlive();
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    void beginCall() {
        if (Thread.currentThread() != owner) {
            throw wrongThread();
        }
    }

    @Override
    void endCall() {}

    @Override
    void endedByCaller() {}

    @Override
    Thread endedBy() {
        return owner;
    }

    private WrongThreadException wrongThread() {
        return new WrongThreadException(describe() + " is confined to " + owner + " and was called by "
                + Thread.currentThread() + ": use a shared arena for work on several threads");
    }
}
