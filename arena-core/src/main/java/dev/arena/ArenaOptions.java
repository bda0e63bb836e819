package dev.arena;

import org.jspecify.annotations.Nullable;

/**
 * How one arena of a pool differs from the others, such as that of a request which may take more, or whose needs are known.
 *
 * @param confinement   who may use it; null for the setting of the pool
 * @param byteBudget    limit of the chunks it may hold, in bytes, at least one smallest chunk; 0 for the setting of the pool
 * @param expectedBytes how much it will probably take in all, in bytes; its first chunk is of that size, as far as there is
 *                      such a class. 0 if nothing is known
 * @param mayWait       whether its allocations may wait for memory of the pool, where {@link ArenaBuilder#poolWait} lets them;
 *                      false for threads that must not be blocked, such as those of an event loop
 * @param longLived     whether the arena is known to stay open for long, such as that of an event stream. If it is shared, its
 *                      memory session is its own then: no other arena waits for its end, and its end costs 30 to 170 µs
 * @param owner         for whom it is opened, shown by {@code toString} in messages and by {@link ArenaPool#openArenas};
 *                      null for nobody in particular
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
     * Options that leave everything to the pool.
     *
     * @return the options
     */
    public static ArenaOptions defaults() {
        return DEFAULTS;
    }

    /**
     * These options with another confinement.
     *
     * @param  other who may use the arena
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
     * @param  other how much the arena will probably take in all, in bytes; 0 if nothing is known
     * @return       the options
     */
    public ArenaOptions withExpectedBytes(long other) {
        return new ArenaOptions(confinement, byteBudget, other, mayWait, longLived, owner);
    }

    /**
     * These options for threads that must not be blocked.
     *
     * @return the options; what the pool has no memory for just now is refused at once
     */
    public ArenaOptions withoutWaiting() {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, false, longLived, owner);
    }

    /**
     * These options for an arena that stays open for long.
     *
     * @return the options; a shared arena that is opened with them keeps no memory of others from being used again
     */
    public ArenaOptions withLongLife() {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, mayWait, true, owner);
    }

    /**
     * These options with another owner.
     *
     * @param  other for whom the arena is opened
     * @return       the options
     */
    public ArenaOptions withOwner(Object other) {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, mayWait, longLived, other);
    }
}
