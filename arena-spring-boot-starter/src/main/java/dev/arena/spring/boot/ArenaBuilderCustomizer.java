package dev.arena.spring.boot;

import dev.arena.ArenaBuilder;

/**
 * Callback for beans that want to change the {@link ArenaBuilder} of the auto-configured pool, after the properties have
 * been applied and before the pool is built.
 */
@FunctionalInterface
public interface ArenaBuilderCustomizer {

    /**
     * Changes the builder.
     *
     * @param builder the builder of the pool
     */
    void customize(ArenaBuilder builder);
}
