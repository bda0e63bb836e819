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

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/**
 * Finds records that contain themselves with ever longer type arguments, such as
 * {@code record Node<T>(T value, Node<List<T>> next)}. Databind describes each of these types before it reads or writes the
 * first value, until the stack overflows. Only the overflow shows that: databind may know another way to read such a record.
 */
final class GrowingType {

    /** Number of types of one class that contain each other, from which on they are assumed to grow without end. */
    private static final int MOST = 16;

    private final TypeFactory types;
    private final Set<JavaType> seen = new HashSet<>();

    /** The records around the current type, the outermost first. */
    private final List<JavaType> path = new ArrayList<>();

    private GrowingType(TypeFactory types) {
        this.types = types;
    }

    /** The exception for a type that databind could not describe. */
    static UnreadableTypeException refusal(JavaType type, TypeFactory types, StackOverflowError overflow) {
        String reason = new GrowingType(types).reason(type);
        return new UnreadableTypeException(Objects.requireNonNullElseGet(reason,
                () -> type.toCanonical() + " has no JSON form, because the stack overflows when databind describes it"),
                overflow);
    }

    /** Returns the same exception. Throws the error again if the type is no such record, because the document can be the reason. */
    static UnreadableTypeException refusalIfGrowing(JavaType type, TypeFactory types, StackOverflowError overflow) {
        String reason = new GrowingType(types).reason(type);
        if (reason == null) {
            throw overflow;
        }
        return new UnreadableTypeException(reason, overflow);
    }

    /** Describes how a type, or a type in it, grows; null if no type does. */
    private @Nullable String reason(JavaType type) {
        if (!seen.add(type)) {
            return null;
        }
        List<JavaType> parts = new ArrayList<>();
        if (type.isArrayType()) {
            parts.add(type.getContentType());
        }
        for (int i = 0; i < type.containedTypeCount(); i++) {
            parts.add(type.containedType(i));
        }
        String reason = firstReason(parts);
        return reason == null && type.isRecordType() ? reasonOfRecord(type) : reason;
    }

    private @Nullable String firstReason(List<JavaType> parts) {
        for (JavaType part : parts) {
            String reason = reason(part);
            if (reason != null) {
                return reason;
            }
        }
        return null;
    }

    private @Nullable String reasonOfRecord(JavaType type) {
        Class<?> raw = type.getRawClass();
        List<JavaType> around = path.stream().filter(it -> it.hasRawClass(raw)).toList();
        if (around.size() == MOST) {
            return around.get(0).toCanonical()
                    + " has no JSON form, because its type arguments grow without end: it contains "
                    + around.get(1).toCanonical() + ", which contains " + around.get(2).toCanonical()
                    + ", and so on";
        }
        List<JavaType> components = new ArrayList<>();
        for (RecordComponent component : raw.getRecordComponents()) {
            components.add(types.resolveMemberType(component.getGenericType(), type.getBindings()));
        }
        path.addLast(type);
        String reason = firstReason(components);
        path.removeLast();
        return reason;
    }
}
