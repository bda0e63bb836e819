package dev.arena.json;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

/** Types of databind as types of Java. */
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
