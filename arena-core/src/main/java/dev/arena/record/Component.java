package dev.arena.record;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.arena.text.Utf8String;

/**
 * What a component of a record becomes in memory.
 *
 * @param name        its name
 * @param type        its declared type
 * @param kind        how it is represented
 * @param nested      the layout of a component that is a record, or null
 * @param hasPresence whether a byte of its own says if it is null
 */
record Component(String name, Class<?> type, FieldKind kind, @Nullable RecordLayout<?> nested, boolean hasPresence) {
    private static final Map<Class<?>, FieldKind> KINDS = Map.ofEntries(
            Map.entry(boolean.class, FieldKind.BOOLEAN), Map.entry(Boolean.class, FieldKind.BOOLEAN),
            Map.entry(byte.class, FieldKind.BYTE), Map.entry(Byte.class, FieldKind.BYTE),
            Map.entry(short.class, FieldKind.SHORT), Map.entry(Short.class, FieldKind.SHORT),
            Map.entry(char.class, FieldKind.CHAR), Map.entry(Character.class, FieldKind.CHAR),
            Map.entry(int.class, FieldKind.INT), Map.entry(Integer.class, FieldKind.INT),
            Map.entry(long.class, FieldKind.LONG), Map.entry(Long.class, FieldKind.LONG),
            Map.entry(float.class, FieldKind.FLOAT), Map.entry(Float.class, FieldKind.FLOAT),
            Map.entry(double.class, FieldKind.DOUBLE), Map.entry(Double.class, FieldKind.DOUBLE),
            Map.entry(String.class, FieldKind.STRING), Map.entry(Utf8String.class, FieldKind.UTF8));

    /**
     * Finds what a component becomes.
     *
     * @throws IllegalArgumentException if there is nothing for its type
     */
    static Component of(RecordComponent component) {
        Class<?> type = component.getType();
        FieldKind kind = KINDS.get(type);
        if (kind != null) {
            return new Component(component.getName(), type, kind, null, kind.isPrimitive() && !type.isPrimitive());
        }
        if (type.isEnum()) {
            return new Component(component.getName(), type, FieldKind.ENUM, null, false);
        }
        if (type.isRecord()) {
            RecordLayout<?> nested = RecordLayout.of(type.asSubclass(Record.class));
            return new Component(component.getName(), type, FieldKind.RECORD, nested, true);
        }
        throw unsupported(component, "its type " + component.getGenericType().getTypeName()
                + " is no primitive, boxed primitive, enum, String, Utf8String or record");
    }

    /**
     * Makes sure that a record does not contain itself.
     *
     * @param  around                   the records that it is in
     * @throws IllegalArgumentException if a component, of it or further inside, is one of those around
     */
    static void requireFinite(Class<?> type, Set<Class<?>> around) {
        around.add(type);
        for (RecordComponent component : type.getRecordComponents()) {
            if (around.contains(component.getType())) {
                throw unsupported(component, "its type " + component.getType().getName() + " contains itself");
            }
            if (component.getType().isRecord()) {
                requireFinite(component.getType(), around);
            }
        }
        around.remove(type);
    }

    private static IllegalArgumentException unsupported(RecordComponent component, String why) {
        return new IllegalArgumentException("Component " + component.getName() + " of record "
                + component.getDeclaringRecord().getName() + " cannot be laid out: " + why);
    }

    /** The layout of its value, without a name. */
    MemoryLayout layout() {
        if (kind == FieldKind.ENUM && type.getEnumConstants().length > Byte.MAX_VALUE) {
            return ValueLayout.JAVA_SHORT;
        }
        MemoryLayout fixed = kind.layout();
        return fixed == null ? Objects.requireNonNull(nested).layout() : fixed;
    }
}
