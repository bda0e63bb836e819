package dev.arena.json;

import java.util.stream.Stream;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import dev.arena.Arena;
import dev.arena.collect.RecordSlice;
import dev.arena.collect.RecordVec;
import dev.arena.text.Utf8String;

/**
 * Lets arena types be parts of ordinary objects that Jackson's databind serializes, as {@link ArenaJson#write} writes them.
 *
 * <p>What is deserialized needs an arena to be in: a {@link JsonValue} or {@link Utf8String} can be read by a reader that was told
 * one, {@code mapper.readerFor(type).withAttribute(ArenaModule.ARENA, arena)}. Other types are read by {@link ArenaJson}; databind
 * refuses them with a message that says so.
 */
public final class ArenaModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    /** Key of the attribute that names the arena for what is deserialized. */
    public static final Object ARENA = "dev.arena.Arena";

    /** The module, with the limits of {@link JsonLimits#DEFAULTS}. */
    public ArenaModule() {
        this(ArenaJson.create());
    }

    /**
     * The module.
     *
     * @param json whose limits hold for what is deserialized
     */
    public ArenaModule(ArenaJson json) {
        super("dev.arena");
        JsonEncoder.TYPES.forEach(type -> addSerializer(new Encoding<>(type)));
        Stream.concat(JsonEncoder.TYPES.stream(), Stream.of(RecordVec.class, RecordSlice.class)).forEach(this::refuse);
        addDeserializer(JsonValue.class, new Decoded<>(JsonValue.class) {
            @Override
            JsonValue read(JsonParser parser, Arena arena) {
                return json.readValue(JsonInput.of(parser), arena);
            }
        });
        addDeserializer(Utf8String.class, new Decoded<>(Utf8String.class) {
            @Override
            Utf8String read(JsonParser parser, Arena arena) {
                return json.readText(JsonInput.of(parser), arena);
            }
        });
    }

    private <T> void refuse(Class<T> type) {
        addDeserializer(type, new Refused<>(type));
    }

    /** Writes a value as {@link ArenaJson#write} does. */
    private static final class Encoding<T> extends StdSerializer<T> {

        Encoding(Class<T> type) {
            super(type);
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            new JsonEncoder(generator).write(value);
        }
    }

    /** Reads a value into the arena that the reader was told. */
    private abstract static class Decoded<T> extends StdDeserializer<T> {

        Decoded(Class<T> type) {
            super(type);
        }

        abstract T read(JsonParser parser, Arena arena);

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (context.getAttribute(ARENA) instanceof Arena arena) {
                return read(parser, arena);
            }
            return context.reportBadDefinition(handledType(), "A " + handledType().getSimpleName()
                    + " must be in an arena: pass one by ObjectReader.withAttribute(ArenaModule.ARENA, arena)");
        }
    }

    /** Says how a type is read. */
    private static final class Refused<T> extends StdDeserializer<T> {

        Refused(Class<T> type) {
            super(type);
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            return context.reportBadDefinition(handledType(), "A " + handledType().getSimpleName()
                    + " is not read by databind: use dev.arena.json.ArenaJson, which puts it into an arena");
        }
    }
}
