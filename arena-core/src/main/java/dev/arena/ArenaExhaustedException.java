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

import java.io.Serial;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a byte budget or the chunk source refuses memory. The allocation has taken no memory, and the arena can still
 * be used.
 *
 * <p>The message is for logs and names the holders of the memory. A remote client may see {@link #reason},
 * {@link #requested}, {@link #held} and {@link #limit}.
 *
 * @since 0.1.0
 */
public final class ArenaExhaustedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** The limit that was met. */
    public enum Reason {
        /** The byte budget of the arena or of a parent arena: this work needs more than its limit. */
        ARENA_BUDGET,
        /**
         * The byte budget of a partition of the pool: its arenas together need more than its limit. A later attempt may
         * succeed.
         */
        PARTITION_BUDGET,
        /** The byte budget of the pool: all arenas together need more than its limit. A later attempt may succeed. */
        POOL_BUDGET,
        /** The chunk source had no memory or failed; the exception it threw, if any, is the cause. */
        SOURCE
    }

    /** The limit that was met. */
    private final Reason reason;

    /** Bytes that the refused chunk would have added. */
    private final long requested;

    /** Bytes held against the limit. */
    private final long held;

    /** The limit in bytes. */
    private final long limit;

    /** Name of the partition whose limit was met, or null. */
    private final @Nullable String partition;

    ArenaExhaustedException(Reason reason, String message, long requested, long held, long limit,
            @Nullable String partition, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.requested = requested;
        this.held = held;
        this.limit = limit;
        this.partition = partition;
    }

    /**
     * The partition of the pool whose limit was met.
     *
     * @return its name, or null for another reason
     */
    public @Nullable String partition() {
        return partition;
    }

    /**
     * The limit that was met.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Bytes that the refused chunk would have added.
     *
     * @return size in bytes
     */
    public long requested() {
        return requested;
    }

    /**
     * Bytes that counted against the limit at that moment: those that were held and, if {@link Arena#admit} refused, those that
     * admitted work was expected to take. The latter can exceed the limit.
     *
     * @return size in bytes
     */
    public long held() {
        return held;
    }

    /**
     * The limit in bytes.
     *
     * @return size in bytes, {@link Long#MAX_VALUE} if there is no limit
     */
    public long limit() {
        return limit;
    }
}
