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
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.deser.Deserializers;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;
import tools.jackson.databind.util.AccessPattern;
import tools.jackson.databind.util.TokenBuffer;

import dev.arena.Arena;

/** Databind's deserializers of arena types, with their type arguments. */
final class ArenaDeserializers extends Deserializers.Base {
    private final ArenaModule module;

    /** Builds the mapper that reads. */
    private final Object builder;

    /** Null until the mapper reads an arena type. */
    private volatile @Nullable ArenaJson json;

    ArenaDeserializers(ArenaModule module, Object builder) {
        this.module = module;
        this.builder = builder;
    }

    /** Decodes records as the mapper reads them. A mapper of another format decodes them as the module does. */
    private ArenaJson json() {
        ArenaJson known = json;
        if (known == null) {
            known = builder instanceof JsonMapper.Builder of ? json(of) : module.json();
            json = known;
        }
        return known;
    }

    @SuppressWarnings("ReferenceEquality")
    private ArenaJson json(JsonMapper.Builder of) {
        LazyMapper.Components components = LazyMapper.Components.of(of);
        if (components != null && components.builder() == of) {
            return components.json();
        }
        JsonLimits limits = components == null ? module.json().limits() : components.json().limits();
        return new ArenaJson(new LazyMapper(of::build, limits), limits);
    }

    @Override
    public @Nullable ValueDeserializer<?> findBeanDeserializer(JavaType type, DeserializationConfig config,
            BeanDescription.Supplier description) {
        return ArenaModule.mayHandle(type.getRawClass()) ? Component.of(type, this) : null;
    }

    @Override
    public boolean hasDeserializerFor(DeserializationConfig config, Class<?> type) {
        return ArenaModule.mayHandle(type) && JsonEncoder.accepts(type);
    }

    /** Decodes a value into the arena that the context names. */
    static final class Component extends StdDeserializer<Object> {
        private final ComponentReader reader;
        private final ArenaJson json;
        private final Supplier<? extends @Nullable Arena> current;

        /** Both are null unless the mapper or the property has settings for the parts. */
        private final @Nullable HeapForm heapForm;
        private final @Nullable ValueDeserializer<?> heapDeserializer;

        /** Returns the deserializer of a type, or null for other types. */
        static @Nullable ValueDeserializer<?> of(JavaType type, ArenaDeserializers all) {
            ComponentReader reader = ComponentReader.of(type);
            return reader == null
                    ? null
                    : new Component(type, reader, all.json(), all.module.current(), null, null);
        }

        private Component(JavaType type, ComponentReader reader, ArenaJson json,
                Supplier<? extends @Nullable Arena> current, @Nullable HeapForm heapForm,
                @Nullable ValueDeserializer<?> heapDeserializer) {
            super(type);
            this.reader = reader;
            this.json = json;
            this.current = current;
            this.heapForm = heapForm;
            this.heapDeserializer = heapDeserializer;
        }

        /** The property, and the mapper, can have settings for texts, and for the parts of a list or map. */
        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, @Nullable BeanProperty property) {
            HeapCopy.Kind kind = HeapCopy.kind(handledType());
            HeapForm form = kind == null || isPlain(kind, property, context)
                    ? null
                    : HeapForm.of(getValueType(context), context.getTypeFactory());
            return form == null
                    ? this
                    : new Component(getValueType(context), reader, json, current, form,
                            PartSettings.deserializer(form.type(), property, context));
        }

        private boolean isPlain(HeapCopy.Kind kind, @Nullable BeanProperty property, DeserializationContext context) {
            return (!kind.isContainer() || PartSettings.keepNulls(findContentNullStyle(context, property)))
                    && !PartSettings.changeReading(property, kind, context);
        }

        /** Whether parts are read like values of their type, and null like any other value. */
        boolean isPlain() {
            return heapForm == null;
        }

        @Override
        public LogicalType logicalType() {
            return reader.logicalType();
        }

        /** A value without elements, entries or characters. */
        @Override
        public @Nullable Object getEmptyValue(DeserializationContext context) {
            TokenBuffer empty = TokenBuffer.forGeneration();
            switch (logicalType()) {
                case Collection -> empty.writeStartArray().writeEndArray();
                case Map -> empty.writeStartObject().writeEndObject();
                case Textual, Binary -> empty.writeString("");
                default -> {
                    return getNullValue(context);
                }
            }
            try (JsonParser parser = empty.asParserOnFirstToken(context)) {
                return read(parser, context);
            }
        }

        @Override
        public AccessPattern getEmptyAccessPattern() {
            return AccessPattern.DYNAMIC;
        }

        @Override
        public @Nullable Object deserialize(JsonParser parser, DeserializationContext context) {
            if (hasParts() && parser.hasToken(JsonToken.VALUE_STRING) && isCoerced(parser.getString(), context)) {
                return _deserializeFromString(parser, context);
            }
            if (isNoArray() && parser.hasToken(JsonToken.START_ARRAY)) {
                requireArena(context); // this error takes precedence
                return _deserializeFromArray(parser, context);
            }
            return read(parser, context);
        }

        private boolean isNoArray() {
            return logicalType() == LogicalType.Map || logicalType() == LogicalType.Textual;
        }

        private boolean hasParts() {
            return logicalType() == LogicalType.Collection || logicalType() == LogicalType.Map;
        }

        /** Whether databind makes an empty value or null of a text without characters where it expects elements or entries. */
        private boolean isCoerced(String text, DeserializationContext context) {
            if (!text.isBlank()) {
                return false;
            }
            CoercionAction action = text.isEmpty()
                    ? context.findCoercionAction(logicalType(), handledType(), CoercionInputShape.EmptyString)
                    : context.findCoercionFromBlankString(logicalType(), handledType(), CoercionAction.Fail);
            return action != null && action != CoercionAction.Fail;
        }

        private @Nullable Object read(JsonParser parser, DeserializationContext context) {
            ArenaJson decoder = context.getAttribute(ArenaJson.class) instanceof ArenaJson it ? it : json;
            ValuePath path = ValuePath.ofParts(parser);
            try {
                var in = new ComponentInput(parser, context, requireArena(context), decoder);
                return heapForm == null || heapDeserializer == null
                        ? reader.read(in)
                        : heapForm.read(heapDeserializer, in);
            } catch (UnreadableTypeException e) {
                return context.reportBadDefinition(getValueType(context), e.getMessage());
            } catch (JsonDecodingException e) {
                var failure = new UnreadableComponentException(parser, e);
                (path == null ? ValuePath.of(parser) : path).prependSteps(e.path(), failure, handledType());
                throw failure;
            }
        }

        private Arena requireArena(DeserializationContext context) {
            Arena arena = arena(context);
            return arena != null
                    ? arena
                    : context.reportBadDefinition(getValueType(context), "A " + handledType().getSimpleName()
                            + " must be in an arena, and there is no current one: outside of requests, use "
                            + "@WithArena or ArenaTemplate, or pass an arena by "
                            + "ObjectReader.withAttribute(ArenaModule.ARENA, arena)");
        }

        private @Nullable Arena arena(DeserializationContext context) {
            return switch (context.getAttribute(ArenaModule.ARENA)) {
                case Arena named -> named;
                case Supplier<?> source when source.get() instanceof Arena named -> named;
                case null, default -> current.get();
            };
        }
    }
}
