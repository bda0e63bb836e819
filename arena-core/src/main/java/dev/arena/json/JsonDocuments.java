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

import java.io.ByteArrayOutputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.Type;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.deser.DeserializationContextExt;
import tools.jackson.databind.exc.InvalidDefinitionException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.SerializationContextExt;
import tools.jackson.databind.util.TokenBuffer;

import dev.arena.record.DocumentCodec;
import dev.arena.text.Utf8Builder;

/**
 * Stores components of classes without a layout as JSON documents. A decoded component is stored as it was received, and any
 * other component as the mapper writes its type. The mapper decodes the document at each access.
 *
 * @since 0.1.0
 */
public final class JsonDocuments implements DocumentCodec {
    /** Precedes JSON that this class has written. Decoded JSON has no white space. */
    private static final byte WRITTEN = ' ';

    /** The same for JSON with the number of the value's class, see {@link DocumentType#hasOwnClass}. */
    private static final byte WRITTEN_WITH_CLASS = '\n';

    private final Supplier<BoundMapper> mapper;
    private final boolean isStandard;
    private final UnlockedCache<Key, DocumentType> known = new UnlockedCache<>();

    /**
     * Creates a codec for {@link java.util.ServiceLoader}. It uses the settings of {@link JsonMapper#shared()}. Each record type has
     * its own mapper, because a mapper keeps the classes that it has read, and this codec outlives applications.
     */
    public JsonDocuments() {
        this(standardMapper(), true);
    }

    JsonDocuments(Supplier<BoundMapper> mapper) {
        this(mapper, false);
    }

    private JsonDocuments(Supplier<BoundMapper> mapper, boolean isStandard) {
        this.mapper = mapper;
        this.isStandard = isStandard;
    }

    private static Supplier<BoundMapper> standardMapper() {
        return new LazyMapper(JsonMapper::shared, JsonLimits.DEFAULTS)::bound;
    }

    /** A component: the record that has it, its name, and its type. */
    private record Key(Type owner, String component, Type type) {}

    private DocumentType type(Type owner, String component, Type type) {
        return known.get(new Key(owner, component, type),
                it -> DocumentType.of(it.owner(), it.component(), it.type(), mapper.get()));
    }

    @Override
    public DocumentCodec ofRecords(Type type) {
        JsonDocuments own = isStandard ? new JsonDocuments(standardMapper()) : this;
        return type instanceof Class<?> ? own : own.new OfRecords(type);
    }

    @Override
    public void write(Object value, Class<?> owner, String component, Type type, Utf8Builder text) {
        write(value, type(owner, component, type), text);
    }

    private void write(Object value, DocumentType type, Utf8Builder text) {
        SerializationContextExt context = mapper.get().componentContext();
        boolean hasOwnClass = type.hasOwnClass(value, mapper.get().componentReadContext());
        var bytes = new ByteArrayOutputStream();
        bytes.write(hasOwnClass ? WRITTEN_WITH_CLASS : WRITTEN);
        try (JsonGenerator generator = mapper.get().documentFactory().createGenerator(context, bytes)) {
            context.writeValue(generator, new SelfWriting((target, writing) -> {
                if (hasOwnClass) {
                    type.writeWithClass(value, target, writing);
                } else {
                    type.write(value, target, writing);
                }
            }));
        } catch (InvalidDefinitionException e) {
            throw type.refusal(e);
        }
        append(bytes, text);
    }

    @Override
    public boolean keepsElements(Class<?> owner, String component, Type type) {
        return DocumentType.keepsElements(owner, component, type, mapper.get());
    }

    @Override
    public boolean hasClassName(Type type) {
        return DocumentType.hasClassName(type, mapper.get());
    }

    /** Appends the document. */
    void write(TokenBuffer tokens, Utf8Builder text) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = mapper.get().documentFactory().createGenerator(ObjectWriteContext.empty(),
                bytes)) {
            tokens.serialize(generator);
        }
        append(bytes, text);
    }

    private static void append(ByteArrayOutputStream bytes, Utf8Builder text) {
        text.append(MemorySegment.ofArray(bytes.toByteArray()));
    }

    @Override
    public @Nullable Object read(MemorySegment document, Class<?> owner, String component, Type type) {
        return read(document, type(owner, component, type));
    }

    private @Nullable Object read(MemorySegment document, DocumentType type) {
        BoundMapper bound = mapper.get();
        byte[] json = document.toArray(ValueLayout.JAVA_BYTE);
        boolean hasOwnClass = json[0] == WRITTEN_WITH_CLASS;
        boolean isWritten = hasOwnClass || json[0] == WRITTEN;
        DeserializationContextExt context = isWritten ? bound.componentReadContext() : bound.readContext();
        try (JsonParser parser = bound.documentFactory().createParser(context, json)) {
            parser.nextToken();
            context.assignParser(parser);
            return hasOwnClass ? type.readWithClass(parser, context) : type.read(isWritten, parser, context);
        } catch (DatabindException e) {
            throw isWritten ? type.refusal(e) : e;
        }
    }

    /** Stores components of records whose type has arguments. */
    private final class OfRecords implements DocumentCodec {
        private final Type records;

        OfRecords(Type records) {
            this.records = records;
        }

        @Override
        public void write(Object value, Class<?> owner, String component, Type type, Utf8Builder text) {
            JsonDocuments.this.write(value, type(records, component, type), text);
        }

        @Override
        public @Nullable Object read(MemorySegment document, Class<?> owner, String component, Type type) {
            return JsonDocuments.this.read(document, type(records, component, type));
        }

        @Override
        public boolean keepsElements(Class<?> owner, String component, Type type) {
            return DocumentType.keepsElements(records, component, type, mapper.get());
        }

        @Override
        public boolean hasClassName(Type type) {
            return JsonDocuments.this.hasClassName(type);
        }
    }
}
