package dev.arena.engine;

import org.jspecify.annotations.Nullable;

/** An entry in the list of arenas that a {@link Stripe} keeps: the arena itself, or what stands for it while it is watched. */
abstract sealed class Tenant permits BudgetedTenant, Lease {

    /** For messages; 0 until something was allocated. Written by {@link Stripe}. */
    long id;

    /** The stripe that this has entered. */
    @Nullable
    Stripe home;

    /** Neighbours in the list of the stripe, guarded by it. */
    @Nullable
    Tenant nextTenant;
    @Nullable
    Tenant previousTenant;

    /** The arena's allocator, or null if it is lost. */
    abstract @Nullable BumpAllocator allocator();
}
