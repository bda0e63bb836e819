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

package dev.arena.engine.reclaim;

import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import dev.arena.engine.budget.Account;

/**
 * Tracks which account is charged for the chunks of one generation that only handles keep. The arena is charged for such a
 * chunk until its last handle closes or the generation ends. From then on, the partition of the arena is charged, if there is
 * one.
 *
 * <p>Handles close on any thread. They refer to this object, which must not refer to the arena: otherwise an open handle would
 * keep a leaked arena reachable. The arena therefore collects the bytes of closed handles with {@link #takeClosed} when it
 * needs memory.
 *
 * <p>Safe for use by any thread.
 *
 * @since 0.1.0
 */
public final class EscapeCharge {
    private static final long ENDED = -1;

    private final @Nullable Account partition;

    /** Bytes of chunks that the arena has given up and still pays for, including {@link #closed}. */
    private final AtomicLong paid = new AtomicLong();

    /** Bytes of those chunks whose last handle has closed; {@link #ENDED} after the generation. */
    private final AtomicLong closed = new AtomicLong();

    /** A charge of 0 bytes. The partition is that of the arena, or null. */
    public EscapeCharge(@Nullable Account partition) {
        this.partition = partition;
    }

    /** Adds a chunk that the arena has given up and continues to pay for. */
    void add(long bytes) {
        paid.addAndGet(bytes);
    }

    /** Called when the last handle has closed to a chunk that the arena has given up and paid for. */
    void close(long bytes) {
        long before;
        do {
            before = closed.get();
            if (before == ENDED) {
                releaseFromPartition(bytes);
                return;
            }
        } while (!closed.compareAndSet(before, before + bytes));
    }

    /** Called when the last handle has closed to a chunk that the partition pays for. */
    void releaseFromPartition(long bytes) {
        if (partition != null) {
            partition.release(bytes);
        }
    }

    /**
     * Returns the bytes of chunks whose last handle has closed since the last call. The caller releases them from the arena's
     * account.
     */
    public long takeClosed() {
        long bytes;
        do {
            bytes = closed.get();
            if (bytes <= 0) {
                return 0;
            }
        } while (!closed.compareAndSet(bytes, 0));
        paid.addAndGet(-bytes);
        return bytes;
    }

    /**
     * Ends the generation and returns what {@link #takeClosed} would return. The partition takes over what is still
     * {@link #paid}.
     */
    public long endGeneration() {
        long bytes = closed.getAndSet(ENDED);
        paid.addAndGet(-bytes);
        return bytes;
    }

    /** Bytes of given-up chunks that the arena pays for. */
    public long paid() {
        return paid.get();
    }
}
