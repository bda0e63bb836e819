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
import java.util.stream.Stream;

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
    static boolean hasDocuments(Type type, DocumentCodec documents) {
        Class<?> raw = ResolvedType.rawClass(type);
        FieldKind kind = Component.kindOf(type, raw);
        return kind == FieldKind.DOCUMENT || (hasParts(kind) && (documents.hasClassName(type)
                || parts(type, raw, kind).anyMatch(it -> hasDocuments(it, documents))));
    }

    /** Whether a value of a type can have a part that needs a document. */
    static boolean needsDocuments(Type type, @Nullable DocumentCodec documents) {
        return needsDocuments(type, documents, new HashSet<>());
    }

    private static boolean needsDocuments(@Nullable Type type, @Nullable DocumentCodec documents, Set<Type> seen) {
        if (type == null || !seen.add(type)) {
            return false;
        }
        Class<?> raw = ResolvedType.rawClass(type);
        if (length(type) > LONGEST) {
            return true;
        }
        if (raw.isRecord()) {
            return Arrays.stream(raw.getRecordComponents()).anyMatch(
                    it -> needsDocuments(ResolvedType.resolve(it.getGenericType(), type), documents, seen));
        }
        FieldKind kind = Component.kindOf(raw);
        return kind == FieldKind.DOCUMENT || (hasParts(kind) && ((documents != null && documents.hasClassName(type))
                || parts(type, raw, kind).anyMatch(it -> needsDocuments(it, documents, seen))));
    }

    private static boolean hasParts(FieldKind kind) {
        return kind == FieldKind.MAP || kind == FieldKind.SEQUENCE || kind == FieldKind.OPTIONAL;
    }

    private static Stream<Type> parts(Type type, Class<?> raw, FieldKind kind) {
        return switch (kind) {
            case MAP -> Stream.of(ResolvedType.argument(type, 0), ResolvedType.argument(type, 1));
            case SEQUENCE -> Stream.of(
                    raw.isArray() ? ResolvedType.componentType(type) : ResolvedType.argument(type, 0));
            default -> raw == Optional.class ? Stream.of(ResolvedType.argument(type, 0)) : Stream.empty();
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
