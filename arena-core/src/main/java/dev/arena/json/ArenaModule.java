package dev.arena.json;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.module.SimpleSerializers;
import tools.jackson.databind.ser.impl.TypeWrappedSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

import dev.arena.Arena;
import dev.arena.collect.RecordSlice;
import dev.arena.collect.RecordVec;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf8String;

/**
 * Lets arena types be parts of ordinary objects that Jackson's databind serializes, as {@link ArenaJson#write} writes them. Records
 * in arena memory are written as the mapper writes records: its mix-ins, the active view, and annotations of the property count.
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
        Stream.concat(JsonEncoder.TYPES.stream(), Stream.of(RecordVec.class, RecordSlice.class)).forEach(this::refuse);
        addDeserializer(JsonValue.class, new Decoded<>(JsonValue.class) {
            @Override
            JsonValue read(JsonInput in, Arena arena) {
                return json.readValue(in, arena);
            }
        });
        addDeserializer(Utf8String.class, new Decoded<>(Utf8String.class) {
            @Override
            Utf8String read(JsonInput in, Arena arena) {
                return json.readText(in, arena);
            }
        });
    }

    /** Serializers are new for each mapper, as they remember what that has found out about record classes. */
    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        var serializers = new SimpleSerializers();
        JsonEncoder.TYPES.forEach(type -> serializers.addSerializer(new Encoding<>(type, null)));
        context.addSerializers(serializers);
    }

    private <T> void refuse(Class<T> type) {
        addDeserializer(type, new Refused<>(type));
    }

    /** Writes a value as {@link ArenaJson#write} does; records as the mapper writes them, in the place where they are. */
    static final class Encoding<T> extends StdSerializer<T> {
        private final ConcurrentMap<Key, Optional<RowWriter>> known = new ConcurrentHashMap<>();

        /** The property whose value is written; its annotations count for records in it. */
        private final @Nullable BeanProperty property;

        Encoding(Class<T> type, @Nullable BeanProperty property) {
            super(type);
            this.property = property;
        }

        @SuppressWarnings("unchecked")
        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty place) {
            return place == null ? this : new Encoding<>((Class<T>) handledType(), place);
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            new JsonEncoder(generator, context, layout -> writer(layout, context)).write(value);
        }

        private RecordWriter writer(RecordLayout<?> layout, SerializationContext context) {
            Optional<RowWriter> rows = known.computeIfAbsent(new Key(layout.type(), context.getActiveView()),
                    _ -> Optional.ofNullable(rowWriter(layout, context)));
            return rows.isPresent() ? rows.get() : databindWriter(layout, context);
        }

        private @Nullable RowWriter rowWriter(RecordLayout<?> layout, SerializationContext context) {
            return typeSerializer(layout, context) == null
                    ? RowWriter.of(layout, context.findContentValueSerializer(layout.type(), property), context)
                    : null;
        }

        private RecordWriter databindWriter(RecordLayout<?> layout, SerializationContext context) {
            ValueSerializer<Object> serializer = context.findContentValueSerializer(layout.type(), property);
            TypeSerializer types = typeSerializer(layout, context);
            return new DatabindWriter(layout,
                    types == null ? serializer : new TypeWrappedSerializer(types, serializer));
        }

        private static @Nullable TypeSerializer typeSerializer(RecordLayout<?> layout, SerializationContext context) {
            return context.findTypeSerializer(context.constructType(layout.type()));
        }

        /** A class, and the view that it is written in. */
        private record Key(Class<?> type, @Nullable Class<?> view) {}
    }

    /** Reads a value into the arena that the reader was told. */
    abstract static class Decoded<T> extends StdDeserializer<T> {

        Decoded(Class<T> type) {
            super(type);
        }

        abstract T read(JsonInput in, Arena arena);

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) {
            if (context.getAttribute(ARENA) instanceof Arena arena) {
                return read(JsonInput.of(parser, context), arena);
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
