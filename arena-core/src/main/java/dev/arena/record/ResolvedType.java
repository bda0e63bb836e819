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
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A class with arguments for its type variables, without any remaining type variable. Two are equal if their parts are equal.
 *
 * @param rawType   the class
 * @param arguments the argument of each of its type variables
 */
record ResolvedType(Class<?> rawType, List<Type> arguments) implements ParameterizedType {

    /** Replaces the variables of a type by the arguments of the enclosing class, or otherwise by their bounds. */
    static Type resolve(Type type, @Nullable Type around) {
        return switch (type) {
            case Class<?> it -> it;
            case ResolvedType it -> it;
            case ParameterizedType it -> new ResolvedType((Class<?>) it.getRawType(),
                    Arrays.stream(it.getActualTypeArguments()).map(each -> resolve(each, around)).toList());
            case TypeVariable<?> it -> argument(it, around);
            case WildcardType it -> resolve(it.getUpperBounds()[0], around);
            case GenericArrayType it -> array(resolve(it.getGenericComponentType(), around));
            default -> throw new IllegalArgumentException("No class is known for the type " + type.getTypeName());
        };
    }

    private static Type argument(TypeVariable<?> variable, @Nullable Type around) {
        if (around instanceof ResolvedType type) {
            TypeVariable<?>[] variables = type.rawType().getTypeParameters();
            for (int i = 0; i < variables.length; i++) {
                if (variables[i].equals(variable)) {
                    return type.arguments().get(i);
                }
            }
        }
        Type bound = variable.getBounds()[0];
        return rawClass(bound); // not resolved, because a bound may contain its own variable
    }

    private static Type array(Type component) {
        return component instanceof Class<?> type ? type.arrayType() : new ArrayType(component);
    }

    /** The class of a type. */
    static Class<?> rawClass(Type type) {
        return switch (type) {
            case Class<?> it -> it;
            case ParameterizedType it -> (Class<?>) it.getRawType();
            case GenericArrayType it -> rawClass(it.getGenericComponentType()).arrayType();
            case TypeVariable<?> it -> rawClass(it.getBounds()[0]);
            case WildcardType it -> rawClass(it.getUpperBounds()[0]);
            default -> throw new IllegalArgumentException("No class is known for the type " + type.getTypeName());
        };
    }

    /**
     * The class of a type, or of an argument, whose loader can load all of them. Of several such classes it is the first one. What is
     * cached for this class does not prevent the unloading of another one.
     */
    static Class<?> youngestClass(Type type) {
        Class<?> youngest = rawClass(type);
        if (type instanceof ArrayType array) {
            return youngestClass(array.component());
        }
        if (type instanceof ResolvedType resolved) {
            for (Type argument : resolved.arguments()) {
                Class<?> other = youngestClass(argument);
                if (isAncestor(youngest.getClassLoader(), other.getClassLoader())) {
                    youngest = other;
                }
            }
        }
        return youngest;
    }

    /** Whether a loader, null for that of the JDK, is an ancestor of another one. */
    private static boolean isAncestor(@Nullable ClassLoader elder, @Nullable ClassLoader loader) {
        ClassLoader each = loader;
        while (each != null) {
            each = each.getParent();
            if (Objects.equals(each, elder)) {
                return true;
            }
        }
        return false;
    }

    /** An argument of a type; {@link Object} for a raw type. */
    static Type argument(Type type, int index) {
        return type instanceof ResolvedType resolved ? resolved.arguments().get(index) : Object.class;
    }

    /** The component type of an array. */
    static Type componentType(Type array) {
        return array instanceof ArrayType it ? it.component() : rawClass(array).componentType();
    }

    @Override
    public Type[] getActualTypeArguments() {
        return arguments.toArray(Type[]::new);
    }

    @Override
    public Type getRawType() {
        return rawType;
    }

    @Override
    public @Nullable Type getOwnerType() {
        return rawType.getDeclaringClass();
    }

    @Override
    public String toString() {
        return rawType.getName()
                + arguments.stream().map(Type::getTypeName).collect(Collectors.joining(", ", "<", ">"));
    }

    private record ArrayType(Type component) implements GenericArrayType {
        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public String toString() {
            return component.getTypeName() + "[]";
        }
    }
}
