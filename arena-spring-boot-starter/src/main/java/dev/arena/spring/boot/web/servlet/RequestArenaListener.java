package dev.arena.spring.boot.web.servlet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaStats;

/** Hears of the end of each arena that a request has used. */
@FunctionalInterface
public interface RequestArenaListener {

    /**
     * An arena has ended. Called by the thread that ended it.
     *
     * @param request  the request
     * @param response its response
     * @param failure  what the request ended with, if it was an exception
     * @param stats    final figures of the arena
     */
    void arenaEnded(HttpServletRequest request, HttpServletResponse response, @Nullable Throwable failure,
            ArenaStats stats);
}
