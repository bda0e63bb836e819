package dev.arena.spring.boot.web.servlet;

import org.jspecify.annotations.Nullable;

import dev.arena.ArenaPool;
import dev.arena.spring.boot.web.LearnedRoutes;

/**
 * What the arenas of all requests have in common.
 *
 * @param pool         where they come from
 * @param listener     hears of those that were used
 * @param learned      what each route uses; null if that is not to be learned
 * @param asynchronous the requests that have gone on asynchronously
 */
record RequestArenas(ArenaPool pool, RequestArenaListener listener, @Nullable LearnedRoutes learned,
        AsynchronousRequests asynchronous) {}
