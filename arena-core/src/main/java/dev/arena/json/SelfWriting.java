package dev.arena.json;

import java.util.function.BiConsumer;

import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/** What writes to a generator, once the context knows that it is the current one. */
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
