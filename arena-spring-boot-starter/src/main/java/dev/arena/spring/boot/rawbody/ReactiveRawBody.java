package dev.arena.spring.boot.rawbody;

import java.lang.foreign.MemorySegment;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import dev.arena.ArenaExhaustedException;

/**
 * Finds the body of a reactive request as it has arrived, byte by byte, for filters: to check a signature, or to write an audit log.
 * Requests with a path of {@code arena.web.cache-body} keep it until they end. A handler takes it as a parameter of type
 * {@link MemorySegment} without annotation.
 *
 * @see RawBody
 */
public final class ReactiveRawBody {

    private ReactiveRawBody() {}

    /**
     * The body of a request, read if it has not been yet.
     *
     * @param  exchange the request and its response
     * @return          its bytes, read-only, in the arena of the request; none if it has no body. An
     *                  {@link ArenaExhaustedException} if the budgets have no room for it, and an {@link IllegalStateException} if
     *                  the body of this request is not kept
     */
    public static Mono<MemorySegment> of(ServerWebExchange exchange) {
        KeptBodyExchange kept = exchange.getAttribute(KeptBodyExchange.ATTRIBUTE);
        return kept == null ? Mono.error(RawBody::notKept) : kept.bytes();
    }
}
