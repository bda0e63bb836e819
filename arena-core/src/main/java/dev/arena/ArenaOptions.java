package dev.arena;

import org.jspecify.annotations.Nullable;

/**
 * Options of one arena of a pool, for example of a request that may take more memory or whose needs are known.
 *
 * @param confinement   which threads may use the arena; null for the setting of the pool
 * @param byteBudget    limit of the chunks that the arena may hold, in bytes, at least one smallest chunk; 0 for the setting of
 *                      the pool
 * @param expectedBytes expected total of the allocations, in bytes; the first chunk has the smallest class of at least this
 *                      size, or the largest class. 0 if nothing is known
 * @param mayWait       whether allocations may wait for memory of the pool, if {@link ArenaBuilder#poolWait} is set; false for
 *                      threads that must not be blocked, such as those of an event loop
 * @param longLived     whether the arena is known to stay open for long, such as that of an event stream. A shared arena then
 *                      has a memory session of its own: no other arena waits for its end, and its end costs 30 to 170 µs
 * @param owner         what the arena is opened for, such as a request; its {@code toString} appears in messages and in
 *                      {@link ArenaPool#openArenas}. May be null
 */
public record ArenaOptions(@Nullable Confinement confinement, long byteBudget, long expectedBytes,
        boolean mayWait, boolean longLived, @Nullable Object owner) {

    private static final ArenaOptions DEFAULTS = new ArenaOptions(null, 0, 0, true, false, null);

    /**
     * Checks the sizes.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public ArenaOptions {
        ArenaBuilder.requireRange("byteBudget", byteBudget, 0, Long.MAX_VALUE);
        ArenaBuilder.requireRange("expectedBytes", expectedBytes, 0, Long.MAX_VALUE);
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
        return new ArenaOptions(other, byteBudget, expectedBytes, mayWait, longLived, owner);
    }

    /**
     * These options with another limit.
     *
     * @param  other limit of the chunks that the arena may hold, in bytes; 0 for the setting of the pool
     * @return       the options
     */
    public ArenaOptions withByteBudget(long other) {
        return new ArenaOptions(confinement, other, expectedBytes, mayWait, longLived, owner);
    }

    /**
     * These options with another expectation.
     *
     * @param  other expected total of the allocations, in bytes; 0 if nothing is known
     * @return       the options
     */
    public ArenaOptions withExpectedBytes(long other) {
        return new ArenaOptions(confinement, byteBudget, other, mayWait, longLived, owner);
    }

    /**
     * These options for threads that must not be blocked.
     *
     * @return the options; an allocation that would have to wait is refused at once
     */
    public ArenaOptions withoutWaiting() {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, false, longLived, owner);
    }

    /**
     * These options for an arena that stays open for long.
     *
     * @return the options; a shared arena with these options does not delay the reuse of memory of other arenas
     */
    public ArenaOptions withLongLife() {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, mayWait, true, owner);
    }

    /**
     * These options with another owner.
     *
     * @param  other what the arena is opened for
     * @return       the options
     */
    public ArenaOptions withOwner(Object other) {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, mayWait, longLived, other);
    }
}
