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

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;
import dev.arena.engine.chunk.Chunk;
import dev.arena.engine.reclaim.Quarantine;

/**
 * Makes room in a pool's budget. It closes epochs in quarantine and gives cached chunks back to the source, until there is room
 * for a charge or no idle memory is left.
 *
 * <p>Safe for use by any thread.
 */
final class MemoryReclaimer {
    private final Account budget;
    private final ChunkCache cache;
    private final Quarantine quarantine;
    private final Quarantine escapes;
    private final Consumer<Chunk> destroy;

    /**
     * Held while cached chunks are given back, so that no allocation is refused because of bytes that are being given back.
     * Taken before the locks of the quarantines.
     */
    private final ReentrantLock lock = new ReentrantLock();

    /**
     * A reclaimer for a pool with these parts.
     *
     * @param destroy gives a chunk back to the source, and its bytes to the budget
     */
    MemoryReclaimer(Account budget, ChunkCache cache, Quarantine quarantine, Quarantine escapes,
            Consumer<Chunk> destroy) {
        this.budget = budget;
        this.cache = cache;
        this.quarantine = quarantine;
        this.escapes = escapes;
        this.destroy = destroy;
    }

    /** Charges {@code bytes}. If the budget has no room, idle memory is freed first. Returns whether the charge succeeded. */
    boolean charge(long bytes) {
        return bytes <= budget.limit() && (budget.tryCharge(bytes) || chargeByEviction(bytes));
    }

    private boolean chargeByEviction(long bytes) {
        lock.lock();
        try { // checked under the lock: bytes that another thread is evicting are neither cached nor free
            if (isHopeless(bytes)) {
                return false; // keep the cache
            }
            boolean reclaimed = true;
            while (!budget.tryCharge(bytes)) {
                Chunk victim = cache.evict();
                if (victim != null) {
                    destroy.accept(victim);
                } else if (reclaimed) {
                    reclaimed = reclaim(); // if false, look once more: another thread may just have reclaimed
                } else {
                    return false;
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether all idle memory together would not be enough. Idle bytes move from quarantine to the cache or out of the budget.
     * Reading in this order misses no bytes that move. Bytes may be counted twice, which at worst costs a useless eviction.
     */
    boolean isHopeless(long bytes) {
        long idle = quarantine.bytes() + escapes.bytes() + cache.exactBytes();
        return bytes > budget.limit() - (budget.used() - idle);
    }

    /** Closes the epochs in quarantine that no member and no native call uses. Returns whether it closed any. */
    boolean reclaim() {
        boolean any = quarantine.reclaim();
        return escapes.reclaim() || any;
    }

    /** Whether an epoch waits for a native call. The end of a native call wakes no thread. */
    boolean isWaitingForNativeCall() {
        return quarantine.isBusy() || escapes.isBusy();
    }

    /** Gives back the cached chunks that were not needed since the last call. */
    void trimIdle() {
        reclaim();
        lock.lock();
        try {
            destroyAll(cache.takeFromEach(CacheShard::trim));
        } finally {
            lock.unlock();
        }
    }

    private void destroyAll(@Nullable Chunk linked) {
        for (Chunk chunk = linked; chunk != null;) {
            Chunk following = chunk.next();
            destroy.accept(chunk);
            chunk = following;
        }
    }

    /** Gives back all idle memory. */
    void trimAll() {
        reclaim();
        lock.lock();
        try {
            for (Chunk idle = cache.evict(); idle != null; idle = cache.evict()) {
                destroy.accept(idle);
            }
        } finally {
            lock.unlock();
        }
    }
}
