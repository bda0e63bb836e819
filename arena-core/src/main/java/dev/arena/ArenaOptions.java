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

import java.util.Objects;
import java.util.OptionalLong;

import org.jspecify.annotations.Nullable;

/**
 * Options for opening one arena of a pool, for example for a request that may take more memory. Options that are not set have
 * the values of the pool.
 *
 * <p>Immutable.
 *
 * @since 0.1.0
 */
public final class ArenaOptions {
    private static final long UNLIMITED = Long.MAX_VALUE;

    private static final ArenaOptions DEFAULTS = new ArenaOptions(null, null, 0, true, false, null);

    private final @Nullable Confinement confinement;
    private final @Nullable Long byteBudget;
    private final long expectedBytes;
    private final boolean mayWait;
    private final boolean longLived;
    private final @Nullable Object owner;

    private ArenaOptions(@Nullable Confinement confinement, @Nullable Long byteBudget, long expectedBytes,
            boolean mayWait, boolean longLived, @Nullable Object owner) {
        this.confinement = confinement;
        this.byteBudget = byteBudget;
        this.expectedBytes = expectedBytes;
        this.mayWait = mayWait;
        this.longLived = longLived;
        this.owner = owner;
    }

    /**
     * Options that use the settings of the pool.
     *
     * @return the options
     */
    public static ArenaOptions defaults() {
        return DEFAULTS;
    }

    /**
     * These options with another confinement.
     *
     * @param  other which threads may use the arena
     * @return       the options
     */
    public ArenaOptions withConfinement(Confinement other) {
        return new ArenaOptions(Objects.requireNonNull(other), byteBudget, expectedBytes, mayWait, longLived, owner);
    }

    /**
     * These options with another limit.
     *
     * @param  other                    limit of the chunks that the arena may hold, in bytes, at least one smallest chunk of the
     *                                  pool, which {@link ArenaPool#open(ArenaOptions)} checks
     * @return                          the options
     * @throws IllegalArgumentException if the limit is not positive
     */
    public ArenaOptions withByteBudget(long other) {
        ArenaBuilder.requireRange("byteBudget", other, 1, Long.MAX_VALUE);
        return new ArenaOptions(confinement, other, expectedBytes, mayWait, longLived, owner);
    }

    /**
     * These options without a limit of the arena itself. The budget of the pool still holds.
     *
     * @return the options
     */
    public ArenaOptions withoutByteBudget() {
        return withByteBudget(UNLIMITED);
    }

    /**
     * These options with another expectation.
     *
     * @param  other                    expected total of the allocations, in bytes; the first chunk has the smallest class of at
     *                                  least this size, or the largest class
     * @return                          the options
     * @throws IllegalArgumentException if it is negative
     */
    public ArenaOptions withExpectedBytes(long other) {
        ArenaBuilder.requireRange("expectedBytes", other, 0, Long.MAX_VALUE);
        return new ArenaOptions(confinement, byteBudget, other, mayWait, longLived, owner);
    }

    /**
     * These options for threads that must not be blocked, such as those of an event loop.
     *
     * @return the options; an allocation that would have to wait ({@link ArenaBuilder#poolWait}) is refused at once
     */
    public ArenaOptions withoutWaiting() {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, false, longLived, owner);
    }

    /**
     * Returns these options for an arena that stays open for a long time, such as that of an event stream. A shared arena
     * then has its own memory session: no other arena waits for its end, and its end costs 30 to 170 µs.
     *
     * @return the options
     */
    public ArenaOptions withLongLife() {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, mayWait, true, owner);
    }

    /**
     * These options with another owner.
     *
     * @param  other owner of the arena, such as a request; its {@code toString} appears in messages and in
     *               {@link ArenaPool#openArenas}
     * @return       the options
     */
    public ArenaOptions withOwner(Object other) {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, mayWait, longLived,
                Objects.requireNonNull(other));
    }

    /**
     * Which threads may use the arena.
     *
     * @return the confinement; null for the setting of the pool
     */
    public @Nullable Confinement confinement() {
        return confinement;
    }

    /**
     * Limit of the chunks that the arena may hold.
     *
     * @return bytes, {@link Long#MAX_VALUE} if there is no limit; empty for the setting of the pool
     */
    public OptionalLong byteBudget() {
        return byteBudget == null ? OptionalLong.empty() : OptionalLong.of(byteBudget);
    }

    /**
     * Expected total of the allocations.
     *
     * @return bytes; 0 if nothing is known
     */
    public long expectedBytes() {
        return expectedBytes;
    }

    /**
     * Whether allocations may wait for memory of the pool, if {@link ArenaBuilder#poolWait} is set.
     *
     * @return true by default
     */
    public boolean mayWait() {
        return mayWait;
    }

    /**
     * Whether the arena is known to stay open for long.
     *
     * @return false by default
     */
    public boolean longLived() {
        return longLived;
    }

    /**
     * Returns the owner of the arena: the work for which it is opened.
     *
     * @return the owner, or null
     */
    public @Nullable Object owner() {
        return owner;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ArenaOptions that && confinement == that.confinement
                && Objects.equals(byteBudget, that.byteBudget) && expectedBytes == that.expectedBytes
                && mayWait == that.mayWait && longLived == that.longLived && Objects.equals(owner, that.owner);
    }

    @Override
    public int hashCode() {
        return Objects.hash(confinement, byteBudget, expectedBytes, mayWait, longLived, owner);
    }

    @Override
    public String toString() {
        return "ArenaOptions[confinement=" + confinement + ", byteBudget=" + byteBudget + ", expectedBytes="
                + expectedBytes + ", mayWait=" + mayWait + ", longLived=" + longLived + ", owner=" + owner + "]";
    }
}
