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

package dev.arena.record;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/** Finds the record types that a record can contain, in its components and in theirs. */
final class RecordNesting {
    static final int LONGEST = 16; // records can contain themselves, also with ever longer type arguments

    private static final ClassValue<Boolean> CONTAINS_ITSELF = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return contains(type, type, new HashSet<>());
        }
    };

    private RecordNesting() {}

    /** Returns whether a record in place would need an infinite row, because a component can have the same class again. */
    static boolean containsItself(Class<?> type) {
        return CONTAINS_ITSELF.get(type);
    }

    private static boolean contains(Class<?> type, Class<?> sought, Set<Class<?>> seen) {
        for (RecordComponent component : type.getRecordComponents()) {
            for (Class<?> each : inPlace(component)) {
                if (each == sought || (each.isRecord() && seen.add(each) && contains(each, sought, seen))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The classes of what is in the row: of a generic component, also those of the arguments, as they may be in place. */
    private static Set<Class<?>> inPlace(RecordComponent component) {
        Set<Class<?>> classes = new HashSet<>();
        Class<?> type = component.getType();
        classes.add(type);
        FieldKind kind = type.isRecord() ? FieldKind.RECORD : Component.kindOf(type);
        if (kind == FieldKind.RECORD || kind == FieldKind.OPTIONAL) {
            addArguments(ResolvedType.resolve(component.getGenericType(), null), classes);
        }
        return classes;
    }

    private static void addArguments(Type type, Set<Class<?>> classes) {
        if (type instanceof ResolvedType resolved) {
            for (Type argument : resolved.arguments()) {
                classes.add(ResolvedType.rawClass(argument));
                addArguments(argument, classes);
            }
        }
    }

    /** Returns whether a value of a type needs a document, or one of its elements outside records does. */
    static boolean hasDocuments(Type type) {
        Class<?> raw = ResolvedType.rawClass(type);
        return switch (Component.kindOf(type, raw)) {
            case DOCUMENT -> true;
            case MAP -> hasDocuments(ResolvedType.argument(type, 1));
            case SEQUENCE -> hasDocuments(
                    raw.isArray() ? ResolvedType.componentType(type) : ResolvedType.argument(type, 0));
            case OPTIONAL -> raw == Optional.class && hasDocuments(ResolvedType.argument(type, 0));
            default -> false;
        };
    }

    /** Whether a value of a type can have a part that needs a document. */
    static boolean needsDocuments(Type type) {
        return needsDocuments(type, new HashSet<>());
    }

    private static boolean needsDocuments(@Nullable Type type, Set<Type> seen) {
        if (type == null || !seen.add(type)) {
            return false;
        }
        Class<?> raw = ResolvedType.rawClass(type);
        if (length(type) > LONGEST) {
            return true;
        }
        if (raw.isRecord()) {
            return Arrays.stream(raw.getRecordComponents()).anyMatch(
                    it -> needsDocuments(ResolvedType.resolve(it.getGenericType(), type), seen));
        }
        return switch (Component.kindOf(raw)) {
            case DOCUMENT -> true;
            case MAP -> needsDocuments(ResolvedType.argument(type, 0), seen)
                    || needsDocuments(ResolvedType.argument(type, 1), seen);
            case SEQUENCE -> needsDocuments(
                    raw.isArray() ? ResolvedType.componentType(type) : ResolvedType.argument(type, 0), seen);
            case OPTIONAL -> raw == Optional.class
                    && needsDocuments(ResolvedType.argument(type, 0), seen);
            default -> false;
        };
    }

    /** Returns the nesting depth of type arguments. */
    private static int length(Type type) {
        if (type instanceof ResolvedType resolved) {
            return 1 + resolved.arguments().stream().mapToInt(RecordNesting::length).max().orElse(0);
        }
        if (type instanceof GenericArrayType array) {
            return 1 + length(array.getGenericComponentType());
        }
        return type instanceof Class<?> raw && raw.isArray() ? 1 + length(raw.componentType()) : 0;
    }
}
