package dev.arena.spring.boot.web;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;

/**
 * How much memory the requests of a handler may take.
 *
 * @param byteBudget limit for one request, in bytes; 0 if the handler says nothing
 * @param partition  the partition of the pool that limits all its requests together; null without such a limit
 */
public record HandlerBudget(long byteBudget, @Nullable ArenaPool partition) {

    /** What a handler says that has no annotation. */
    public static final HandlerBudget NONE = new HandlerBudget(0, null);
}
