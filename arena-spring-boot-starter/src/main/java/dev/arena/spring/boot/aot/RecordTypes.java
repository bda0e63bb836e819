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

package dev.arena.spring.boot.aot;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.springframework.aot.hint.annotation.RegisterReflectionForBinding;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds the record types that an application stores in arenas. It examines the classes of beans, and the application's classes
 * that they use. It finds:
 *
 * <ul>
 * <li>type arguments of arena types, such as {@code RecordVec<Order>}, in signatures, fields and supertypes, at any depth;
 * <li>records that the code of a class names by a class literal, if the class uses arena types;
 * <li>records that {@link RegisterReflectionForBinding} names;
 * <li>records that are components of these records.
 * </ul>
 */
final class RecordTypes {
    private static final Set<String> ARENA_PACKAGES = Set.of("dev.arena", "dev.arena.collect", "dev.arena.io",
            "dev.arena.json", "dev.arena.record", "dev.arena.text");
    private static final String STARTER = "dev.arena.spring.boot.";

    /** Prefixes of the names of classes that do not belong to the application. */
    private static final Set<String> LIBRARIES = Set.of("java.", "javax.", "jakarta.", "kotlin.",
            "org.springframework.",
            "org.apache.", "reactor.", "tools.jackson.", "com.fasterxml.", "io.micrometer.", "io.netty.");

    private final List<String> packages;
    private final Set<Type> found = new LinkedHashSet<>();
    private final Set<Map.Entry<Class<?>, Class<?>>> scanned = new HashSet<>();
    private final Set<Use> used = new HashSet<>();

    /** Classes that are still to be scanned. */
    private final Deque<Class<?>> pending = new ArrayDeque<>();

    /** The classes whose parts are being examined. A type within itself could contain types of unlimited length. */
    private final Set<Class<?>> enclosing = new HashSet<>();

    /**
     * A use of a type.
     *
     * @param isStored whether its values are stored in an arena
     */
    private record Use(ResolvableType type, boolean isStored) {}

    /**
     * Creates an empty set of types.
     *
     * @param packages the packages of the application
     */
    RecordTypes(List<String> packages) {
        this.packages = packages;
    }

    /** Returns the found types: classes, and classes with type arguments. */
    Set<Type> found() {
        return found;
    }

    /** Adds the record types that the class of a bean uses. */
    void addBean(Class<?> bean) {
        Class<?> type = ClassUtils.getUserClass(bean);
        hierarchy(type).forEach(it -> scan(it, type));
        while (!pending.isEmpty()) {
            Class<?> next = pending.pop();
            scan(next, next);
        }
    }

    private static Stream<Class<?>> hierarchy(Class<?> type) {
        return Stream.concat(Stream.<Class<?>>iterate(type, it -> it != null, Class::getSuperclass),
                ClassUtils.getAllInterfacesForClassAsSet(type).stream());
    }

    /** Scans one class. The bean class defines the values of its type variables. */
    private void scan(Class<?> type, Class<?> bean) {
        if (isOfLibrary(type) || !scanned.add(Map.entry(type, bean))) {
            return;
        }
        try {
            add(ResolvableType.forType(type.getGenericSuperclass()), false);
            for (Type parent : type.getGenericInterfaces()) {
                add(ResolvableType.forType(parent), false);
            }
            addNamed(type);
            for (Method method : type.getDeclaredMethods()) {
                add(ResolvableType.forMethodReturnType(method, bean), false);
                for (int i = 0; i < method.getParameterCount(); i++) {
                    add(ResolvableType.forMethodParameter(method, i, bean), false);
                }
                addNamed(method);
            }
            for (Constructor<?> constructor : type.getDeclaredConstructors()) {
                for (int i = 0; i < constructor.getParameterCount(); i++) {
                    add(ResolvableType.forConstructorParameter(constructor, i), false);
                }
            }
            for (Field field : type.getDeclaredFields()) {
                add(ResolvableType.forField(field, bean), false);
            }
            scanCode(type);
        } catch (LinkageError | TypeNotPresentException e) {
            // a class that depends on a missing class is not in use
        }
    }

    private void scanCode(Class<?> type) {
        ClassCode code = ClassCode.of(type);
        for (String name : code.used()) {
            boolean isNamed = code.named().contains(name) && code.usesArenaTypes();
            boolean isFollowed = isOfApplication(name, type);
            Class<?> used = isNamed || isFollowed ? ClassCode.load(name, type.getClassLoader()) : null;
            if (used != null && isFollowed) {
                pending.push(used);
            }
            if (used != null && isNamed && used.isRecord()) {
                add(ResolvableType.forClass(used), true);
            }
        }
    }

    /** Whether a class is in a package of the application, or has the same outermost class as the other class. */
    private boolean isOfApplication(String name, Class<?> other) {
        return packages.stream().anyMatch(it -> name.startsWith(it + '.'))
                || name.startsWith(other.getNestHost().getName() + '$');
    }

    private void addNamed(AnnotatedElement element) {
        var binding = AnnotatedElementUtils.findMergedAnnotation(element, RegisterReflectionForBinding.class);
        if (binding != null) {
            Stream.of(binding.classes()).filter(Class::isRecord).forEach(it -> add(ResolvableType.forClass(it), true));
        }
    }

    private void add(ResolvableType type, boolean isStored) {
        Class<?> raw = type.resolve();
        if (raw == null || !used.add(new Use(type, isStored))) {
            return;
        }
        if (raw.isArray()) {
            add(type.getComponentType(), isStored);
            return;
        }
        boolean isOfArenas = isOfArenas(raw);
        for (ResolvableType argument : type.getGenerics()) {
            add(argument, isStored || isOfArenas);
        }
        if (isStored && raw.isRecord()) {
            found.add(resolved(type, raw));
        }
        if (!isOfArenas && !isOfLibrary(raw) && enclosing.add(raw)) {
            addParts(type, raw, isStored);
            enclosing.remove(raw);
        }
    }

    /** Adds the parts of a type. The components of a record in an arena are in the arena, too. */
    private void addParts(ResolvableType type, Class<?> raw, boolean isStored) {
        if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                add(ResolvableType.forType(component.getGenericType(), type), isStored);
            }
        } else {
            for (Field field : raw.getDeclaredFields()) {
                add(ResolvableType.forField(field, type), false);
            }
        }
    }

    /** Returns the type without type variables. */
    private static Type resolved(ResolvableType type, Class<?> raw) {
        return type.hasGenerics()
                ? ResolvableType.forClassWithGenerics(raw, Stream.of(type.getGenerics())
                        .map(it -> ResolvableType.forType(resolved(it, it.resolve(Object.class))))
                        .toArray(ResolvableType[]::new)).getType()
                : raw;
    }

    private static boolean isOfArenas(Class<?> type) {
        return ARENA_PACKAGES.contains(type.getPackageName()) || type.getName().startsWith(STARTER);
    }

    private static boolean isOfLibrary(Class<?> type) {
        return type.isPrimitive() || isOfArenas(type) || LIBRARIES.stream().anyMatch(type.getName()::startsWith);
    }
}
