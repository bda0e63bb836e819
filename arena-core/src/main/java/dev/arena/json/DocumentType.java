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
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

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
import tools.jackson.databind.deser.AbstractDeserializer;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.jsontype.TypeDeserializer;
import tools.jackson.databind.jsontype.TypeIdResolver;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.bean.BeanSerializerBase;

/**
 * Reads and writes the values of a component as JSON documents. A value that was not decoded is written by the serializer of
 * its type. The component's own serializer may write something that cannot be read, such as a masked secret. It is used only
 * if the component also has its own deserializer.
 */
final class DocumentType {
    /** Suffixes of a component's name: for an element of a sequence, and for a value of a map. */
    private static final String ELEMENT = "[]";
    private static final String VALUE = "{}";

    /** Types without properties of which databind reads values. */
    private static final Set<Class<?>> GENERAL = Set.of(Object.class, Number.class);

    /** The classes of which databind reads such values. */
    private static final Set<Class<?>> NATURAL = Set.of(String.class, Boolean.class, Integer.class, Double.class);

    private final Type owner;
    private final String component;
    private final JavaType type;

    /** The classes of values that databind would read as another class. Documents contain their numbers. */
    private final List<Class<?>> ownClasses = new CopyOnWriteArrayList<>();

    /** Read received documents, and documents that {@link #write} has written. */
    private final DatabindValue ofReceived;
    private final DatabindValue ofWritten;
    private final @Nullable StandardProperty property;

    /** Maps a value to its type id if another component contains that id; otherwise null. */
    private final @Nullable TypeIdResolver classes;

    private DocumentType(Type owner, String component, JavaType type, DatabindValue ofReceived,
            DatabindValue ofWritten, @Nullable StandardProperty property, @Nullable TypeIdResolver classes) {
        this.owner = owner;
        this.component = component;
        this.type = type;
        this.ofReceived = ofReceived;
        this.ofWritten = ofWritten;
        this.property = property;
        this.classes = classes;
    }

    static DocumentType of(Type owner, String component, Type type, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        JavaType known = context.constructType(type);
        JavaType ownerType = context.constructType(owner);
        DeserializationContext writtenContext = mapper.componentReadContext();
        DatabindValue ofWritten = DatabindValue.of(writtenContext.findRootValueDeserializer(known));
        int end = component.length();
        while (end > 0 && (component.charAt(end - 1) == ']' || component.charAt(end - 1) == '}')) {
            end -= ELEMENT.length();
        }
        SettableBeanProperty read = read(ownerType, component.substring(0, end), context);
        if (read == null || end < component.length()) {
            DatabindValue part = read == null ? null : part(read, component.substring(end), mapper);
            return new DocumentType(owner, component, known,
                    part == null ? DatabindValue.of(context.findRootValueDeserializer(known)) : part, ofWritten, null,
                    null);
        }
        StandardProperty property = isSpecial(read, known, context)
                ? written(ownerType, component, mapper.componentContext())
                : null;
        SettableBeanProperty readAgain = read(ownerType, component, writtenContext);
        return property == null || readAgain == null
                ? new DocumentType(owner, component, known, DatabindValue.of(read), ofWritten, null, null)
                : new DocumentType(owner, component, known, DatabindValue.of(read), DatabindValue.of(readAgain),
                        property,
                        classes(property, read.getValueTypeDeserializer(), mapper.componentContext()));
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
     * Whether databind reads the elements of a sequence or the values of a map one by one, and like other values of their type.
     * See {@link dev.arena.record.DocumentCodec#keepsElements}.
     */
    static boolean keepsElements(Type owner, String component, Type type, BoundMapper mapper) {
        try {
            return areElementsKept(owner, component, type, mapper);
        } catch (DatabindException e) {
            return true; // reading such a record throws the same exception
        }
    }

    /** Whether the mapper writes the class of such a value, as with default typing. See {@link dev.arena.record.DocumentCodec#hasClassName}. */
    static boolean hasClassName(Type type, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        try {
            return context.findTypeDeserializer(context.constructType(type)) != null;
        } catch (DatabindException e) {
            return false; // reading such a record throws the same exception
        }
    }

    private static boolean areElementsKept(Type owner, String component, Type type, BoundMapper mapper) {
        DeserializationContext context = mapper.readContext();
        JavaType known = context.constructType(type);
        int end = component.indexOf(ELEMENT) < 0 ? component.indexOf(VALUE) : component.indexOf(ELEMENT);
        SettableBeanProperty read = read(context.constructType(owner),
                end < 0 ? component : component.substring(0, end), context);
        if (read == null) {
            return true; // the reader of the whole record creates the elements
        }
        String parts = (end < 0 ? "" : component.substring(end)) + (known.isMapLikeType() ? VALUE : ELEMENT);
        DatabindValue part = part(read, parts, mapper);
        JavaType declared = known.isContainerType() ? known.getContentType() : known.containedTypeOrUnknown(0);
        return part != null && isUsual(part, declared, context)
                && (end >= 0 || read.getType().equals(known));
    }

    /** Whether elements are read like other values of their type. */
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

    /** Finds the deserializer of the elements at any depth of a component; null if they are not read one by one. */
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

    /** Whether a component is read differently from other values of its type. */
    private static boolean isSpecial(SettableBeanProperty property, JavaType type, DeserializationContext context) {
        return !property.getType().equals(type)
                || property.getValueDeserializer().getClass() != context.findContextualValueDeserializer(type, null)
                        .getClass()
                || !isSame(property.getValueTypeDeserializer(), context.findTypeDeserializer(type))
                || ((type.isContainerType() || type.isReferenceType()) && hasOwnParts(property, context));
    }

    /** Whether annotations of a component change how its elements are read or written. */
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

    /** Finds the property that reads a component; null if databind does not read the class by its components. */
    private static @Nullable SettableBeanProperty read(JavaType owner, String component,
            DeserializationContext context) {
        ValueDeserializer<?> deserializer = context.findContextualValueDeserializer(owner, null);
        var components = owner.getRawClass().getRecordComponents();
        if (deserializer instanceof BeanDeserializerBase bean) {
            for (Iterator<SettableBeanProperty> all = bean.creatorProperties(); all.hasNext();) {
                SettableBeanProperty property = all.next();
                int index = property.getCreatorIndex();
                if (index < components.length && components[index].getName().equals(component)
                        && components[index].getType() == parameterType(property.getMember())) {
                    return property;
                }
            }
        }
        return null;
    }

    /** The declared class of a parameter, which may be a type variable. */
    private static Class<?> parameterType(AnnotatedMember member) {
        return member instanceof AnnotatedParameter parameter
                ? parameter.getOwner().getRawParameterType(parameter.getIndex())
                : member.getRawType();
    }

    private static @Nullable StandardProperty written(JavaType owner, String component, SerializationContext context) {
        if (serializer(owner, context) instanceof BeanSerializerBase bean) {
            for (var all = bean.properties(); all.hasNext();) {
                if (all.next() instanceof BeanPropertyWriter property
                        && property.getMember().getName().equals(component)) {
                    return StandardProperty.of(property);
                }
            }
        }
        return null;
    }

    /** Returns the serializer of a record class; null if databind can only read the class. */
    private static @Nullable ValueSerializer<?> serializer(JavaType type, SerializationContext context) {
        try {
            return context.findTypedValueSerializer(type, false);
        } catch (DatabindException e) {
            return null;
        }
    }

    /**
     * Reads a value.
     *
     * @param written whether {@link #write} has written the value
     */
    @Nullable
    Object read(boolean written, JsonParser parser, DeserializationContext context) {
        return (written ? ofWritten : ofReceived).read(parser, context);
    }

    /**
     * Whether a value has a class that databind can read, but would not read for the type of the component. The value is then read
     * as its class. Otherwise it would lose what only its class has.
     */
    boolean hasOwnClass(Object value, DeserializationContext context) {
        Class<?> own = classOf(value);
        return !type.hasRawClass(own) && property == null && isReadAsOther(own)
                && isReadable(context.constructType(own), context);
    }

    /** Whether the standard deserializer of the component does not read values of a class. */
    private boolean isReadAsOther(Class<?> own) {
        ValueDeserializer<?> deserializer = ofWritten.deserializer();
        Class<?> raw = type.getRawClass();
        return GENERAL.contains(raw)
                ? !NATURAL.contains(own) && StandardValues.areReadBy(deserializer, raw)
                : deserializer instanceof AbstractDeserializer || deserializer.getClass() == BeanDeserializer.class;
    }

    private static Class<?> classOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    private static boolean isReadable(JavaType own, DeserializationContext context) {
        if (own.isContainerType() || own.isReferenceType()) {
            return false;
        }
        try {
            return switch (context.findContextualValueDeserializer(own, null)) {
                case AbstractDeserializer _ -> false;
                case BeanDeserializerBase bean -> ComponentTexts.isReadable(bean.getValueInstantiator());
                default -> true;
            };
        } catch (DatabindException e) {
            return false;
        }
    }

    void writeWithClass(Object value, JsonGenerator generator, SerializationContext context) {
        Class<?> own = classOf(value);
        generator.writeStartArray();
        generator.writeNumber(number(own));
        context.findContentValueSerializer(own, null).serialize(value, generator, context);
        generator.writeEndArray();
    }

    private synchronized int number(Class<?> own) {
        if (!ownClasses.contains(own)) {
            ownClasses.add(own);
        }
        return ownClasses.indexOf(own);
    }

    /** Reads a value that {@link #writeWithClass} has written. */
    @Nullable
    Object readWithClass(JsonParser parser, DeserializationContext context) {
        parser.nextToken();
        JavaType own = context.constructType(ownClasses.get(parser.getIntValue()));
        parser.nextToken();
        return DatabindValue.of(context.findContextualValueDeserializer(own, null)).read(parser, context);
    }

    /** The exception for a value that databind writes, but cannot read. */
    UnreadableTypeException refusal(DatabindException e) {
        return new UnreadableTypeException("The component " + component + " of " + owner.getTypeName()
                + " cannot be in an arena, because databind does not read what it writes: " + e.getOriginalMessage(),
                e);
    }

    void write(Object value, JsonGenerator generator, SerializationContext context) {
        if (property != null && classes != null) { // the form that the deserializer of such a component reads
            generator.writeStartArray();
            generator.writeString(classes.idFromValue(context, value));
            property.writeUntypedValue(value, generator, context);
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
