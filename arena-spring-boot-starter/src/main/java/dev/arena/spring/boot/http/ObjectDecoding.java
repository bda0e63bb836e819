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

package dev.arena.spring.boot.http;

import java.util.Map;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.codec.Hints;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.util.context.ContextView;
import tools.jackson.databind.ObjectReader;

import dev.arena.Arena;
import dev.arena.json.ArenaModule;
import dev.arena.json.UnreadableComponentException;
import dev.arena.spring.boot.RequestScope;

/**
 * The common part of the decoders of Jackson's formats, for objects that contain arena types. They are decoded into the arena of
 * the Reactor context, on any thread. If a part of a request body cannot be decoded, the request is invalid. If the same
 * happens to a response of another service, the exchange with that service has failed.
 */
final class ObjectDecoding {

    /** Name of the hint with the request whose body is decoded. Bodies of responses have no such hint. */
    private static final String REQUEST = ObjectDecoding.class.getName() + ".REQUEST";

    private ObjectDecoding() {}

    /** Adds the request to the hints of Spring, which asks for hints only on the server. */
    static Map<String, Object> hints(Map<String, Object> hints, ServerHttpRequest request) {
        return Hints.merge(hints, REQUEST, request);
    }

    /** Returns a reader that decodes into the arena of the Reactor context in Spring's hints, if there is one. */
    static ObjectReader withArena(ObjectReader reader, @Nullable Map<String, Object> hints) {
        RequestScope scope = hints != null && hints.get(ContextView.class.getName()) instanceof ContextView context
                ? context.<RequestScope>getOrEmpty(RequestScope.class).orElse(null)
                : null;
        if (scope == null) {
            return reader;
        }
        Supplier<Arena> opened = scope::arena;
        return reader.withAttribute(ArenaModule.ARENA, opened);
    }

    /** Returns the exception for a body with a part that cannot be decoded, or any other exception unchanged. */
    static RuntimeException failure(DecodingException e, @Nullable Map<String, Object> hints) {
        if (!(e.getCause() instanceof UnreadableComponentException part)) {
            return e;
        }
        return hints != null && hints.get(REQUEST) instanceof ServerHttpRequest request
                ? UnreadableBodyException.of(part, new ReactiveBody.Headers(request.getHeaders(), false))
                : new DecodingException("The response cannot be read: " + part.getOriginalMessage(),
                        part.decodingFailure());
    }
}
