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
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/**
 * How values of a component are read from and written to JSON documents. A value that was not decoded is written as its type
 * says, not as the component says, which may be something that cannot be read, such as a masked secret. Only where the component is read
 * by a deserializer of its own, it is also written by the serializer of its own.
 */
final class DocumentType {
    /** Behind the name of a component: an element of a sequence, and a value of a map. */
    private static final String ELEMENT = "[]";
    private static final String VALUE = "{}";

    private final JavaType type;
    private final DatabindValue ofType;
    private final DatabindValue ofComponent;
    private final @Nullable StandardProperty property;

    /** Names the class of a value where another component says it, or null. */
    private final @Nullable TypeIdResolver classes;

    private DocumentType(JavaType type, DatabindValue ofType, DatabindValue ofComponent,
            @Nullable StandardProperty property, @Nullable TypeIdResolver classes) {
        this.type = type;
        this.ofType = ofType;
        this.ofComponent = ofComponent;
        this.property = property;
        this.classes = classes;
    }

    static DocumentType of(Type owner, String component, Type type, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        JavaType known = context.constructType(type);
        JavaType ownerType = context.constructType(owner);
        DatabindValue ofType = DatabindValue.of(context.findRootValueDeserializer(known));
        int end = component.length();
        while (end > 0 && (component.charAt(end - 1) == ']' || component.charAt(end - 1) == '}')) {
            end -= ELEMENT.length();
        }
        SettableBeanProperty read = read(ownerType, component.substring(0, end), context);
        if (read == null) {
            return new DocumentType(known, ofType, ofType, null, null);
        }
        if (end < component.length()) {
            DatabindValue part = part(read, component.substring(end), mapper);
            return new DocumentType(known, ofType, part == null ? ofType : part, null, null);
        }
        StandardProperty written = isSpecial(read, known, context)
                ? written(ownerType, component, mapper.componentContext())
                : null;
        return new DocumentType(known, ofType, DatabindValue.of(read), written,
                written == null ? null : classes(written, read.getValueTypeDeserializer(), mapper.componentContext()));
    }

    private static @Nullable TypeIdResolver classes(StandardProperty property, @Nullable TypeDeserializer read,
            SerializationContext context) {
        if (read == null || read.getTypeInclusion() != JsonTypeInfo.As.EXTERNAL_PROPERTY) {
            return null;
        }
        TypeSerializer types = context.getConfig().getTypeResolverProvider().findPropertyTypeSerializer(context,
                property.getMember(), property.getType());
        return types == null ? null : types.getTypeIdResolver();
    }

    /**
     * Whether what a sequence or a map consists of is read one by one, and as its type says; see
     * {@link dev.arena.record.DocumentCodec#keepsElements}.
     */
    static boolean keepsElements(Type owner, String component, Type type, BoundMapper mapper) {
        try {
            return areElementsKept(owner, component, type, mapper);
        } catch (DatabindException e) {
            return true; // whoever reads such a record is told
        }
    }

    private static boolean areElementsKept(Type owner, String component, Type type, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        JavaType known = context.constructType(type);
        int end = component.indexOf(ELEMENT) < 0 ? component.indexOf(VALUE) : component.indexOf(ELEMENT);
        SettableBeanProperty read = read(context.constructType(owner),
                end < 0 ? component : component.substring(0, end), context);
        if (read == null) {
            return true; // whatever reads the record has made the elements
        }
        String parts = (end < 0 ? "" : component.substring(end)) + (known.isMapLikeType() ? VALUE : ELEMENT);
        DatabindValue part = part(read, parts, mapper);
        JavaType declared = known.isContainerType() ? known.getContentType() : known.containedTypeOrUnknown(0);
        return part != null && isUsual(part, declared, context)
                && (end >= 0 || read.getType().equals(known));
    }

    /** Whether elements are read as others of their type. */
    private static boolean isUsual(DatabindValue part, JavaType type, DeserializationContext context) {
        return part.deserializer().getClass() == context.findContextualValueDeserializer(type, null).getClass()
                && isSame(part.typeDeserializer(), context.findTypeDeserializer(type));
    }

    private static boolean isSame(@Nullable TypeDeserializer one, @Nullable TypeDeserializer other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        return one.getClass() == other.getClass() && one.getTypeInclusion() == other.getTypeInclusion()
                && Objects.equals(one.getPropertyName(), other.getPropertyName())
                && one.getTypeIdResolver().getClass() == other.getTypeIdResolver().getClass();
    }

    /** What elements of elements of a component are read by; null if they are not read one by one. */
    private static @Nullable DatabindValue part(SettableBeanProperty property, String parts, BoundMapper mapper) {
        DatabindValue value = property.hasValueTypeDeserializer() ? null : DatabindValue.of(property);
        for (int i = 0; value != null && i < parts.length(); i += ELEMENT.length()) {
            value = i > 0 && value.hasType()
                    ? null
                    : parts.startsWith(ELEMENT, i)
                            ? SequencePlan.elements(value.deserializer(), mapper)
                            : MapPlan.values(value.deserializer(), mapper);
        }
        return value;
    }

    /** Whether a component is read otherwise than its type. */
    private static boolean isSpecial(SettableBeanProperty property, JavaType type, DeserializationContext context) {
        return !property.getType().equals(type)
                || property.getValueDeserializer().getClass() != context.findContextualValueDeserializer(type, null)
                        .getClass()
                || !isSame(property.getValueTypeDeserializer(), context.findTypeDeserializer(type))
                || ((type.isContainerType() || type.isReferenceType()) && hasOwnParts(property, context));
    }

    /** Whether annotations of a component say how its elements are read or written. */
    private static boolean hasOwnParts(SettableBeanProperty property, DeserializationContext context) {
        AnnotationIntrospector annotations = context.getAnnotationIntrospector();
        MapperConfig<?> config = context.getConfig();
        AnnotatedMember member = property.getMember();
        return annotations.findContentDeserializer(config, member) != null
                || annotations.findContentSerializer(config, member) != null
                || annotations.findKeyDeserializer(config, member) != null
                || annotations.findKeySerializer(config, member) != null
                || annotations.findDeserializationContentConverter(config, member) != null
                || annotations.findSerializationContentConverter(config, member) != null
                || annotations.findPolymorphicTypeInfo(config, member) != null;
    }

    /** What a component is read by; null if the class is not read by its components. */
    private static @Nullable SettableBeanProperty read(JavaType owner, String component,
            DeserializationContext context) {
        ValueDeserializer<?> deserializer = context.findContextualValueDeserializer(owner, null);
        var components = owner.getRawClass().getRecordComponents();
        if (deserializer instanceof BeanDeserializerBase bean) {
            for (Iterator<SettableBeanProperty> all = bean.creatorProperties(); all.hasNext();) {
                SettableBeanProperty property = all.next();
                int index = property.getCreatorIndex();
                if (index < components.length && components[index].getName().equals(component)
                        && components[index].getType() == property.getMember().getRawType()) {
                    return property;
                }
            }
        }
        return null;
    }

    private static @Nullable StandardProperty written(JavaType owner, String component, SerializationContext context) {
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
        if (property != null && classes != null) { // what a deserializer of such a component reads
            generator.writeStartArray();
            generator.writeString(classes.idFromValue(context, value));
            property.writeValue(value, generator, context);
            generator.writeEndArray();
            return;
        }
        if (property != null) {
            property.writeValue(value, generator, context);
            return;
        }
        if (Optional.empty().equals(value)) {
            generator.writeNull(); // whatever the mapper makes of null
            return;
        }
        ValueSerializer<Object> serializer = context.findContentValueSerializer(
                type.isContainerType() || type.isReferenceType()
                        ? context.constructSpecializedType(type, value.getClass())
                        : context.constructType(value.getClass()),
                null);
        TypeSerializer types = context.findTypeSerializer(type);
        if (types == null) {
            serializer.serialize(value, generator, context);
        } else {
            serializer.serializeWithType(value, generator, context, types);
        }
    }
}
