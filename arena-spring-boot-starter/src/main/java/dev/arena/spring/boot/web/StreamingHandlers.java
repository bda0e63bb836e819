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

package dev.arena.spring.boot.web;

import java.util.Collection;

import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import org.springframework.core.ResolvableType;
import org.springframework.http.HttpEntity;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/** Detects handlers that write their responses piece by piece, so that a request may take long. */
final class StreamingHandlers {

    private StreamingHandlers() {}

    /** Whether a handler returns several values that are sent as events or in a streaming media type. */
    static boolean streams(HandlerMethod handler, ServerWebExchange exchange) {
        ResolvableType returned = ResolvableType.forMethodParameter(handler.getReturnType());
        ResolvableType body = HttpEntity.class.isAssignableFrom(returned.toClass())
                ? returned.as(HttpEntity.class).getGeneric()
                : returned;
        ReactiveAdapter adapter = ReactiveAdapterRegistry.getSharedInstance().getAdapter(body.toClass());
        return adapter != null && adapter.isMultiValue()
                && (body.getGeneric().toClass() == ServerSentEvent.class || producesStream(exchange));
    }

    private static boolean producesStream(ServerWebExchange exchange) {
        return exchange.getAttribute(HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE) instanceof Collection<?> types
                && types.stream().anyMatch(type -> type instanceof MediaType media
                        && (MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(media)
                                || MediaType.APPLICATION_NDJSON.equalsTypeAndSubtype(media)));
    }
}
