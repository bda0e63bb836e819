package dev.arena.json;

import java.lang.reflect.AnnotatedElement;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a component of a record, or a constant of an enum, is called in JSON.
 *
 * @param name         its name, which is written and read
 * @param aliases      other names under which it is read
 * @param required     whether its absence is an error
 * @param defaultValue what stands for it where it is absent, or null
 * @param read         whether it is read
 * @param written      whether it is written
 */
record PropertyName(String name, List<String> aliases, boolean required, @Nullable String defaultValue, boolean read,
        boolean written) {

    /** By the annotations of a component. */
    static PropertyName ofComponent(Class<?> type, String component) {
        try {
            return of(component, type.getDeclaredField(component), type.getDeclaredMethod(component));
        } catch (NoSuchFieldException | NoSuchMethodException e) {
            throw new IllegalArgumentException(type.getName() + " has no component " + component, e);
        }
    }

    /** By the annotations of a constant. */
    static PropertyName ofConstant(Enum<?> constant) {
        Class<?> type = constant.getDeclaringClass();
        try {
            return of(constant.name(), type.getField(constant.name()));
        } catch (NoSuchFieldException e) {
            throw new IllegalArgumentException(type.getName() + " has no constant " + constant, e);
        }
    }

    private static PropertyName of(String declared, AnnotatedElement... places) {
        String name = declared;
        List<String> aliases = List.of();
        boolean required = false;
        String defaultValue = null;
        boolean read = true;
        boolean written = true;
        for (AnnotatedElement place : places) {
            JsonProperty property = place.getAnnotation(JsonProperty.class);
            if (property != null) {
                name = property.value().isEmpty() ? name : property.value();
                required |= property.required();
                defaultValue = property.defaultValue().isEmpty() ? defaultValue : property.defaultValue();
                read &= property.access() != JsonProperty.Access.READ_ONLY;
                written &= property.access() != JsonProperty.Access.WRITE_ONLY;
            }
            JsonAlias alias = place.getAnnotation(JsonAlias.class);
            if (alias != null) {
                aliases = List.of(alias.value());
            }
            JsonIgnore ignore = place.getAnnotation(JsonIgnore.class);
            if (ignore != null && ignore.value()) {
                read = false;
                written = false;
            }
        }
        return new PropertyName(name, aliases, required, defaultValue, read, written);
    }
}
