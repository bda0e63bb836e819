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
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.pool.ChunkPool;

/** An arena for any thread. A lock lets one thread at a time use it. */
final class SharedArena extends AbstractArena {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Thread endedBy;

    SharedArena(ChunkPool pool, long byteBudget, boolean standalone) {
        super(pool, byteBudget, standalone, Confinement.SHARED);
    }

    SharedArena(ChunkPool pool, long byteBudget, ArenaOptions options, @Nullable Account partition) {
        super(pool, byteBudget, Confinement.SHARED, options, partition);
    }

    private SharedArena(SharedArena parent, long byteBudget) {
        super(parent, byteBudget, Confinement.SHARED);
    }

    @Override
    AbstractArena newChild(long byteBudget) {
        return new SharedArena(this, byteBudget);
    }

    @Override
    public MemorySegment allocate(long byteSize, long byteAlignment) {
        beginCall();
        try {
            return allocateInCall(byteSize, byteAlignment);
        } finally {
            endCall();
        }
    }

    @Override
    protected void requireUsable() {
        requireAlive();
    }

    @Override
    void beginCall() {
        lock.lock();
    }

    @Override
    void endCall() {
        lock.unlock();
    }

    @Override
    void endedByCaller() {
        endedBy = Thread.currentThread();
    }

    @Override
    @Nullable
    Thread endedBy() {
        return endedBy;
    }
}
