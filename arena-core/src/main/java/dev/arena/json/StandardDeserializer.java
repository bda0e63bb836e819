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

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyName;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.CreatorProperty;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.bean.BeanDeserializer;
import tools.jackson.databind.deser.impl.MethodProperty;
import tools.jackson.databind.introspect.AnnotatedWithParams;
import tools.jackson.databind.util.IgnorePropertiesUtil;

/**
 * The information of a databind deserializer that calls a canonical constructor, about its parameters. It is accessible to
 * subclasses only.
 */
final class StandardDeserializer extends BeanDeserializer {

    private StandardDeserializer(BeanDeserializer deserializer) {
        super(deserializer);
    }

    /** A look into a deserializer of a record class; null if it does anything but call the canonical constructor. */
    static @Nullable StandardDeserializer of(ValueDeserializer<?> deserializer, Class<?> type) {
        if (deserializer.getClass() != BeanDeserializer.class) {
            return null;
        }
        var standard = new StandardDeserializer((BeanDeserializer) deserializer);
        return standard.isStandard(type) ? standard : null;
    }

    private boolean isStandard(Class<?> type) {
        return _propertyBasedCreator != null && isCanonical(_valueInstantiator.getWithArgsCreator(), type)
                && _objectIdReader == null && _anySetter == null && _injectables == null
                && _unwrappedPropertyHandler == null && _externalTypeIdHandler == null
                && !_valueInstantiator.canCreateUsingDelegate() && !_valueInstantiator.canCreateUsingArrayDelegate()
                && properties(null).stream().allMatch(StandardDeserializer::isStandard) && !hasSetters();
    }

    /** Whether it also calls methods of the record with values that the constructor does not get. */
    private boolean hasSetters() {
        for (Iterator<SettableBeanProperty> all = properties(); all.hasNext();) {
            if (all.next() instanceof MethodProperty) { // the only others that databind calls for a record
                return true;
            }
        }
        return false;
    }

    private static boolean isCanonical(@Nullable AnnotatedWithParams creator, Class<?> type) {
        return creator != null && creator.getAnnotated() instanceof Constructor<?> constructor
                && Arrays.equals(constructor.getParameterTypes(), Arrays.stream(type.getRecordComponents())
                        .map(RecordComponent::getType).toArray());
    }

    private static boolean isStandard(SettableBeanProperty property) {
        return property.getClass() == CreatorProperty.class && property.getInjectableValueId() == null;
    }

    /**
     * What the constructor gets for a property that an object has no member for.
     *
     * @throws tools.jackson.databind.DatabindException if there must be one
     */
    @Nullable
    Object absent(SettableBeanProperty property, @Nullable JsonParser parser, DeserializationContext context) {
        return _propertyBasedCreator.startBuilding(parser, context, null).getParameter(context, property);
    }

    /** Whether that is always null, or zero or false if the property is primitive; not asked of deserializers of the application. */
    boolean isZeroIfAbsent(SettableBeanProperty property, DeserializationContext context) {
        Object value;
        try {
            value = absent(property, null, context);
        } catch (DatabindException e) {
            return false;
        }
        if (!property.getType().isPrimitive() || value == null) {
            return value == null && !property.getType().isPrimitive(); // null is refused for a primitive
        }
        return value instanceof Number number ? number.doubleValue() == 0 : List.of(false, '\0').contains(value);
    }

    /** All parameters of the constructor, read or not. */
    List<SettableBeanProperty> parameters(DeserializationContext context) {
        return Arrays.stream(_valueInstantiator.getFromObjectArguments(context.getConfig()))
                .map(it -> it.hasValueDeserializer()
                        ? it
                        : it.withValueDeserializer(context.findContextualValueDeserializer(it.getType(), it)))
                .toList();
    }

    /** The properties that it reads while a view is active, in the order of the components. */
    List<SettableBeanProperty> properties(@Nullable Class<?> view) {
        Set<SettableBeanProperty> read = Collections.newSetFromMap(new IdentityHashMap<>());
        creatorProperties().forEachRemaining(read::add); // one for each of its names
        return read.stream()
                .filter(property -> view == null || property.visibleInView(view))
                .sorted(Comparator.comparingInt(SettableBeanProperty::getCreatorIndex))
                .toList();
    }

    /** The names under which it reads a property; none if they are all ignored. */
    List<String> readNames(SettableBeanProperty property, DeserializationContext context) {
        return names(property, context)
                .filter(name -> !IgnorePropertiesUtil.shouldIgnore(name, _ignorableProps, _includableProps))
                .toList();
    }

    @SuppressWarnings("ReferenceEquality")
    private Stream<String> names(SettableBeanProperty property, DeserializationContext context) {
        Stream<String> aliases = property.findAliases(context.getConfig()).stream().map(PropertyName::getSimpleName);
        return Stream.concat(Stream.of(property.getName()), aliases)
                .filter(name -> _propertyBasedCreator.findCreatorProperty(name) == property);
    }

    /** The property that is read under a name without regard to case; null if there is none. */
    @Nullable
    SettableBeanProperty inAnyCase(String name) {
        return IgnorePropertiesUtil.shouldIgnore(name, _ignorableProps, _includableProps)
                ? null
                : _propertyBasedCreator.findCreatorProperty(name);
    }

    /** What it does about names that no property is read under. */
    OtherNames otherNames(DeserializationContext context) {
        Class<?> view = context.getActiveView();
        Set<String> hidden = properties(null).stream()
                .filter(property -> view != null && !property.visibleInView(view))
                .flatMap(property -> names(property, context))
                .collect(Collectors.toUnmodifiableSet());
        return new OtherNames(hidden, _ignorableProps, _includableProps,
                context.isEnabled(DeserializationFeature.FAIL_ON_IGNORED_PROPERTIES),
                context.isEnabled(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES) && !_ignoreAllUnknown);
    }
}
