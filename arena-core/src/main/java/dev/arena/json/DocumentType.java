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

import java.lang.reflect.Type;
import java.util.Iterator;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/**
 * How values of a component are read from and written to JSON documents. A value that was not decoded is written as its type
 * says, not as the component says, which may be something that cannot be read, such as a masked secret. Only where the component is read
 * by a deserializer of its own, it is also written by the serializer of its own.
 */
final class DocumentType {
    private final JavaType type;
    private final DatabindValue ofType;
    private final DatabindValue ofComponent;
    private final @Nullable StandardProperty property;

    private DocumentType(JavaType type, DatabindValue ofType, DatabindValue ofComponent,
            @Nullable StandardProperty property) {
        this.type = type;
        this.ofType = ofType;
        this.ofComponent = ofComponent;
        this.property = property;
    }

    static DocumentType of(Class<?> owner, String component, Type type, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        JavaType known = context.constructType(type);
        SettableBeanProperty read = read(owner, component, known, context);
        DatabindValue ofType = DatabindValue.of(context.findRootValueDeserializer(known));
        if (read == null) {
            return new DocumentType(known, ofType, ofType, null);
        }
        return new DocumentType(known, ofType, DatabindValue.of(read), isSpecial(read, known, context)
                ? written(owner, component, mapper.writeContext())
                : null);
    }

    /** Whether a component is read otherwise than its type. */
    private static boolean isSpecial(SettableBeanProperty property, JavaType type, DeserializationContext context) {
        return property.getValueDeserializer().getClass() != context.findContextualValueDeserializer(type, null)
                .getClass()
                || (property.hasValueTypeDeserializer() && context.findTypeDeserializer(type) == null);
    }

    /** What a component is read by; null if that depends on the arguments of the record's type. */
    private static @Nullable SettableBeanProperty read(Class<?> owner, String component, JavaType type,
            DeserializationContext context) {
        ValueDeserializer<?> deserializer = context.findContextualValueDeserializer(context.constructType(owner), null);
        if (deserializer instanceof BeanDeserializerBase bean) {
            for (Iterator<SettableBeanProperty> all = bean.creatorProperties(); all.hasNext();) {
                SettableBeanProperty property = all.next();
                int index = property.getCreatorIndex();
                var components = owner.getRecordComponents();
                if (index < components.length && components[index].getName().equals(component)
                        && (owner.getTypeParameters().length == 0 || property.getType().equals(type))) {
                    return property;
                }
            }
        }
        return null;
    }

    private static @Nullable StandardProperty written(Class<?> owner, String component, SerializationContext context) {
        if (context.findTypedValueSerializer(owner, false) instanceof BeanSerializerBase bean) {
            for (var all = bean.properties(); all.hasNext();) {
                if (all.next() instanceof BeanPropertyWriter property
                        && property.getMember().getName().equals(component)) {
                    return StandardProperty.of(property);
                }
            }
        }
        return null;
    }

    /**
     * Reads a value.
     *
     * @param written whether it was written by {@link #write}
     */
    @Nullable
    Object read(boolean written, JsonParser parser, DeserializationContext context) {
        return (written && property == null ? ofType : ofComponent).read(parser, context);
    }

    void write(Object value, JsonGenerator generator, SerializationContext context) {
        if (property != null) {
            property.writeValue(value, generator, context);
            return;
        }
        ValueSerializer<Object> serializer = context.findContentValueSerializer(type.isContainerType()
                ? context.constructSpecializedType(type, value.getClass())
                : context.constructType(value.getClass()), null);
        TypeSerializer types = context.findTypeSerializer(type);
        if (types == null) {
            serializer.serialize(value, generator, context);
        } else {
            serializer.serializeWithType(value, generator, context, types);
        }
    }
}
