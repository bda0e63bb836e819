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

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.module.SimpleSerializers;
import tools.jackson.databind.ser.impl.TypeWrappedSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

import dev.arena.Arena;
import dev.arena.collect.ArenaCollection;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf8Builder;

/**
 * Jackson module with which databind reads and writes arena types as parts of ordinary objects. The parts are written as by
 * {@link ArenaJson#write}. Records in arena memory are written as the mapper writes records: its mix-ins, the active view,
 * and annotations of the property apply.
 *
 * <p>Values are decoded into the arena that the reader names by
 * {@code mapper.readerFor(type).withAttribute(ArenaModule.ARENA, arena)}, or else into the current arena of the supplier that
 * the module has. If there is no arena, databind throws an exception whose message describes the remedy.
 *
 * <p>A mapper that finds its modules automatically finds such a module only if another library registers it, as the Spring
 * Boot starter does.
 *
 * @since 0.1.0
 */
public class ArenaModule extends SimpleModule {
    private static final long serialVersionUID = 1;

    /**
     * Key of the attribute with the arena for deserialized values. Its value is the arena, or a {@link Supplier} that opens
     * the arena.
     */
    public static final Object ARENA = "dev.arena.Arena";

    private final transient ArenaJson json;
    private final transient Supplier<? extends @Nullable Arena> current;

    /** Creates a module with the limits of {@link JsonLimits#DEFAULTS} and no current arena. */
    public ArenaModule() {
        this(ArenaJson.create());
    }

    /**
     * Creates a module without a current arena.
     *
     * @param json decodes records; its limits apply to deserialized values
     */
    public ArenaModule(ArenaJson json) {
        this(json, () -> null);
    }

    /**
     * Creates a module.
     *
     * @param json    decodes records; its limits apply to deserialized values
     * @param current supplies the arena for a reader that names none; null if there is currently none
     */
    public ArenaModule(ArenaJson json, Supplier<? extends @Nullable Arena> current) {
        super("dev.arena");
        this.json = json;
        this.current = current;
    }

    /** The same for all modules of this class. A mapper therefore uses only one of them: the last. */
    @Override
    public final Object getRegistrationId() {
        return ArenaModule.class.getName();
    }

    /** Serializers are created for each mapper, because they cache the mapper's information about record classes. */
    @Override
    public void setupModule(SetupContext context) {
        super.setupModule(context);
        var serializers = new SimpleSerializers();
        JsonEncoder.TYPES.forEach(type -> serializers.addSerializer(new Encoding<>(type, null, false)));
        context.addSerializers(serializers);
        context.addDeserializers(new ArenaDeserializers(json, current));
    }

    /** Writes a value as {@link ArenaJson#write} does. Writes records as the mapper writes them at this place. */
    static final class Encoding<T> extends StdSerializer<T> {
        private final ConcurrentMap<Key, Optional<RowWriter>> known = new ConcurrentHashMap<>();

        /** The property whose value is written. Its annotations apply to records in the value. */
        private final @Nullable BeanProperty property;

        /** Whether databind writes a copy of the value, see {@link HeapCopy}. */
        private final boolean isCopied;

        Encoding(Class<T> type, @Nullable BeanProperty property, boolean isCopied) {
            super(type);
            this.property = property;
            this.isCopied = isCopied;
        }

        /** The property, and the mapper, can have settings for texts, and for the parts of a list or map. */
        @SuppressWarnings("unchecked")
        @Override
        public ValueSerializer<?> createContextual(SerializationContext context, @Nullable BeanProperty place) {
            HeapCopy.Kind kind = HeapCopy.kind(handledType());
            boolean isCopiedThere = kind != null && PartSettings.changeWriting(place, kind, context);
            return place == null && !isCopiedThere
                    ? this
                    : new Encoding<>((Class<T>) handledType(), place, isCopiedThere);
        }

        /** Whether only this module writes the value. */
        boolean isPlain() {
            return !isCopied;
        }

        @Override
        public boolean isEmpty(SerializationContext context, T value) {
            if (isCopied) {
                HeapCopy copy = HeapCopy.of(value, context.getTypeFactory());
                return copy.serializer(property, context).isEmpty(context, copy.value());
            }
            return switch (value) {
                case ArenaCollection collection -> collection.isEmpty();
                case CharSequence text -> text.isEmpty();
                case Utf8Builder text -> text.byteLength() == 0;
                case Utf16Builder text -> text.length() == 0;
                default -> false;
            };
        }

        @Override
        public void serialize(T value, JsonGenerator generator, SerializationContext context) {
            if (isCopied) {
                HeapCopy copy = HeapCopy.of(value, context.getTypeFactory());
                copy.serializer(property, context).serialize(copy.value(), generator, context);
                return;
            }
            new JsonEncoder(generator, () -> context, layout -> writer(layout, context), _ -> false).write(value);
        }

        private RecordWriter writer(RecordLayout<?> layout, SerializationContext context) {
            Optional<RowWriter> rows = known.computeIfAbsent(new Key(layout, context.getActiveView()),
                    _ -> Optional.ofNullable(rowWriter(layout, context)));
            return rows.isPresent() ? rows.get() : databindWriter(layout, context);
        }

        private @Nullable RowWriter rowWriter(RecordLayout<?> layout, SerializationContext context) {
            try {
                return typeSerializer(layout, context) == null
                        ? RowWriter.of(layout, context.findContentValueSerializer(type(layout, context), property),
                                context)
                        : null;
            } catch (StackOverflowError e) {
                throw GrowingType.refusal(type(layout, context), context.getTypeFactory(), e);
            }
        }

        private RecordWriter databindWriter(RecordLayout<?> layout, SerializationContext context) {
            ValueSerializer<Object> serializer = context.findContentValueSerializer(type(layout, context), property);
            TypeSerializer types = typeSerializer(layout, context);
            return new DatabindWriter(layout,
                    types == null ? serializer : new TypeWrappedSerializer(types, serializer));
        }

        private static @Nullable TypeSerializer typeSerializer(RecordLayout<?> layout, SerializationContext context) {
            return context.findTypeSerializer(type(layout, context));
        }

        private static JavaType type(RecordLayout<?> layout, SerializationContext context) {
            return context.constructType(layout.genericType());
        }

        /** A layout, of which a class can have several, and the view in which rows are written. */
        private record Key(RecordLayout<?> layout, @Nullable Class<?> view) {}
    }
}
