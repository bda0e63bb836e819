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
 * @param owner         for whom it is opened, shown by {@code toString} in messages and by {@link ArenaPool#openArenas};
 *                      null for nobody in particular
 */
public record ArenaOptions(@Nullable Confinement confinement, long byteBudget, long expectedBytes,
        boolean mayWait, @Nullable Object owner) {

    private static final ArenaOptions DEFAULTS = new ArenaOptions(null, 0, 0, true, null);

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
        return new ArenaOptions(other, byteBudget, expectedBytes, mayWait, owner);
    }

    /**
     * These options with another limit.
     *
     * @param  other limit of the chunks that the arena may hold, in bytes; 0 for the setting of the pool
     * @return       the options
     */
    public ArenaOptions withByteBudget(long other) {
        return new ArenaOptions(confinement, other, expectedBytes, mayWait, owner);
    }

    /**
     * These options with another expectation.
     *
     * @param  other how much the arena will probably take in all, in bytes; 0 if nothing is known
     * @return       the options
     */
    public ArenaOptions withExpectedBytes(long other) {
        return new ArenaOptions(confinement, byteBudget, other, mayWait, owner);
    }

    /**
     * These options for threads that must not be blocked.
     *
     * @return the options; what the pool has no memory for just now is refused at once
     */
    public ArenaOptions withoutWaiting() {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, false, owner);
    }

    /**
     * These options with another owner.
     *
     * @param  other for whom the arena is opened
     * @return       the options
     */
    public ArenaOptions withOwner(Object other) {
        return new ArenaOptions(confinement, byteBudget, expectedBytes, mayWait, other);
    }
}
