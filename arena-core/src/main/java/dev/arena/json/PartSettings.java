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

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.type.MapLikeType;

/**
 * The annotations of a property, and the settings of the mapper, for the elements of a list, for the entries of a map, or for
 * texts. Databind applies them to the types of the JDK only, so an arena type then takes its {@link HeapForm}.
 */
final class PartSettings {
    private PartSettings() {}

    /** Whether null parts are read as any other value. */
    static boolean keepNulls(@Nullable Nulls contentNulls) {
        return contentNulls == null || contentNulls == Nulls.DEFAULT || contentNulls == Nulls.SET;
    }

    /**
     * Whether databind reads a value differently because of them.
     *
     * @param type the corresponding type of the JDK
     */
    static boolean changeReading(@Nullable BeanProperty property, HeapCopy.Kind type, DeserializationContext context) {
        MapperConfig<?> config = context.getConfig();
        AnnotatedMember member = property == null ? null : property.getMember();
        if (type.part() != Record.class && !StandardValues.areReadBy(
                context.findContextualValueDeserializer(context.constructType(type.part()), property), type.part())) {
            return true;
        }
        if (!type.isContainer()) {
            return false;
        }
        if (hasFormat(property, type.isMap(), config)) {
            return true;
        }
        if (member == null) {
            return false;
        }
        AnnotationIntrospector annotations = context.getAnnotationIntrospector();
        return hidesNames(member, config) || annotations.findContentDeserializer(config, member) != null
                || annotations.findDeserializationContentConverter(config, member) != null
                || annotations.findKeyDeserializer(config, member) != null;
    }

    /**
     * Whether databind writes a value differently because of them.
     *
     * @param type the corresponding type of the JDK
     */
    static boolean changeWriting(@Nullable BeanProperty property, HeapCopy.Kind type, SerializationContext context) {
        MapperConfig<?> config = context.getConfig();
        AnnotatedMember member = property == null ? null : property.getMember();
        if (type.part() != Record.class && !StandardValues
                .areWrittenBy(context.findContentValueSerializer(type.part(), property), type.part())) {
            return true;
        }
        if (!type.isContainer()) {
            return false;
        }
        if (hasFormat(property, type.isMap(), config) || (type.isMap() && hidesValues(property, config))) {
            return true;
        }
        if (member == null) {
            return false;
        }
        AnnotationIntrospector annotations = context.getAnnotationIntrospector();
        return annotations.findContentSerializer(config, member) != null
                || annotations.findSerializationContentConverter(config, member) != null
                || annotations.findKeySerializer(config, member) != null
                || annotations.findSerializationSortAlphabetically(config, member) != null
                || (!type.isRows() && (hidesNames(member, config) || annotations.findFilterId(config, member) != null));
    }

    /** Whether there is a format. Leniency changes nothing in a list or map. */
    private static boolean hasFormat(@Nullable BeanProperty property, boolean isMap, MapperConfig<?> config) {
        Class<?> type = isMap ? Map.class : List.class;
        JsonFormat.Value format = property == null
                ? config.getDefaultPropertyFormat(type)
                : property.findPropertyFormat(config, type);
        return !JsonFormat.Value.empty().equals(format.withLenient(null));
    }

    /** Whether values that are not null may be left out. */
    private static boolean hidesValues(@Nullable BeanProperty property, MapperConfig<?> config) {
        JsonInclude.Value inclusion = property == null
                ? config.getDefaultPropertyInclusion(Map.class)
                : property.findPropertyInclusion(config, Map.class);
        return switch (inclusion.getContentInclusion()) {
            case NON_EMPTY, NON_DEFAULT, CUSTOM -> true;
            case ALWAYS, NON_NULL, NON_ABSENT, USE_DEFAULTS -> false;
        };
    }

    private static boolean hidesNames(AnnotatedMember member, MapperConfig<?> config) {
        AnnotationIntrospector annotations = config.getAnnotationIntrospector();
        return !annotations.findPropertyIgnoralByName(config, member).equals(JsonIgnoreProperties.Value.empty())
                || !annotations.findPropertyInclusionByName(config, member)
                        .equals(JsonIncludeProperties.Value.all());
    }

    /** Finds what databind would read a property of a list or map by. */
    static ValueDeserializer<?> deserializer(JavaType type, @Nullable BeanProperty property,
            DeserializationContext context) {
        AnnotatedMember member = property == null ? null : property.getMember();
        return context.findContextualValueDeserializer(member == null ? type : annotated(type, member, context),
                property);
    }

    private static JavaType annotated(JavaType type, AnnotatedMember member, DeserializationContext context) {
        AnnotationIntrospector annotations = context.getAnnotationIntrospector();
        MapperConfig<?> config = context.getConfig();
        JavaType annotated = type;
        KeyDeserializer keys = context.keyDeserializerInstance(member, annotations.findKeyDeserializer(config, member));
        if (keys != null && annotated instanceof MapLikeType map) {
            annotated = map.withKeyValueHandler(keys);
        }
        ValueDeserializer<?> content = context.deserializerInstance(member,
                annotations.findContentDeserializer(config, member));
        if (content != null) {
            annotated = annotated.withContentValueHandler(content);
        }
        return annotated;
    }
}
