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

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/** Converts databind types to Java types. */
final class Types {
    private Types() {}

    /** The same type. */
    static Type of(JavaType type) {
        List<JavaType> arguments = type.getBindings().getTypeParameters();
        return arguments.isEmpty()
                ? type.getRawClass()
                : new Parameterized(type.getRawClass(), arguments.stream().map(Types::of).toList());
    }

    /**
     * A class with arguments.
     *
     * @param rawType   the class
     * @param arguments what stands for each of its type variables
     */
    private record Parameterized(Class<?> rawType, List<Type> arguments) implements ParameterizedType {
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
    }
}
