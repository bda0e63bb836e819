package dev.arena.spring.boot.web.reactive;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

import dev.arena.ArenaPool;
import dev.arena.ArenaStats;
import dev.arena.Confinement;
import dev.arena.spring.boot.ArenaLease;
import dev.arena.spring.boot.web.RequestPaths;
import dev.arena.spring.boot.web.reactive.ReactiveRequestArenaListener.Ending;

/**
 * Gives each request of a reactive application an arena and ends it when the request is truly over: when its response is
 * complete, or it has failed or been cancelled. The arena rides in the Reactor context, under {@link ArenaLease} as its key, and
 * as an attribute of the exchange; it is opened by whoever first asks for it.
 *
 * <p>It is always shared, as a pipeline goes from thread to thread. Where a request is cancelled while some thread is at work for
 * it, that thread finds its memory dead and gets no more.
 */
public final class ReactiveArenaFilter implements WebFilter, Ordered {
    private static final Logger LOG = System.getLogger(ReactiveArenaFilter.class.getName());

    private final ArenaPool pool;
    private final RequestPaths paths;
    private final ReactiveRequestArenaListener listener;
    private final int order;

    /**
     * A filter for a pool.
     *
     * @param pool     where arenas come from
     * @param paths    which requests get an arena
     * @param listener hears of each request that used its arena
     * @param order    place among the other filters
     */
    public ReactiveArenaFilter(ArenaPool pool, RequestPaths paths, ReactiveRequestArenaListener listener, int order) {
        this.pool = pool;
        this.paths = paths;
        this.listener = listener;
        this.order = order;
    }

    @Override
    public int getOrder() {
        return order;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!paths.include(() -> exchange.getRequest().getPath().pathWithinApplication())) {
            return chain.filter(exchange);
        }
        return Mono.defer(() -> { // each time it is subscribed to, as by a filter that tries again
            var lease = new ArenaLease(pool, Confinement.SHARED);
            var failure = new AtomicReference<@Nullable Throwable>();
            ReactiveArenas.put(exchange, lease);
            return chain.filter(exchange).doOnError(failure::set)
                    .doFinally(signal -> end(lease, exchange, signal, failure.get()))
                    .contextWrite(context -> context.put(ArenaLease.class, lease));
        });
    }

    /** Ends the arena. What its cleanups throw is logged: the request has its own result already. */
    private void end(ArenaLease lease, ServerWebExchange exchange, SignalType signal, @Nullable Throwable failure) {
        try {
            ArenaStats stats = lease.end();
            if (stats != null && stats.peakBytesHeld() > 0) {
                listener.arenaEnded(exchange, ending(signal), failure, stats);
            }
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, () -> "The arena of " + exchange.getRequest().getMethod() + " "
                    + exchange.getRequest().getPath() + " did not end cleanly", e);
        }
    }

    private static Ending ending(SignalType signal) {
        return switch (signal) {
            case ON_ERROR -> Ending.FAILED;
            case CANCEL -> Ending.CANCELLED;
            default -> Ending.COMPLETED;
        };
    }
}
