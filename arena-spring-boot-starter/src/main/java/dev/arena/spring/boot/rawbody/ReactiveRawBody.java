/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package dev.arena.spring.boot.rawbody;

import java.lang.foreign.MemorySegment;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

import dev.arena.ArenaExhaustedException;

/**
 * Returns the original bytes of the body of a reactive request. Filters use it to check a signature or to write an audit log.
 * Requests with a path of {@code arena.web.cache-body} keep their body until they end. A handler can also declare a parameter
 * of type {@link MemorySegment} without annotation.
 *
 * @see RawBody
 * @since 0.1.0
 */
public final class ReactiveRawBody {

    private ReactiveRawBody() {}

    /**
     * Returns the body of a request, and reads it if necessary.
     *
     * @param  exchange the request and its response
     * @return          its bytes, read-only, in the arena of the request; empty if it has no body. Fails with an
     *                  {@link ArenaExhaustedException} if the budgets have no room for the body, and with an
     *                  {@link IllegalStateException} if the body of this request is not kept
     */
    public static Mono<MemorySegment> of(ServerWebExchange exchange) {
        KeptBodyExchange kept = exchange.getAttribute(KeptBodyExchange.ATTRIBUTE);
        return kept == null ? Mono.error(RawBody::notKept) : kept.bytes();
    }
}
