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
import org.springframework.core.ResolvableType;
import org.springframework.http.codec.json.JacksonJsonDecoder;
import reactor.util.context.ContextView;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

import dev.arena.Arena;
import dev.arena.json.ArenaModule;
import dev.arena.spring.boot.RequestScope;

/**
 * Extends Spring's JSON decoder for objects that contain arena types. These are decoded into the arena of the Reactor
 * context, on any thread.
 */
final class ArenaJsonDecoder extends JacksonJsonDecoder {

    /**
     * A decoder.
     *
     * @param mapper reads objects; it has the module of arena types
     */
    ArenaJsonDecoder(JsonMapper mapper) {
        super(mapper);
    }

    @Override
    protected ObjectReader customizeReader(ObjectReader reader, ResolvableType elementType,
            @Nullable Map<String, Object> hints) {
        return withArena(reader, hints);
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
}
