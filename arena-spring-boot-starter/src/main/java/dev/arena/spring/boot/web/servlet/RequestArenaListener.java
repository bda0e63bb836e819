package dev.arena.spring.boot.web.servlet;

import java.util.Set;

import dev.arena.ArenaStats;

/**
 * Hears of the end of each arena that a request has used. An exception that a listener throws is logged, and does not keep other
 * listeners from hearing.
 */
@FunctionalInterface
public interface RequestArenaListener {

    /**
     * Names of the request attributes that the listener reads from an {@link EndedRequest}. Asked once.
     *
     * @return the names
     */
    default Set<String> attributes() {
        return Set.of();
    }

    /**
     * An arena has ended, or will end as soon as a native call allows it. Called by the thread that ends it.
     *
     * @param request the request
     * @param stats   figures of the arena from the moment before its end
     */
    void arenaEnded(EndedRequest request, ArenaStats stats);
}
