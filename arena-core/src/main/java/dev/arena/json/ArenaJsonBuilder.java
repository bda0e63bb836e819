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

import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures and creates an {@link ArenaJson}. Not thread safe.
 *
 * @since 0.1.0
 */
public final class ArenaJsonBuilder {
    private JsonLimits limits = JsonLimits.DEFAULTS;
    private @Nullable Boolean failOnUnknownFields;
    private @Nullable Supplier<? extends JsonMapper> mapper;

    ArenaJsonBuilder() {}

    /**
     * Sets the limits of documents. {@link JsonLimits#DEFAULTS} unless set.
     *
     * @param  limits the limits
     * @return        this builder
     */
    public ArenaJsonBuilder limits(JsonLimits limits) {
        this.limits = Objects.requireNonNull(limits, "limits");
        return this;
    }

    /**
     * Sets the mapper that defines the JSON form of values. Its annotations, mix-ins, modules, naming strategies, views and
     * features apply, including those of its parsers and generators. The default is {@link JsonMapper#shared()}.
     *
     * @param  mapper the mapper
     * @return        this builder
     */
    public ArenaJsonBuilder mapper(JsonMapper mapper) {
        Objects.requireNonNull(mapper, "mapper");
        return mapper(() -> mapper);
    }

    /**
     * Sets the mapper that defines the JSON form of records, like {@link #mapper(JsonMapper)}.
     *
     * @param  mapper supplies the mapper when the first document is read or written, possibly on several threads
     * @return        this builder
     */
    public ArenaJsonBuilder mapper(Supplier<? extends JsonMapper> mapper) {
        this.mapper = Objects.requireNonNull(mapper, "mapper");
        return this;
    }

    /**
     * Sets {@link DeserializationFeature#FAIL_ON_UNKNOWN_PROPERTIES} of the mapper: whether a member that the record has no
     * component for is an error. Otherwise it is skipped. A member with an ignored name is not unknown: it is skipped unless
     * {@code FAIL_ON_IGNORED_PROPERTIES} of the mapper is enabled.
     *
     * @param  fail whether it is an error
     * @return      this builder
     */
    public ArenaJsonBuilder failOnUnknownFields(boolean fail) {
        this.failOnUnknownFields = fail;
        return this;
    }

    /**
     * Creates the instance.
     *
     * @return a decoder and encoder with these settings
     */
    public ArenaJson build() {
        var lazy = new LazyMapper(mapper == null ? JsonMapper::shared : mapper, limits);
        return new ArenaJson(failOnUnknownFields == null
                ? lazy
                : lazy.with(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, failOnUnknownFields), limits);
    }
}
