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

package dev.arena.json;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The mapper of the application. It is requested when the first document is read or written, because an application may
 * create its mapper after this object, or with this object.
 */
final class LazyMapper {
    private final Supplier<? extends JsonMapper> source;
    private final JsonLimits limits;
    private volatile @Nullable BoundMapper mapper;

    LazyMapper(Supplier<? extends JsonMapper> source, JsonLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    /** The mapper, which also knows the types of arena memory that components can have. */
    JsonMapper get() {
        return bound().mapper();
    }

    /** The mapper, bound to the limits of documents. */
    BoundMapper bound() {
        BoundMapper known = mapper;
        if (known == null) {
            known = new BoundMapper(withArenaTypes(source.get()), limits);
            mapper = known; // a concurrent thread creates an equivalent mapper
        }
        return known;
    }

    /** Attribute of a mapper: reads its components of arena types. It does not apply to a mapper that is rebuilt from this one. */
    record Components(JsonMapper.Builder builder, ArenaJson json) {

        /** Returns the attribute of the mapper that a builder builds, or of the one that it was rebuilt from; null if there is none. */
        static @Nullable Components of(JsonMapper.Builder builder) {
            return builder.defaultAttributes().getAttribute(Components.class) instanceof Components it ? it : null;
        }
    }

    /**
     * The owner of a stream closes it, and incomplete documents are not completed. Components of arena types are read with this
     * mapper too.
     */
    private JsonMapper withArenaTypes(JsonMapper mapper) {
        JsonMapper.Builder builder = mapper.rebuild();
        builder.defaultAttributes(builder.defaultAttributes()
                .withSharedAttribute(Components.class, new Components(builder, new ArenaJson(this, limits))))
                .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET, StreamWriteFeature.AUTO_CLOSE_CONTENT);
        return mapper.registeredModules().stream().anyMatch(ArenaModule.class::isInstance)
                ? builder.build()
                : builder.addModule(new ArenaModule()).build();
    }

    /** The same mapper, with a view that is active when it writes and when it reads. */
    LazyMapper withView(Class<?> view) {
        return new LazyMapper(() -> get().rebuild().defaultView(view).build(), limits);
    }

    /** The same mapper, which writes a document in one line. */
    LazyMapper withoutIndents() {
        return new LazyMapper(() -> get().rebuild().disable(SerializationFeature.INDENT_OUTPUT).build(), limits);
    }

    /** The same mapper, with a feature enabled or disabled. */
    LazyMapper with(DeserializationFeature feature, boolean state) {
        return new LazyMapper(() -> source.get().rebuild().configure(feature, state).build(), limits);
    }
}
