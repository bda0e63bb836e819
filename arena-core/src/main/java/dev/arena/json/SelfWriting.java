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

import java.util.function.BiConsumer;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/** Writes a value to a generator, after the context knows that this generator is the current one. */
final class SelfWriting implements JacksonSerializable {
    private final BiConsumer<JsonGenerator, SerializationContext> body;

    SelfWriting(BiConsumer<JsonGenerator, SerializationContext> body) {
        this.body = body;
    }

    @Override
    public void serialize(JsonGenerator generator, SerializationContext context) {
        body.accept(generator, context);
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializationContext context, TypeSerializer types) {
        body.accept(generator, context);
    }
}
