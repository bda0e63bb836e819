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
 * Finds the types of records that an application keeps in arenas. It looks at the classes of beans and at the classes of the application
 * that these use, and takes
 *
 * <ul>
 * <li>arguments of arena types, such as {@code RecordVec<Order>}, in signatures, fields and supertypes, however deep they are in other
 * types;
 * <li>records that the code of a class names by a literal, if the class uses arena types;
 * <li>records that {@link RegisterReflectionForBinding} names;
 * <li>records in records of these types.
 * </ul>
 */
final class RecordTypes {
    private static final Set<String> ARENA_PACKAGES = Set.of("dev.arena", "dev.arena.collect", "dev.arena.io",
            "dev.arena.json", "dev.arena.record", "dev.arena.text");
    private static final String STARTER = "dev.arena.spring.boot.";

    /** Names of these begin what belongs to no application. */
    private static final Set<String> LIBRARIES = Set.of("java.", "javax.", "jakarta.", "kotlin.",
            "org.springframework.",
            "org.apache.", "reactor.", "tools.jackson.", "com.fasterxml.", "io.micrometer.", "io.netty.");

    private final List<String> packages;
    private final Set<Type> found = new LinkedHashSet<>();
    private final Set<Map.Entry<Class<?>, Class<?>>> scanned = new HashSet<>();
    private final Set<Use> used = new HashSet<>();

    /** Classes to be scanned. */
    private final Deque<Class<?>> ahead = new ArrayDeque<>();

    /** The classes whose parts are being looked at: a type within itself could contain ever longer types. */
    private final Set<Class<?>> around = new HashSet<>();

    /**
     * A type, and where it is met.
     *
     * @param isKept whether its values lie in an arena
     */
    private record Use(ResolvableType type, boolean isKept) {}

    /**
     * Finds nothing yet.
     *
     * @param packages those of the application
     */
    RecordTypes(List<String> packages) {
        this.packages = packages;
    }

    /** What was found: classes, and classes with arguments. */
    Set<Type> found() {
        return found;
    }

    /** Adds what the class of a bean uses. */
    void addBean(Class<?> bean) {
        Class<?> type = ClassUtils.getUserClass(bean);
        hierarchy(type).forEach(it -> scan(it, type));
        while (!ahead.isEmpty()) {
            Class<?> next = ahead.pop();
            scan(next, next);
        }
    }

    private static Stream<Class<?>> hierarchy(Class<?> type) {
        return Stream.concat(Stream.<Class<?>>iterate(type, it -> it != null, Class::getSuperclass),
                ClassUtils.getAllInterfacesForClassAsSet(type).stream());
    }

    /** Scans one class, whose variables are those of a bean class. */
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
            // a class that uses what is not there is not used itself
        }
    }

    private void scanCode(Class<?> type) {
        ClassCode code = ClassCode.of(type);
        for (String name : code.used()) {
            boolean isNamed = code.named().contains(name) && code.usesArenaTypes();
            boolean isFollowed = isOfApplication(name, type);
            Class<?> used = isNamed || isFollowed ? ClassCode.load(name, type.getClassLoader()) : null;
            if (used != null && isFollowed) {
                ahead.push(used);
            }
            if (used != null && isNamed && used.isRecord()) {
                add(ResolvableType.forClass(used), true);
            }
        }
    }

    /** Whether a class lies in the packages of the application, or within the same class as another one. */
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

    private void add(ResolvableType type, boolean isKept) {
        Class<?> raw = type.resolve();
        if (raw == null || !used.add(new Use(type, isKept))) {
            return;
        }
        if (raw.isArray()) {
            add(type.getComponentType(), isKept);
            return;
        }
        boolean isOfArenas = isOfArenas(raw);
        for (ResolvableType argument : type.getGenerics()) {
            add(argument, isKept || isOfArenas);
        }
        if (isKept && raw.isRecord()) {
            found.add(resolved(type, raw));
        }
        if (!isOfArenas && !isOfLibrary(raw) && around.add(raw)) {
            addParts(type, raw, isKept);
            around.remove(raw);
        }
    }

    /** The components of a record in an arena lie there, too. */
    private void addParts(ResolvableType type, Class<?> raw, boolean isKept) {
        if (raw.isRecord()) {
            for (RecordComponent component : raw.getRecordComponents()) {
                add(ResolvableType.forType(component.getGenericType(), type), isKept);
            }
        } else {
            for (Field field : raw.getDeclaredFields()) {
                add(ResolvableType.forField(field, type), false);
            }
        }
    }

    /** The same type without variables. */
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
