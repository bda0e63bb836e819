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

import com.fasterxml.jackson.annotation.JsonFormat;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.Serializers;
import tools.jackson.databind.ser.impl.TypeWrappedSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

import dev.arena.collect.ArenaCollection;
import dev.arena.record.RecordLayout;
import dev.arena.text.Utf16Builder;
import dev.arena.text.Utf8Builder;

/** Databind's serializers of arena types. Each is created when databind first writes a value of its class. */
final class ArenaSerializers extends Serializers.Base {
    private final ConcurrentMap<Class<?>, ValueSerializer<?>> known = new ConcurrentHashMap<>();

    @Override
    public @Nullable ValueSerializer<?> findSerializer(SerializationConfig config, JavaType type,
            BeanDescription.Supplier description, JsonFormat.@Nullable Value format) {
        Class<?> raw = type.getRawClass();
        return ArenaModule.mayHandle(raw) && JsonEncoder.accepts(raw)
                ? known.computeIfAbsent(raw, Component::of)
                : null;
    }

    /** Writes a value as {@link ArenaJson#write} does. Writes records as the mapper writes them at this place. */
    static final class Component<T> extends StdSerializer<T> {
        private final UnlockedCache<Key, Optional<RowWriter>> known = new UnlockedCache<>();

        /** The property whose value is written. Its annotations apply to records in the value. */
        private final @Nullable BeanProperty property;

        /** Whether databind writes a copy of the value, see {@link HeapCopy}. */
        private final boolean isCopied;

        static ValueSerializer<?> of(Class<?> type) {
            return new Component<>(type, null, false);
        }

        private Component(Class<T> type, @Nullable BeanProperty property, boolean isCopied) {
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
                    : new Component<>((Class<T>) handledType(), place, isCopiedThere);
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
            Optional<RowWriter> rows = known.get(new Key(layout, context.getActiveView()),
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
